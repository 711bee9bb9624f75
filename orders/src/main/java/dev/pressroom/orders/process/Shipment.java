package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A parcel of a job, as its printer told it.
 *
 * @param items empty means all of the job
 * @param reportedDelivered the printer itself says it arrived
 */
public record Shipment(String shipment, List<ItemQuantity> items, @Nullable String carrier, @Nullable String number, Instant shippedAt,
        boolean voided, boolean reportedDelivered) {

    public Shipment {
        items = items == null ? List.of() : List.copyOf(items);
    }

    boolean holdsAll() {
        return items.isEmpty();
    }

    int quantity(String item) {
        return items.stream().filter(i -> i.item().equals(item)).mapToInt(ItemQuantity::quantity).sum();
    }

    /** Key of its parcel among the carriers' parcels; null when it is not tracked. */
    public @Nullable String parcel() {
        return carrier == null || number == null ? null : carrier + "/" + number;
    }

    /** A shipment told twice: the first time it left, all that is known of its parcel, the larger quantities, and no way back from void. */
    static Shipment union(Shipment a, Shipment b) {
        SortedMap<String, Integer> items = new TreeMap<>();
        a.items().forEach(item -> items.merge(item.item(), item.quantity(), Math::max));
        b.items().forEach(item -> items.merge(item.item(), item.quantity(), Math::max));
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
}
