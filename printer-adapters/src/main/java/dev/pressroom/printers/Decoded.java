package dev.pressroom.printers;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.wire.Plain;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a message says.
 *
 * @param facts readable entries, in the order of the message
 * @param unreadable entries that could not be read, each with its place and reason; the others count all the same
 * @param hints references to fetch again before anything is believed (unsigned webhooks)
 */
public record Decoded(List<Heard> facts, List<Unreadable> unreadable, List<Ref> hints) {

    public Decoded {
        List<Unreadable> problems = new ArrayList<>(unreadable);
        facts.forEach(heard -> heard.unfit().ifPresent(reason -> problems.add(new Unreadable("fact " + heard.fact().name(), reason))));
        facts = facts.stream().filter(heard -> heard.unfit().isEmpty()).toList();
        unreadable = List.copyOf(problems);
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

        private static final int LONGEST_KEY = 500;
        private static final int LONGEST_NAME = 200;
        private static final int MOST_ITEMS = 1_000;

        public Heard {
            // No database takes this character.
            rawText = rawText.replace("\0", "");
        }

        /** Why nobody can keep it: a name of any length, or with control characters, would stop the order's record and not only this message. */
        Optional<String> unfit() {
            if (fact.items().size() > MOST_ITEMS) {
                return Optional.of("names " + fact.items().size() + " items, at most " + MOST_ITEMS + " can be kept");
            }
            Stream<@Nullable String> names = fact.event() instanceof PrinterEvent.ItemsShipped shipped
                    ? Stream.of(shipped.shipment(), shipped.carrierSaid(), shipped.trackingNumber())
                    : fact.event() instanceof PrinterEvent.ShipmentVoided(String voided)
                            ? Stream.of(voided)
                            : fact.event() instanceof PrinterEvent.DeliveryReported(String delivered) ? Stream.of(delivered) : Stream.of();
            return Stream.concat(names, fact.items().stream().map(ItemQuantity::item)).filter(Objects::nonNull).map(Heard::unfit)
                    .flatMap(Optional::stream).findFirst();
        }

        private static Optional<String> unfit(String name) {
            if (name.length() > LONGEST_NAME) {
                return Optional.of("has a name of " + name.length() + " characters, at most " + LONGEST_NAME + " can be kept");
            }
            return controls(name) ? Optional.of("has a control character in a name") : Optional.empty();
        }

        private static boolean controls(String text) {
            return text.chars().anyMatch(Character::isISOControl);
        }

        /** Keys are made of what printers say. */
        private static String kept(String key) {
            return key.length() <= LONGEST_KEY && !controls(key)
                    ? key
                    : Plain.code(key) + "/" + Hash.sha256(key.getBytes(StandardCharsets.UTF_8));
        }

        /** A fact of a printer, matched to nothing yet. */
        public static Heard of(PrinterProfile printer, String key, SaidTime time, Inbound message, Collection<Ref> about,
                List<ItemQuantity> items, PrinterEvent event, String rawText) {
            Told told = new Told("printer/" + printer.id(), kept(key), time.at(), time.text(), time.zoneRule(), message.receivedAt());
            return new Heard(new PrinterFact(told, new TreeSet<>(about), null, items, event), rawText);
        }
    }

    /** @param place where in the message, for example {@code message 3}; never quotes personal data */
    public record Unreadable(String place, String reason) {}
}
