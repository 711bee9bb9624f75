package dev.pressroom.sandbox.printers;

import java.time.Duration;

/** How often a printer tries to fetch an artwork file before it gives up, and how long it waits in between. */
public record Patience(int tries, Duration pause) {

    /** Outlasts a restart of whoever serves the files. */
    public static Patience compressed() {
        return new Patience(20, Duration.ofSeconds(3));
    }
}
