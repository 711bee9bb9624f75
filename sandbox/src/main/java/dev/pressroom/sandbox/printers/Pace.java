package dev.pressroom.sandbox.printers;

import java.time.Duration;

/**
 * How long a printer takes: from receipt to acceptance, from there to the start of production, for printing, for shipping, and how
 * often it sends the status messages that have gathered. Each job's steps vary by up to a third around these.
 */
public record Pace(Duration acceptance, Duration queue, Duration printing, Duration shipping, Duration statusRound) {

    /** A working week in seconds. */
    public static Pace compressed() {
        return new Pace(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(2), Duration.ofMillis(700));
    }

    /** The same step length everywhere. */
    public static Pace every(Duration step) {
        return new Pace(step, step, step, step, step);
    }

    Pace slowed(int factor) {
        return new Pace(acceptance.multipliedBy(factor), queue.multipliedBy(factor), printing.multipliedBy(factor),
                shipping.multipliedBy(factor), statusRound);
    }
}
