package dev.pressroom.app.routes;

import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.routes.CarrierSftp;
import dev.pressroom.routes.TrackingDrop;
import dev.pressroom.storage.files.DropStore;
import dev.pressroom.storage.tracking.LabelWindow;
import dev.pressroom.storage.tracking.NumberRule;
import dev.pressroom.storage.tracking.ParcelRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the service reads of the files in {@code carriers/}: the {@code sftp} part, which files are fetched, and {@code number} and {@code labelWindow}, by
 * which printers' parcels are found among the scans. The rest is the nightly job's.
 */
public final class CarrierOutboxes {

    private static final Duration VISIT = Duration.ofSeconds(30);
    private static final YAMLMapper YAML = YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private CarrierOutboxes() {}

    private record CarrierFile(String id, TrackingFiles files, @Nullable Numbers number, @Nullable Window labelWindow,
            @Nullable Outbox sftp) {}

    private record Numbers(String pattern, @Nullable String remove) {}

    private record Window(String before, String after) {}

    private record TrackingFiles(String pattern) {}

    private record Outbox(String host, String port, String user, @Nullable String password, @Nullable String privateKey, String knownHosts,
            String folder, @Nullable String semaphore, String poll, @Nullable String timeout, @Nullable String settle) {}

    /** Carriers without an {@code sftp} part bring their files by other ways. */
    public static List<CarrierSftp> load(Path folder, DropStore drop, UnaryOperator<String> secrets) {
        List<CarrierSftp> carriers = new ArrayList<>();
        for (CarrierFile carrier : read(folder)) {
            Outbox outbox = carrier.sftp();
            if (outbox != null) {
                SftpTransport sftp = new SftpTransport(secrets.apply(outbox.host()),
                        Integer.parseInt(secrets.apply(outbox.port())), secrets.apply(outbox.user()), outbox.password(),
                        outbox.privateKey(), secrets.apply(outbox.knownHosts()), Map.of(), DurationStyle.detectAndParse(outbox.poll()),
                        null, null,
                        outbox.settle() == null ? null : DurationStyle.detectAndParse(outbox.settle()));
                carriers.add(new CarrierSftp(carrier.id(), sftp, outbox.folder(), Pattern.compile(carrier.files().pattern()),
                        outbox.semaphore(), outbox.timeout() == null ? VISIT : DurationStyle.detectAndParse(outbox.timeout()),
                        new Fetched(drop)));
            }
        }
        return carriers;
    }

    private record Fetched(DropStore store) implements TrackingDrop {

        @Override
        public Path fetching(String carrier) {
            return store.fetching(carrier);
        }

        @Override
        public void put(String carrier, Path fetched) throws IOException {
            store.put(carrier, fetched);
        }
    }

    /** By which rules printers' parcels meet their scans. */
    public static ParcelRules parcelRules(Path folder) {
        Map<String, ParcelRules.Rule> rules = new HashMap<>();
        for (CarrierFile carrier : read(folder)) {
            Numbers number = carrier.number();
            Window window = carrier.labelWindow();
            if (number != null && window != null) {
                rules.put(carrier.id(), new ParcelRules.Rule(
                        new NumberRule(Pattern.compile(number.pattern()),
                                number.remove() == null ? null : Pattern.compile(number.remove())),
                        new LabelWindow(DurationStyle.detectAndParse(window.before()), DurationStyle.detectAndParse(window.after()))));
            }
        }
        return new ParcelRules(rules);
    }

    private static List<CarrierFile> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().endsWith(".yaml")).sorted()
                    .map(file -> YAML.readValue(file.toFile(), CarrierFile.class))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("carriers in " + folder + " cannot be read", e);
        }
    }
}
