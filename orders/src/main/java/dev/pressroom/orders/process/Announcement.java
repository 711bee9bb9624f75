package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Snapshot.ParcelState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An effect of an order that its shop is told of, once. Carries no personal data.
 *
 * @param effect what makes it the same effect again, within the order
 * @param at when it happened, as far as it is known; else when it was decided
 */
public record Announcement(String effect, Type type, Instant at, Data data) {

    /** What there is to tell. */
    public enum Type {
        ORDER_IN_PRODUCTION, PARCEL_SHIPPED, PARCEL_VOIDED, PARCEL_DELIVERED, PARCEL_RETURNING, PARCEL_LOST, ORDER_DELIVERED, ORDER_CANCELLED, ORDER_ATTENTION, ORDER_PROMISED;

        /** As shops read it: {@code parcel.shipped}. */
        public String written() {
            return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
        }
    }

    /**
     * What is told of it; each type has its own part.
     *
     * @param parcel the printer's name of the parcel
     * @param earliest when the customer has everything, at the earliest and the latest
     * @param attention code of why a person is needed
     */
    public record Data(@Nullable Integer job, @Nullable String parcel, @Nullable String carrier, @Nullable String trackingNumber,
            List<Pieces> items, @Nullable String attention, @Nullable String what, @Nullable String about,
            @Nullable String nextStep, @Nullable Instant earliest, @Nullable Instant latest) {

        static final Data NOTHING = new Data(null, null, null, null, List.of(), null, null, null, null, null, null);
    }

    /** How many of an item. */
    public record Pieces(String itemId, int quantity) {}

    /** Everything that an order in this state has to have announced. The same state, or a later one, gives the same effects again. */
    public static List<Announcement> of(Snapshot state, Instant now) {
        Status status = Status.of(state);
        List<Announcement> all = new ArrayList<>();
        if (status.stage().compareTo(Status.Stage.IN_PRODUCTION) >= 0 && status.stage() != Status.Stage.CANCELLED
                && status.stage() != Status.Stage.CLOSED) {
            all.add(new Announcement("in-production", Type.ORDER_IN_PRODUCTION, now, Data.NOTHING));
        }
        for (Job job : state.jobs()) {
            job.attempts().forEach(attempt -> attempt.report().shipments().values()
                    .forEach(shipment -> all.addAll(ofShipment(state, job, shipment, now))));
        }
        if (status.stage() == Status.Stage.DELIVERED) {
            all.add(new Announcement("delivered", Type.ORDER_DELIVERED, now, Data.NOTHING));
        }
        if (status.stage() == Status.Stage.CANCELLED) {
            all.add(new Announcement("cancelled", Type.ORDER_CANCELLED, now, Data.NOTHING));
        }
        Promise promise = state.told();
        if (promise != null) {
            all.add(new Announcement("promised/" + promise.earliest() + "/" + promise.latest(), Type.ORDER_PROMISED, now,
                    new Data(null, null, null, null, List.of(), null, null, null, null, promise.earliest(), promise.latest())));
        }
        Attention attention = status.attention();
        if (attention != null) {
            all.add(new Announcement("attention/" + attention.code() + "/" + attention.about(), Type.ORDER_ATTENTION, now,
                    new Data(null, null, null, null, List.of(), attention.code().name(), attention.code().what(), attention.about(),
                            attention.code().nextStep(), null, null)));
        }
        return all;
    }

    private static List<Announcement> ofShipment(Snapshot state, Job job, Shipment shipment, Instant now) {
        String name = job.number() + "/" + shipment.shipment();
        List<Pieces> items = job.contents(shipment).stream().map(item -> new Pieces(item.item(), item.quantity())).toList();
        Data data = new Data(job.number(), shipment.shipment(), shipment.carrier(), shipment.number(), items, null, null, null, null, null,
                null);
        List<Announcement> all = new ArrayList<>();
        all.add(new Announcement("shipped/" + name, Type.PARCEL_SHIPPED, shipment.shippedAt(), data));
        if (shipment.voided()) {
            all.add(new Announcement("voided/" + name, Type.PARCEL_VOIDED, now, data));
            return all;
        }
        ParcelState parcel = shipment.parcel() == null ? null : state.parcels().get(shipment.parcel());
        Instant delivered = parcel == null ? null : parcel.delivered();
        if (delivered != null || shipment.reportedDelivered()) {
            all.add(new Announcement("delivered/" + name, Type.PARCEL_DELIVERED, delivered == null ? now : delivered, data));
        }
        if (parcel != null && parcel.returning() != null) {
            all.add(new Announcement("returning/" + name, Type.PARCEL_RETURNING, parcel.returning(), data));
        }
        if (parcel != null && parcel.lost() != null) {
            all.add(new Announcement("lost/" + name, Type.PARCEL_LOST, parcel.lost(), data));
        }
        return all;
    }
}
