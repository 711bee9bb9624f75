package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a printer told about an attempt, folded so that order and repetition of facts do not matter: progress is the furthest per item
 * quantity; refusals, holds and cancellations are the latest by when they occurred, then by receipt; shipments are a set.
 *
 * @param made per item (or {@code *} for all of the job) how many came at least how far
 * @param acceptedAt the first sign that the printer will make it
 * @param progressAt the last sign that it is being made
 * @param said the latest of each kind
 * @param dropped per item how many the printer will not make
 */
public record Report(SortedMap<String, SortedMap<Progress, Integer>> made, @Nullable Instant acceptedAt, @Nullable Instant progressAt,
        SortedMap<Word, Dated> said, SortedMap<String, Integer> dropped, SortedMap<String, Shipment> shipments) {

    static final Report NOTHING = new Report(new TreeMap<>(), null, null, new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    private static final String ALL = "*";

    public Report {
        made = made == null ? new TreeMap<>() : made;
        said = said == null ? new TreeMap<>() : said;
        dropped = dropped == null ? new TreeMap<>() : dropped;
        shipments = shipments == null ? new TreeMap<>() : shipments;
    }

    /** How far an item came at the printer, in rising order. */
    public enum Progress {
        RECEIVED, ACCEPTED, IN_PRODUCTION, PRINTED
    }

    /** What a printer can say besides progress. */
    public enum Word {
        REJECTED, CANCELLED, FAILED, HELD, RELEASED, NOT_FETCHED, CANCEL_REFUSED, DELAYED, ADDRESS_CHANGED, CHANGE_REFUSED
    }

    /** Something told with its time and code. */
    public record Dated(Instant at, Instant received, String code) {
        private static final Comparator<Dated> ORDER = Comparator.comparing(Dated::at).thenComparing(Dated::received)
                .thenComparing(Dated::code);

        static Dated later(Dated a, Dated b) {
            return ORDER.compare(a, b) < 0 ? b : a;
        }
    }

    /** The latest that was said of this kind; null when nothing was. */
    @Nullable
    Dated said(Word word) {
        return said.get(word);
    }

    boolean saysAnything() {
        return !made.isEmpty() || !shipments.isEmpty();
    }

    boolean isRejected() {
        return stands(Word.REJECTED);
    }

    boolean isCancelled() {
        return stands(Word.CANCELLED);
    }

    boolean isHeld() {
        Dated held = said(Word.HELD);
        Dated released = said(Word.RELEASED);
        return held != null && stands(Word.HELD) && (released == null || released.at().isBefore(held.at()));
    }

    /** Told, nothing shipped, and no sign since then that the job is being made all the same. */
    boolean stands(Word word) {
        Dated dated = said(word);
        return dated != null && shipments.values().stream().allMatch(Shipment::voided)
                && (progressAt == null || !progressAt.isAfter(dated.at()));
    }

    /** The printer's new promise to ship; null when it gave none. */
    @Nullable
    Instant delayedUntil() {
        Dated delayed = said(Word.DELAYED);
        return delayed == null || delayed.code().isEmpty() ? null : Instant.parse(delayed.code());
    }

    public @Nullable Progress furthest() {
        return made.values().stream().flatMap(reached -> reached.keySet().stream()).max(Comparator.naturalOrder()).orElse(null);
    }

    /** @param at when it happened, as far as that can be believed */
    Report plus(PrinterFact fact, Instant at) {
        Told told = fact.told();
        return switch (fact.event()) {
            case PrinterEvent.JobReceived() -> reached(Progress.RECEIVED, fact, at);
            case PrinterEvent.JobAccepted() -> reached(Progress.ACCEPTED, fact, at);
            case PrinterEvent.JobInProduction() -> reached(Progress.IN_PRODUCTION, fact, at);
            case PrinterEvent.JobPrinted() -> reached(Progress.PRINTED, fact, at);
            case PrinterEvent.ItemsShipped shipped -> reached(Progress.ACCEPTED, fact, at).withShipment(new Shipment(shipped.shipment(),
                    sorted(fact.items()), shipped.carrier(), shipped.trackingNumber(), at, false, false));
            case PrinterEvent.ShipmentVoided(String shipment) -> withShipment(mark(shipment, at, true, false));
            case PrinterEvent.DeliveryReported(String shipment) -> withShipment(mark(shipment, at, false, true));
            case PrinterEvent.JobRejected(var fault, String code) -> with(Word.REJECTED, told, at, fault.name() + " " + code);
            case PrinterEvent.JobCancelled() -> with(Word.CANCELLED, told, at, "CANCELLED");
            case PrinterEvent.JobFailed(var fault, String code) -> with(Word.FAILED, told, at, code);
            case PrinterEvent.JobHeld(String code) -> with(Word.HELD, told, at, code);
            case PrinterEvent.JobReleased() -> with(Word.RELEASED, told, at, "RELEASED");
            case PrinterEvent.ArtworkNotFetched(String code) -> with(Word.NOT_FETCHED, told, at, code);
            case PrinterEvent.CancelRefused(String code) -> with(Word.CANCEL_REFUSED, told, at, code);
            case PrinterEvent.JobDelayed(var until) -> with(Word.DELAYED, told, at, until == null ? "" : until.toString());
            case PrinterEvent.AddressChanged() -> with(Word.ADDRESS_CHANGED, told, at, "CHANGED");
            case PrinterEvent.ChangeRefused(String code) -> with(Word.CHANGE_REFUSED, told, at, code);
            case PrinterEvent.ItemsCancelled() -> dropped(fact);
            case PrinterEvent.Unmapped(String code) -> this;
        };
    }

    private Report with(Word word, Told told, Instant at, String code) {
        SortedMap<Word, Dated> next = new TreeMap<>(said);
        next.merge(word, new Dated(at, told.receivedAt(), code), Dated::later);
        return new Report(made, acceptedAt, progressAt, next, dropped, shipments);
    }

    private Report dropped(PrinterFact fact) {
        SortedMap<String, Integer> next = new TreeMap<>(dropped);
        fact.items().forEach(item -> next.merge(item.item(), item.quantity(), Math::max));
        return new Report(made, acceptedAt, progressAt, said, next, shipments);
    }

    private Report reached(Progress progress, PrinterFact fact, Instant at) {
        SortedMap<String, SortedMap<Progress, Integer>> next = new TreeMap<>(made);
        if (fact.items().isEmpty()) {
            next.merge(ALL, reached(progress, 1), Report::furthest);
        }
        for (ItemQuantity item : fact.items()) {
            next.merge(item.item(), reached(progress, item.quantity()), Report::furthest);
        }
        boolean counts = progress.compareTo(Progress.ACCEPTED) >= 0;
        return new Report(next, counts ? earliest(acceptedAt, at) : acceptedAt, counts ? latest(progressAt, at) : progressAt, said,
                dropped, shipments);
    }

    private static SortedMap<Progress, Integer> reached(Progress progress, int quantity) {
        return new TreeMap<>(Map.of(progress, quantity));
    }

    /** Pointwise the most; a rank that a further one covers is left out. */
    private static SortedMap<Progress, Integer> furthest(SortedMap<Progress, Integer> a, SortedMap<Progress, Integer> b) {
        SortedMap<Progress, Integer> all = new TreeMap<>(a);
        b.forEach((progress, quantity) -> all.merge(progress, quantity, Math::max));
        SortedMap<Progress, Integer> kept = new TreeMap<>();
        int covered = 0;
        for (Progress progress : List.of(Progress.values()).reversed()) {
            int quantity = all.getOrDefault(progress, 0);
            if (quantity > covered) {
                kept.put(progress, quantity);
                covered = quantity;
            }
        }
        return kept;
    }

    /** What is said of a parcel without what is in it. */
    private static Shipment mark(String shipment, Instant at, boolean voided, boolean delivered) {
        return new Shipment(shipment, List.of(new ItemQuantity(ALL, 0)), null, null, at, voided, delivered);
    }

    private Report withShipment(Shipment told) {
        SortedMap<String, Shipment> next = new TreeMap<>(shipments);
        next.merge(told.shipment(), told, Shipment::union);
        return new Report(made, acceptedAt, progressAt, said, dropped, next);
    }

    private static List<ItemQuantity> sorted(List<ItemQuantity> items) {
        return items.stream().sorted(Comparator.comparing(ItemQuantity::item).thenComparingInt(ItemQuantity::quantity)).toList();
    }

    static Instant earliest(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    static Instant latest(@Nullable Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }
}
