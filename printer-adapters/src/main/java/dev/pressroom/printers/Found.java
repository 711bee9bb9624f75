package dev.pressroom.printers;

/** What a look-up says of an attempt. */
public sealed interface Found {

    /** The printer has the job; {@code outcome} is what a submit would have answered. */
    record AtPrinter(Outcome outcome) implements Found {}

    /** The printer certainly does not have it, and a late arrival is impossible or harmless under our key. */
    record NotAtPrinter() implements Found {}

    /** No answer that decides; ask again later. */
    record Undecided(String evidence) implements Found {}
}
