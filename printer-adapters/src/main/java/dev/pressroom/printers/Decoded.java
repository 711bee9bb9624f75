package dev.pressroom.printers;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

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

    public static Decoded hint(Ref hint) {
        return new Decoded(List.of(), List.of(), List.of(hint));
    }

    public static Decoded unreadable(String place, String reason) {
        return new Decoded(List.of(), List.of(new Unreadable(place, reason)), List.of());
    }

    /** @param rawText the printer's status text or reason, for the record only */
    public record Heard(PrinterFact fact, String rawText) {

        /** A fact of a printer, matched to nothing yet. */
        public static Heard of(PrinterProfile printer, String key, SaidTime time, Inbound message, Collection<Ref> about,
                List<ItemQuantity> items, PrinterEvent event, String rawText) {
            Told told = new Told("printer/" + printer.id(), key, time.at(), time.text(), time.zoneRule(), message.receivedAt());
            return new Heard(new PrinterFact(told, new TreeSet<>(about), null, items, event), rawText);
        }
    }

    /** @param place where in the message, for example {@code message 3}; never quotes personal data */
    public record Unreadable(String place, String reason) {}
}
