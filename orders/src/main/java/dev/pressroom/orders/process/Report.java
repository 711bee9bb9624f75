package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import java.time.Instant;
import java.util.ArrayList;
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
 */
public record Report(SortedMap<String, SortedMap<Progress, Integer>> made, @Nullable Instant acceptedAt, @Nullable Instant progressAt,
        @Nullable Dated rejected, @Nullable Dated cancelled, @Nullable Dated failed, @Nullable Dated held, @Nullable Dated released,
        @Nullable Dated notFetched, @Nullable Dated cancelRefused, SortedMap<String, Shipment> shipments) {

    static final Report NOTHING = new Report(new TreeMap<>(), null, null, null, null, null, null, null, null, null, new TreeMap<>());
    private static final String ALL = "*";

    public Report {
        made = made == null ? new TreeMap<>() : made;
        shipments = shipments == null ? new TreeMap<>() : shipments;
    }

    /** How far an item came at the printer, in rising order. */
    public enum Progress {
        RECEIVED, ACCEPTED, IN_PRODUCTION, PRINTED
    }

    /** Something told with its time and code. */
    public record Dated(Instant at, Instant received, String code) {
        private static final Comparator<Dated> ORDER = Comparator.comparing(Dated::at).thenComparing(Dated::received)
                .thenComparing(Dated::code);

        static Dated latest(@Nullable Dated before, Told told, String code) {
            Dated now = new Dated(told.occurredAt(), told.receivedAt(), code);
            return before == null || ORDER.compare(before, now) < 0 ? now : before;
        }
    }

    boolean saysAnything() {
        return !made.isEmpty() || !shipments.isEmpty();
    }

    boolean isRejected() {
        return stands(rejected);
    }

    boolean isCancelled() {
        return stands(cancelled);
    }

    boolean isFailed() {
        return stands(failed);
    }

    boolean isHeld() {
        return stands(held) && (released == null || held == null || released.at().isBefore(held.at()));
    }

    boolean artworkMissing() {
        return stands(notFetched);
    }

    /** Told, nothing shipped, and no sign since then that the job is being made all the same. */
    private boolean stands(@Nullable Dated dated) {
        return dated != null && shipments.values().stream().allMatch(Shipment::voided)
                && (progressAt == null || !progressAt.isAfter(dated.at()));
    }

    public @Nullable Progress furthest() {
        return made.values().stream().flatMap(reached -> reached.keySet().stream()).max(Comparator.naturalOrder()).orElse(null);
    }

    Report plus(PrinterFact fact) {
        Told told = fact.told();
        return switch (fact.event()) {
            case PrinterEvent.JobReceived() -> reached(Progress.RECEIVED, fact);
            case PrinterEvent.JobAccepted() -> reached(Progress.ACCEPTED, fact);
            case PrinterEvent.JobInProduction() -> reached(Progress.IN_PRODUCTION, fact);
            case PrinterEvent.JobPrinted() -> reached(Progress.PRINTED, fact);
            case PrinterEvent.ItemsShipped shipped -> reached(Progress.ACCEPTED, fact).shipped(shipped, fact);
            case PrinterEvent.ShipmentVoided(String shipment) -> changed(shipment, told, true, false);
            case PrinterEvent.DeliveryReported(String shipment) -> changed(shipment, told, false, true);
            case PrinterEvent.JobRejected(var fault, String code) -> with(Dated.latest(rejected, told, code), cancelled, failed, held,
                    released, notFetched, cancelRefused);
            case PrinterEvent.JobCancelled() -> with(rejected, Dated.latest(cancelled, told, "CANCELLED"), failed, held, released,
                    notFetched, cancelRefused);
            case PrinterEvent.JobFailed(var fault, String code) ->
                with(rejected, cancelled, Dated.latest(failed, told, code), held, released,
                        notFetched, cancelRefused);
            case PrinterEvent.JobHeld(String code) -> with(rejected, cancelled, failed, Dated.latest(held, told, code), released,
                    notFetched, cancelRefused);
            case PrinterEvent.JobReleased() -> with(rejected, cancelled, failed, held, Dated.latest(released, told, "RELEASED"), notFetched,
                    cancelRefused);
            case PrinterEvent.ArtworkNotFetched(String code) -> with(rejected, cancelled, failed, held, released,
                    Dated.latest(notFetched, told, code), cancelRefused);
            case PrinterEvent.CancelRefused(String code) -> with(rejected, cancelled, failed, held, released, notFetched,
                    Dated.latest(cancelRefused, told, code));
            case PrinterEvent.JobDelayed(var until) -> this;
            case PrinterEvent.ItemsCancelled() -> this;
            case PrinterEvent.AddressChanged() -> this;
            case PrinterEvent.ChangeRefused(String code) -> this;
            case PrinterEvent.Unmapped(String code) -> this;
        };
    }

    private Report with(@Nullable Dated rejected, @Nullable Dated cancelled, @Nullable Dated failed, @Nullable Dated held,
            @Nullable Dated released, @Nullable Dated notFetched, @Nullable Dated cancelRefused) {
        return new Report(made, acceptedAt, progressAt, rejected, cancelled, failed, held, released, notFetched, cancelRefused, shipments);
    }

    private Report reached(Progress progress, PrinterFact fact) {
        SortedMap<String, SortedMap<Progress, Integer>> next = new TreeMap<>(made);
        if (fact.items().isEmpty()) {
            next.merge(ALL, reached(progress, 1), Report::furthest);
        }
        for (ItemQuantity item : fact.items()) {
            next.merge(item.item(), reached(progress, item.quantity()), Report::furthest);
        }
        Instant at = fact.occurredAt();
        boolean counts = progress.compareTo(Progress.ACCEPTED) >= 0;
        return new Report(next, counts ? earliest(acceptedAt, at) : acceptedAt, counts ? latest(progressAt, at) : progressAt, rejected,
                cancelled, failed, held, released, notFetched, cancelRefused, shipments);
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

    private Report shipped(PrinterEvent.ItemsShipped event, PrinterFact fact) {
        Shipment told = new Shipment(event.shipment(), sorted(fact.items()), event.carrier(), event.trackingNumber(), fact.occurredAt(),
                false, false);
        return withShipment(told);
    }

    private Report changed(String shipment, Told told, boolean voided, boolean delivered) {
        return withShipment(new Shipment(shipment, List.of(new ItemQuantity(ALL, 0)), null, null, told.occurredAt(), voided, delivered));
    }

    private Report withShipment(Shipment told) {
        SortedMap<String, Shipment> next = new TreeMap<>(shipments);
        next.merge(told.shipment(), told, Report::union);
        return new Report(made, acceptedAt, progressAt, rejected, cancelled, failed, held, released, notFetched, cancelRefused, next);
    }

    /** A shipment told twice: the first time it left, all that is known of its parcel, the larger quantities, and no way back from void. */
    private static Shipment union(Shipment a, Shipment b) {
        SortedMap<String, Integer> items = new TreeMap<>();
        for (ItemQuantity item : a.items()) {
            items.merge(item.item(), item.quantity(), Math::max);
        }
        for (ItemQuantity item : b.items()) {
            items.merge(item.item(), item.quantity(), Math::max);
        }
        boolean all = a.holdsAll() || b.holdsAll();
        List<ItemQuantity> merged = new ArrayList<>();
        items.forEach((item, quantity) -> merged.add(new ItemQuantity(item, quantity)));
        return new Shipment(a.shipment(), all ? List.of() : merged, larger(a.carrier(), b.carrier()), larger(a.number(), b.number()),
                a.shippedAt().isBefore(b.shippedAt()) ? a.shippedAt() : b.shippedAt(), a.voided() || b.voided(),
                a.reportedDelivered() || b.reportedDelivered());
    }

    private static @Nullable String larger(@Nullable String a, @Nullable String b) {
        if (a == null) {
            return b;
        }
        return b == null || a.compareTo(b) >= 0 ? a : b;
    }

    private static List<ItemQuantity> sorted(List<ItemQuantity> items) {
        return items.stream().sorted(Comparator.comparing(ItemQuantity::item).thenComparingInt(ItemQuantity::quantity)).toList();
    }

    private static Instant earliest(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }

    private static Instant latest(@Nullable Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }
}
