package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Report.Progress;
import dev.pressroom.orders.process.Snapshot.ParcelState;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When somebody has to look at an order again, and which clock of a job runs. */
final class Deadlines {

    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
    /** A printer's new date further off than this is a slip of the pen. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(60);

    private Deadlines() {}

    /** Waits double from two seconds to five minutes. */
    static Duration backOff(int tries) {
        Duration wait = Duration.ofSeconds(2L << Math.min(tries, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** When the order has to be looked at again if nothing happens; null when nothing is awaited. */
    static @Nullable Instant next(Snapshot order) {
        if (order.cancelled()) {
            return null;
        }
        boolean asking = order.outstanding().stream().anyMatch(step -> step.jobNumber() == 0);
        return Stream
                .of(Stream.ofNullable(asking ? null : order.retryAt()), Stream.ofNullable(order.hold() == null ? order.beginAt() : null),
                        order.jobs().stream().map(job -> next(order, job)), order.pending().stream().map(Pending::retryAt))
                .flatMap(all -> all)
                .filter(Objects::nonNull).min(Comparator.naturalOrder()).orElse(null);
    }

    /** When the job is looked at next without anything happening; null when it waits for nothing. */
    static @Nullable Instant next(Snapshot order, Job job) {
        Attempt attempt = job.attempt();
        if (order.busy(job) || job.over()) {
            return null;
        }
        if (attempt.nextTry() != null) {
            return (attempt.placement() == Placement.DEFERRED || attempt.givenUp()) && order.stopped() ? null : attempt.nextTry();
        }
        Clock clock = running(order, job);
        return clock == null ? null : due(order, job, clock);
    }

    /** The clock that runs for the job now; null when nothing is awaited from outside. */
    static @Nullable Clock running(Snapshot order, Job job) {
        Attempt attempt = job.attempt();
        if (job.over() || !attempt.atPrinter()) {
            return null;
        }
        if (!attempt.accepted()) {
            return Clock.ACKNOWLEDGE;
        }
        if (job.shippedAll()) {
            return arrived(order, job) ? null : Clock.DELIVERY;
        }
        boolean late = attempt.overdue() == Clock.PRODUCTION || attempt.overdue() == Clock.DISPATCH;
        return attempt.clocks().tellsProduction() && !inProduction(attempt) && !late ? Clock.PRODUCTION : Clock.DISPATCH;
    }

    static boolean inProduction(Attempt attempt) {
        Progress furthest = attempt.report().furthest();
        return furthest != null && furthest.compareTo(Progress.IN_PRODUCTION) >= 0;
    }

    private static Instant due(Snapshot order, Job job, Clock clock) {
        Attempt attempt = job.attempt();
        Instant checked = attempt.overdue() == clock ? attempt.checkedAt() : null;
        if (checked != null) {
            return attempt.clocks().due(clock, checked);
        }
        return switch (clock) {
            case ACKNOWLEDGE -> attempt.clocks().due(clock, attempt.since());
            case PRODUCTION -> attempt.clocks().due(clock, attempt.acceptedSince());
            case DISPATCH -> dispatchedBy(attempt);
            case DELIVERY -> arrival(order, job);
        };
    }

    /** When all of it should have left: by the clock, or by the printer's own new date. */
    static Instant dispatchedBy(Attempt attempt) {
        Instant began = attempt.acceptedSince();
        Instant due = attempt.clocks().due(Clock.DISPATCH, began);
        Instant delayed = attempt.report().delayedUntil();
        return delayed != null && delayed.isAfter(due) && delayed.isBefore(began.plus(LONGEST_DELAY)) ? delayed : due;
    }

    /** When the last of its parcels under way should have arrived. */
    static Instant arrival(Snapshot order, Job job) {
        Clocks clocks = job.attempt().clocks();
        return job.shipments().stream().filter(shipment -> !arrived(order, job, shipment))
                .map(shipment -> clocks.arrival(shipment.carrier(), shipment.shippedAt())).max(Comparator.naturalOrder())
                .orElse(job.attempt().since());
    }

    /** All of it left, and each parcel arrived or is replaced. */
    static boolean arrived(Snapshot order, Job job) {
        return job.shippedAll() && job.shipments().stream().allMatch(shipment -> arrived(order, job, shipment));
    }

    private static boolean arrived(Snapshot order, Job job, Shipment shipment) {
        return gone(order, shipment) ? replaced(order, job, shipment) : delivered(order, shipment);
    }

    static @Nullable ParcelState parcel(Snapshot order, Shipment shipment) {
        String parcel = shipment.parcel();
        return parcel == null ? null : order.parcels().get(parcel);
    }

    /** It will not reach the customer. */
    static boolean gone(Snapshot order, Shipment shipment) {
        ParcelState state = parcel(order, shipment);
        return state != null && (state.isReturning() || state.isLost());
    }

    static boolean delivered(Snapshot order, Shipment shipment) {
        ParcelState state = parcel(order, shipment);
        return !gone(order, shipment) && (shipment.reportedDelivered() || (state != null && state.isDelivered()));
    }

    /** What was in the parcel is printed again. */
    static boolean replaced(Snapshot order, Job job, Shipment shipment) {
        List<ItemQuantity> known = shipment.items().stream().filter(item -> job.ordered(item.item()) > 0).toList();
        return replaced(order, job, known.isEmpty() ? job.items() : known);
    }

    /** Of each of these items at least as many are printed again as the job holds of them here. */
    static boolean replaced(Snapshot order, Job job, List<ItemQuantity> items) {
        return items.stream().allMatch(item -> reprinted(order, job, item.item()) >= Math.min(item.quantity(), job.ordered(item.item())));
    }

    static boolean replaced(Snapshot order, Job job) {
        return replaced(order, job, job.items());
    }

    private static int reprinted(Snapshot order, Job job, String item) {
        return order.jobs().stream().filter(other -> other.reprintOf() == job.number() && !other.cancelled())
                .mapToInt(other -> other.ordered(item)).sum();
    }
}
