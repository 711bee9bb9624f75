package dev.pressroom.batch.reconcile;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** How far a run is: a line that is written over on a terminal, else a log line now and then. Safe for several writers. */
public final class Progress {

    /** Where progress is shown. */
    @FunctionalInterface
    public interface Display {
        void show(long rows, long rowsPerSecond, Duration remaining);
    }

    /** Nobody looks. */
    public static final Display NONE = (rows, rowsPerSecond, remaining) -> {
    };

    private final Clock clock;
    private final Duration every;
    private final Display display;
    private Instant began;
    private Instant shown;
    private long rows;
    private double bytes;
    private double bytesToRead;

    public Progress(Clock clock, Duration every, Display display) {
        this.clock = clock;
        this.every = every;
        this.display = display;
        this.began = clock.instant();
        this.shown = began;
    }

    /** @param files that are about to be loaded */
    synchronized void begin(Collection<SeenFile> files) {
        began = clock.instant();
        shown = began;
        rows = 0;
        bytes = 0;
        bytesToRead = files.stream().filter(file -> file.verdict() == SeenFile.Verdict.LOAD).mapToDouble(file -> file.entry().bytes())
                .sum();
    }

    synchronized void wrote(Block block) {
        rows += block.rows();
        bytes += (double) (block.to() - block.from()) / block.file().entry().parts();
        Instant now = clock.instant();
        if (!now.isBefore(shown.plus(every))) {
            shown = now;
            double seconds = Math.max(Duration.between(began, now).toMillis(), 1) / 1000.0;
            double left = Math.max(bytesToRead - bytes, 0) / Math.max(bytes, 1) * seconds;
            display.show(rows, Math.round(rows / seconds), Duration.ofSeconds(Math.round(left)));
        }
    }
}
