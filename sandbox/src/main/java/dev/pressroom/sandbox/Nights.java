package dev.pressroom.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compressed nights: runs the nightly job as its own process whenever the drop holds a new tracking file. */
final class Nights implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Nights.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Layout layout;
    private final Map<String, String> environment;
    private final Set<Path> loaded = new HashSet<>();
    private final ScheduledExecutorService timer = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("nights").daemon().factory());

    Nights(Layout layout, Map<String, String> environment) {
        this.layout = layout;
        this.environment = environment;
        var _ = timer.scheduleWithFixedDelay(this::night, LOOK_EVERY.toMillis(), LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void night() {
        try {
            Set<Path> files = files();
            files.removeAll(loaded);
            // 3: a file is BAD, which the next night reads again, and everything else is loaded.
            if (!files.isEmpty() && Set.of(0, 3).contains(reconcile())) {
                loaded.addAll(files);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (UncheckedIOException e) {
            LOG.warn("the nightly job could not be started, trying again: {}", e.getMessage());
        }
    }

    private int reconcile() throws InterruptedException {
        Process run = Children.start(
                List.of(Children.java(), "--enable-native-access=ALL-UNNAMED", "-Xmx96m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-jar", layout.batchJar().toString(), "reconcile", "--drop", layout.drop().toString(), "--carriers",
                        layout.config().resolve("carriers").toString(), "--report", layout.state().resolve("reports").toString()),
                layout.logs().resolve("reconcile.log"), environment);
        try {
            return run.waitFor();
        } catch (InterruptedException e) {
            Children.stop(run);
            throw e;
        }
    }

    private Set<Path> files() {
        Path drop = layout.drop().resolve("dpd");
        if (!Files.isDirectory(drop)) {
            return new HashSet<>();
        }
        try (Stream<Path> files = Files.list(drop)) {
            return files.filter(file -> file.getFileName().toString().startsWith("SCANINFO"))
                    .collect(Collectors.toCollection(HashSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
