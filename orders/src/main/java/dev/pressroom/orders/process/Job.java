package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A print job: items for one printer, and the attempts to have them made.
 *
 * @param trouble why its artwork is not prepared
 * @param prepared its artwork is ready for the printer of the last attempt
 * @param cancelled settled: this job will not be made
 */
public record Job(int number, List<ItemQuantity> items, List<Attempt> attempts, @Nullable Attention trouble, boolean prepared,
        boolean cancelled) {

    public Job {
        items = List.copyOf(items);
        attempts = List.copyOf(attempts);
    }

    public Attempt attempt() {
        return attempts.getLast();
    }

    /** May exist at a printer, or come to exist there. */
    public boolean live() {
        return attempts.stream().anyMatch(Attempt::live);
    }

    Job with(Attempt changed) {
        List<Attempt> next = new ArrayList<>(attempts);
        next.replaceAll(attempt -> attempt.number() == changed.number() ? changed : attempt);
        return new Job(number, items, next, trouble, prepared, cancelled);
    }

    Job and(Attempt another) {
        List<Attempt> next = new ArrayList<>(attempts);
        next.add(another);
        return new Job(number, items, next, trouble, prepared, cancelled);
    }

    Job asPrepared() {
        return new Job(number, items, attempts, null, true, cancelled);
    }

    Job asCancelled() {
        return new Job(number, items, attempts, trouble, prepared, true);
    }

    Job withTrouble(Attention attention) {
        return new Job(number, items, attempts, attention, prepared, cancelled);
    }

    int ordered(String item) {
        return items.stream().filter(i -> i.item().equals(item)).mapToInt(ItemQuantity::quantity).sum();
    }

    /** How many of an item left in parcels of any attempt: never more than the job holds, whatever the printers repeat. */
    int shipped(String item) {
        int ordered = ordered(item);
        int sum = 0;
        for (Attempt attempt : attempts) {
            for (Shipment shipment : attempt.report().shipments().values()) {
                sum += shipment.voided() ? 0 : shipment.holdsAll() ? ordered : shipment.quantity(item);
            }
        }
        return Math.min(ordered, sum);
    }

    boolean shippedSome() {
        return items.stream().anyMatch(item -> shipped(item.item()) > 0);
    }

    boolean shippedAll() {
        return items.stream().allMatch(item -> shipped(item.item()) == item.quantity());
    }

    List<Shipment> shipments() {
        return attempts.stream().flatMap(attempt -> attempt.report().shipments().values().stream()).filter(s -> !s.voided()).toList();
    }
}
