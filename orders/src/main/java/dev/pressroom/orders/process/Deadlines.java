package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Snapshot.ParcelState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** When somebody has to look at an attempt again, and which clock runs. */
final class Deadlines {

    static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private Deadlines() {}

    /** Waits double from two seconds to five minutes. */
    static Duration backOff(int tries) {
        Duration wait = Duration.ofSeconds(2L << Math.min(tries, 10));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    /** The clock that runs for the job now; null when nothing is awaited from outside. */
    static @Nullable Clock running(Snapshot order, Job job) {
        Attempt attempt = job.attempt();
        if (job.cancelled() || !attempt.atPrinter()) {
            return null;
        }
        if (!attempt.accepted()) {
            return Clock.ACKNOWLEDGE;
        }
        if (!job.shippedAll()) {
            return Clock.DISPATCH;
        }
        return delivered(order, job) ? null : Clock.DELIVERY;
    }

    static Instant began(Job job, Clock clock) {
        Attempt attempt = job.attempt();
        return switch (clock) {
            case ACKNOWLEDGE -> attempt.since();
            case DISPATCH -> attempt.acceptedSince();
            case DELIVERY -> job.shipments().stream().map(Shipment::shippedAt).max(Instant::compareTo).orElse(attempt.since());
        };
    }

    /** When the job is looked at next without anything happening; null when it waits for nothing. */
    static @Nullable Instant next(Snapshot order, Job job) {
        Attempt attempt = job.attempt();
        boolean busy = order.outstanding().stream().anyMatch(step -> concerns(step, job));
        if (busy || job.cancelled()) {
            return null;
        }
        if (attempt.nextTry() != null) {
            return attempt.nextTry();
        }
        Clock clock = running(order, job);
        if (clock == null) {
            return null;
        }
        Instant began = attempt.overdue() == clock && attempt.checkedAt() != null ? attempt.checkedAt() : began(job, clock);
        return began.plus(attempt.clocks().of(clock));
    }

    static boolean concerns(Step step, Job job) {
        return switch (step) {
            case Step.ChoosePrinter choose -> false;
            case Step.PrepareArtwork prepare -> prepare.job().job() == job.number();
            case Step.SubmitJob submit -> submit.job().job() == job.number();
            case Step.LookUpJob lookUp -> lookUp.job().job() == job.number();
            case Step.CancelAtPrinter cancel -> cancel.job().job() == job.number();
        };
    }

    static boolean delivered(Snapshot order, Job job) {
        return job.shippedAll() && job.shipments().stream().allMatch(shipment -> delivered(order, shipment));
    }

    static boolean delivered(Snapshot order, Shipment shipment) {
        String parcel = shipment.parcel();
        ParcelState state = parcel == null ? null : order.parcels().get(parcel);
        if (state != null && (state.isReturning() || state.isLost())) {
            return false;
        }
        return shipment.reportedDelivered() || (state != null && state.isDelivered());
    }
}
