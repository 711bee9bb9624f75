package dev.pressroom.batch;

import dev.pressroom.storage.files.DropStore;
import dev.pressroom.storage.tracking.Expiry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "retention", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Removes what is kept longer than the policy says. Without --delete it only counts.", footer = {
        "", "Ids, facts, quantities and the reasons of rejects stay. The last line on stdout is",
        "addresses N, messages N, rejects N, months N, files N."})
final class RetentionCommand implements Callable<Integer> {

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--delete", description = "Really remove.")
    boolean delete;

    @Option(names = "--addresses", paramLabel = "AGE", defaultValue = "180d", converter = Age.class, description = "Receivers of orders, after the order was closed.")
    Duration addresses = Duration.ZERO;

    @Option(names = "--messages", paramLabel = "AGE", defaultValue = "35d", converter = Age.class, description = "Raw messages of printers that were read; those in quarantine stay until somebody decided.")
    Duration messages = Duration.ZERO;

    @Option(names = "--rejects", paramLabel = "AGE", defaultValue = "35d", converter = Age.class, description = "Raw text of rejected rows.")
    Duration rejects = Duration.ZERO;

    @Option(names = "--events", paramLabel = "AGE", defaultValue = "400d", converter = Age.class, description = "Tracking events, by whole months.")
    Duration events = Duration.ZERO;

    @Option(names = "--files", paramLabel = "AGE", defaultValue = "35d", converter = Age.class, description = "Files of the drop, after they were loaded.")
    Duration files = Duration.ZERO;

    @Option(names = "--drop", paramLabel = "DIR", description = "The drop, a folder or s3://bucket/prefix; its files are left alone without it.")
    @Nullable
    String drop;

    private final Clock clock = Clock.systemUTC();

    /** An age such as 35d or 12h, at least a day, so that no slip empties the record. */
    static final class Age implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            Duration age = DurationStyle.detectAndParse(text);
            if (age.compareTo(Duration.ofDays(1)) < 0) {
                throw new IllegalArgumentException(text + " is less than a day");
            }
            return age;
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (ConfigurableApplicationContext context = Start.context()) {
            Expiry expiry = new Expiry(context.getBean(DataSource.class));
            Instant now = Instant.now(clock);
            boolean dry = !delete;
            err.println(dry ? "counting only; --delete removes" : "removing");
            long gone = drop == null ? 0 : files(expiry, DropStore.at(drop), now.minus(files), dry);
            out.println("addresses %d, messages %d, rejects %d, months %d, files %d".formatted(expiry.addresses(now.minus(addresses), dry),
                    expiry.messages(now.minus(messages), dry), expiry.rejects(now.minus(rejects), dry),
                    expiry.events(now.minus(events), dry),
                    gone));
            return 0;
        } catch (Start.CannotStart e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    /** A file goes by its bytes: one of the same name that was not loaded stays. */
    private static long files(Expiry expiry, DropStore drop, Instant before, boolean dry) throws IOException {
        long gone = 0;
        for (String carrier : drop.carriers()) {
            Set<String> loaded = new HashSet<>(expiry.loadedFiles(carrier, before));
            for (String file : loaded.isEmpty() ? List.<String>of() : drop.files(carrier)) {
                if (loaded.contains(hash(drop.open(carrier, file, 0)))) {
                    gone++;
                    if (!dry) {
                        drop.delete(carrier, file);
                    }
                }
            }
        }
        return gone;
    }

    private static String hash(InputStream content) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(content, digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
