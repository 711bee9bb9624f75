package dev.pressroom.printers;

import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import java.util.List;

/**
 * What a message says.
 *
 * @param facts readable entries, in the order of the message
 * @param unreadable entries that could not be read, each with its place and reason; the others count all the same
 * @param hints references to fetch again before anything is believed (unsigned webhooks)
 */
public record Decoded(List<Heard> facts, List<Unreadable> unreadable, List<Ref> hints) {

    public Decoded {
        facts = List.copyOf(facts);
        unreadable = List.copyOf(unreadable);
        hints = List.copyOf(hints);
    }

    public static Decoded unreadable(String place, String reason) {
        return new Decoded(List.of(), List.of(new Unreadable(place, reason)), List.of());
    }

    /** @param rawText the printer's status text or reason, for the record only */
    public record Heard(PrinterFact fact, String rawText) {}

    /** @param place where in the message, for example {@code message 3}; never quotes personal data */
    public record Unreadable(String place, String reason) {}
}
