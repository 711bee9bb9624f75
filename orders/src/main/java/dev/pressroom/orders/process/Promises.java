package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Snapshot.ParcelState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** When the customer has everything: made anew from the facts, one promise over all jobs and parcels. */
final class Promises {

    private Promises() {}

    /** Null while nobody can say, for example before a printer is chosen or while a person is needed to go on. */
    static @Nullable Promise of(Snapshot order) {
        Promise all = null;
        for (Job job : order.jobs()) {
            if (!job.over() && !superseded(order, job)) {
                Promise one = of(order, job);
                if (one == null) {
                    return null;
                }
                all = all == null ? one : both(all, one);
            }
        }
        return all;
    }

    /** A job whose every parcel is gone and replaced promises nothing any more; its reprint does. */
    private static boolean superseded(Snapshot order, Job job) {
        return Deadlines.replaced(order, job) && (job.shipments().isEmpty()
                ? !job.live()
                : job.shipments().stream().allMatch(shipment -> Deadlines.gone(order, shipment)));
    }

    private static Promise both(Promise a, Promise b) {
        Promise later = b.latest().isAfter(a.latest()) ? b : a;
        return new Promise(Report.latest(a.earliest(), b.earliest()), later.latest(), later.reasons());
    }

    private static @Nullable Promise of(Snapshot order, Job job) {
        Attempt attempt = job.attempt();
        Clocks clocks = attempt.clocks();
        if (job.shippedAll()) {
            return shipped(order, job);
        }
        if (attempt.givenUp() || job.trouble() != null || order.hold() != null) {
            return null;
        }
        List<String> reasons = new ArrayList<>();
        Instant leaves = attempt.accepted()
                ? Deadlines.dispatchedBy(attempt)
                : clocks.due(Clock.DISPATCH, attempt.placement() == Placement.DEFERRED && attempt.nextTry() != null
                        ? attempt.nextTry()
                        : attempt.since());
        Instant checked = attempt.checkedAt();
        if (checked != null && checked.isAfter(leaves)) {
            leaves = checked;
            reasons.add("no news from " + attempt.printer() + " in time");
        }
        if (attempt.report().delayedUntil() != null) {
            reasons.add(attempt.printer() + " put job " + job.number() + " off");
        }
        reasons.add(attempt.printer() + " ships job " + job.number() + " by " + day(clocks, leaves));
        reasons.add("a parcel takes up to " + words(clocks));
        return new Promise(attempt.acceptedSince(), leaves.plus(clocks.delivery()), reasons);
    }

    private static Promise shipped(Snapshot order, Job job) {
        Clocks clocks = job.attempt().clocks();
        if (Deadlines.arrived(order, job)) {
            Instant at = job.shipments().stream().map(shipment -> delivered(order, shipment)).reduce(Report::latest)
                    .orElse(job.attempt().since());
            return new Promise(at, at, List.of("job " + job.number() + " is delivered"));
        }
        Instant latest = Deadlines.arrival(order, job);
        List<String> reasons = new ArrayList<>(List.of("job " + job.number() + " left", "its parcels take up to " + words(clocks)));
        Instant checked = job.attempt().overdue() == Clock.DELIVERY ? job.attempt().checkedAt() : null;
        if (checked != null && checked.isAfter(latest)) {
            latest = checked.plus(clocks.delivery());
            reasons.add("no news from the carrier in time");
        }
        Instant left = job.shipments().stream().map(Shipment::shippedAt).reduce(Report::latest).orElse(latest);
        return new Promise(left, latest, reasons);
    }

    private static Instant delivered(Snapshot order, Shipment shipment) {
        ParcelState state = Deadlines.parcel(order, shipment);
        return state != null && state.delivered() != null ? state.delivered() : shipment.shippedAt();
    }

    private static String words(Clocks clocks) {
        long days = clocks.delivery().toDays();
        return days >= 2 ? days + " days" : clocks.delivery().toString().substring(1).replace("T", "").toLowerCase(Locale.ROOT);
    }

    /** Dates are those of the printer's zone, which is what everybody there speaks of. */
    static LocalDate day(Clocks clocks, Instant at) {
        ZoneId zone = clocks.working() == null ? ZoneOffset.UTC : clocks.working().calendar().zone();
        return at.atZone(zone).toLocalDate();
    }

    /** Whether a customer who was told {@code before} has to be told {@code after}. */
    static boolean changes(Promise before, Promise after) {
        return after.latest().atZone(ZoneOffset.UTC).toLocalDate().isAfter(before.latest().atZone(ZoneOffset.UTC).toLocalDate());
    }
}
