package dev.pressroom.orders.facts;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened outside. Facts hold ids, codes, quantities and times only: free text of the sender stays in the record. Their order
 * of arrival is best effort and nothing may rely on it.
 */
public sealed interface Fact {

    Told told();

    /** Short name for people and metrics, for example {@code JobAccepted}. */
    String name();

    default Instant occurredAt() {
        return told().occurredAt();
    }

    /**
     * The shop placed the order; everything about it is in the record.
     *
     * @param changeableUntil until then nothing is made of it and a cancellation or a change is free; null means not at all
     */
    record OrderPlaced(Told told, @Nullable Instant changeableUntil) implements Fact {
        public OrderPlaced(Told told) {
            this(told, null);
        }

        @Override
        public String name() {
            return "OrderPlaced";
        }
    }

    /**
     * A printer told something about a job.
     *
     * @param about the references that came with it; matched within the printer
     * @param job the attempt it was matched to, null while unmatched
     * @param items what it concerns; empty means all of the job
     */
    record PrinterFact(Told told, SortedSet<Ref> about, @Nullable JobKey job, List<ItemQuantity> items,
            PrinterEvent event) implements Fact {
        public PrinterFact {
            about = about == null ? new TreeSet<>() : about;
            items = items == null ? List.of() : List.copyOf(items);
        }

        @Override
        public String name() {
            return event.getClass().getSimpleName();
        }

        /** The same fact matched to an attempt, its items renamed from the printer's names to ours (unknown names stay). */
        public PrinterFact matched(JobKey key, Map<String, String> itemNames) {
            List<ItemQuantity> ours = items.stream()
                    .map(item -> new ItemQuantity(itemNames.getOrDefault(item.item(), item.item()), item.quantity())).toList();
            return new PrinterFact(told, about, key, ours, event);
        }
    }

    /** A carrier's scan, chosen as a milestone, of a parcel known to the record. */
    record ParcelFact(Told told, String carrier, String number, ParcelEvent event) implements Fact {
        @Override
        public String name() {
            return event.getClass().getSimpleName();
        }
    }
}
