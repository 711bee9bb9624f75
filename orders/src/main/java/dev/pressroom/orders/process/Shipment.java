package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import java.time.Instant;
import java.util.List;
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
}
