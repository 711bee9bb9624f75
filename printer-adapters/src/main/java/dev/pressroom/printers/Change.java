package dev.pressroom.printers;

/** What became of a cancellation or change asked of a printer. */
public sealed interface Change {

    record Agreed() implements Change {}

    /** The printer took the request and answers later by a fact. */
    record Asked() implements Change {}

    record Refused(String code, String reason) implements Change {}

    /** The request may or may not have arrived; asking again is harmless. */
    record Undecided(String evidence) implements Change {}

    /** This printer has no such verb. */
    record NotOffered() implements Change {}
}
