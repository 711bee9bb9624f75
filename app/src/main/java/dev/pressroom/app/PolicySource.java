package dev.pressroom.app;

import dev.pressroom.orders.routing.Policy;
import dev.pressroom.printers.PolicyFile;
import dev.pressroom.printers.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The policy in force. The file is looked at again within seconds of being asked, without a restart; one with a mistake, or one that is gone, is told
 * in the log and the last good policy stays. Safe for many threads.
 */
final class PolicySource implements Supplier<Policy> {

    private static final Logger LOG = LoggerFactory.getLogger(PolicySource.class);
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Path file;
    private final Clock clock;
    private Policy policy;
    private @Nullable FileTime read;
    private Instant lookedAt;

    /** Throws {@link IllegalStateException} with every problem of the file: a service does not start with a policy nobody meant. */
    PolicySource(Path file, Clock clock) {
        this.file = file;
        this.clock = clock;
        this.read = changed();
        this.lookedAt = clock.instant();
        PolicyFile first = PolicyFile.load(file);
        this.policy = first.policy().orElseThrow(() -> new IllegalStateException("the policy cannot be used:\n  " + told(first)));
    }

    @Override
    public synchronized Policy get() {
        Instant now = clock.instant();
        if (lookedAt.plus(FRESH).isBefore(now)) {
            lookedAt = now;
            FileTime changed = changed();
            if (!Optional.ofNullable(changed).equals(Optional.ofNullable(read))) {
                read = changed;
                if (changed == null) {
                    LOG.error("policy: {} is gone, the last good one stays; put it back; without it the service starts with the defaults",
                            file.getFileName());
                    return policy;
                }
                PolicyFile next = PolicyFile.load(file);
                next.policy().ifPresentOrElse(good -> {
                    policy = good;
                    LOG.info("policy: {} was read again", file.getFileName());
                }, () -> LOG.error("policy: {} has mistakes, the last good one stays:\n  {}", file.getFileName(), told(next)));
            }
        }
        return policy;
    }

    private static String told(PolicyFile file) {
        return file.problems().stream().map(Problem::toString).collect(Collectors.joining("\n  "));
    }

    private @Nullable FileTime changed() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return null;
        }
    }
}
