package dev.pressroom.sandbox.printers;

import java.util.Locale;

/** What a printer may do badly, each with the probability it has when a personality names no other. */
public enum Habit {

    /** Takes four times as long for the job. */
    SLOW(1),
    /** Says that it accepted the job, and never makes it. */
    LIES_ABOUT_ACCEPTANCE(0.2),
    /** Stores the job, then breaks the connection without an answer; at most once per job. */
    DROPS_CONNECTION(0.3),
    /** Breaks the connection without an answer, and stores the job only seconds later; at most once per job (HTTP printers). */
    STORES_LATE(0.1),
    /** Never sends a callback (HTTP printers: elsewhere nobody could ask again). */
    FORGETS_WEBHOOKS(0.5),
    /** Sends a status message late and once more, so that messages arrive repeated and out of order. */
    SENDS_TWICE(0.5),
    /** Rejects the job with a reason. */
    REJECTS(0.2),
    /** Accepts the job, and rejects it when it would go into production. */
    ACCEPTS_THEN_REJECTS(0.2),
    /** Takes four times as long for what it received on a Friday, UTC. */
    SLOW_FRIDAY(1),
    /** Sends something that cannot be decoded next to a status message. */
    SENDS_GARBAGE(0.1),
    /** Ships in two parcels what can be divided. */
    TWO_PARCELS(0.5);

    private final double usual;

    Habit(double usual) {
        this.usual = usual;
    }

    double usual() {
        return usual;
    }

    /** How often a printer does it that does everything. */
    double amongAll() {
        return usual / 2;
    }

    /** As it is written in a personality: {@code drops-connection}. */
    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
