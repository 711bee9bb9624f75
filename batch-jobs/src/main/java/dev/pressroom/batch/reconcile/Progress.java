package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.BlockReader.Work;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a run is: a line that is written over on a terminal, else a log line now and then. Safe for several writers. */
public final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    /** Where progress is shown. */
    @FunctionalInterface
    public interface Display {

        void show(long rows, long rowsPerSecond, Duration remaining);

        /** After the last row, when something was shown. */
        default void end() {}
    }

    /** Nobody looks. */
    public static final Display NONE = (rows, rowsPerSecond, remaining) -> {
    };

    private final Clock clock;
    private final Duration every;
    private final Display display;
    private Instant began;
    private Instant shown;
    private boolean anything;
    private long rows;
    private long bytes;
    private long bytesToRead;

    public Progress(Clock clock, Duration every, Display display) {
        this.clock = clock;
        this.every = every;
        this.display = display;
        this.began = clock.instant();
        this.shown = began;
    }

    /** Twice a second, over itself. */
    public static Progress onTerminal(Clock clock, PrintStream out) {
        return new Progress(clock, Duration.ofMillis(500), new Display() {
            @Override
            public void show(long rows, long rowsPerSecond, Duration remaining) {
                out.print("\rrows %,d, %,d rows/s, %d:%02d:%02d left   ".formatted(rows, rowsPerSecond, remaining.toHours(),
                        remaining.toMinutesPart(), remaining.toSecondsPart()));
                out.flush();
            }

            @Override
            public void end() {
                out.println();
            }
        });
    }

    /** Each ten seconds a line of the log. */
    public static Progress asLines(Clock clock) {
        return new Progress(clock, Duration.ofSeconds(10), (rows, rowsPerSecond, remaining) -> LOG
                .info("progress rows={} rowsPerSecond={} remainingSeconds={}", rows, rowsPerSecond, remaining.toSeconds()));
    }

    /** @param work that is about to be done */
    synchronized void begin(Collection<Work> work) {
        began = clock.instant();
        shown = began;
        anything = false;
        rows = 0;
        bytes = 0;
        bytesToRead = work.stream().mapToLong(Work::bytes).sum();
    }

    synchronized void wrote(Block block) {
        rows += block.rows();
        bytes += block.bytes();
        Instant now = clock.instant();
        if (!now.isBefore(shown.plus(every))) {
            shown = now;
            anything = true;
            double seconds = Math.max(Duration.between(began, now).toMillis(), 1) / 1000.0;
            double left = Math.max(bytesToRead - bytes, 0) / (double) Math.max(bytes, 1) * seconds;
            display.show(rows, Math.round(rows / seconds), Duration.ofSeconds(Math.round(left)));
        }
    }

    synchronized void end() {
        if (anything) {
            display.end();
        }
        anything = false;
    }
}
