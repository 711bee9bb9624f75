package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Snapshot.ParcelState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What people see of an order, derived from its snapshot.
 *
 * @param waitingFor what has to happen next, in words
 * @param until when somebody looks again; null when nothing is awaited
 */
public record Status(Stage stage, @Nullable Attention attention, String waitingFor, @Nullable Instant until) {

    /** Where an order or a job is. */
    public enum Stage {
        PLACED, PREPARING, SUBMITTING, WITH_PRINTER, IN_PRODUCTION, PRINTED, PARTLY_SHIPPED, SHIPPED, DELIVERED, CANCELLED
    }

    public static Status of(Snapshot state) {
        Stage stage = stage(state);
        Attention attention = stage == Stage.CANCELLED ? null : attention(state);
        Instant until = stage == Stage.CANCELLED ? null : OrderProcess.nextDeadline(state);
        return new Status(stage, attention, waitingFor(state, stage, attention), until);
    }

    /** Nothing is awaited any more; a late fact starts the order again from its snapshot. */
    public boolean closed() {
        return stage == Stage.CANCELLED || (stage == Stage.DELIVERED && attention == null);
    }

    private static Stage stage(Snapshot state) {
        if (state.cancelled()) {
            return Stage.CANCELLED;
        }
        List<Stage> stages = state.jobs().stream().map(job -> stage(state, job)).filter(stage -> stage != Stage.CANCELLED).toList();
        return stages.stream().min(Stage::compareTo).map(least -> {
            boolean someShipped = stages.stream().anyMatch(s -> s.compareTo(Stage.PARTLY_SHIPPED) >= 0);
            return someShipped && least.compareTo(Stage.PARTLY_SHIPPED) < 0 ? Stage.PARTLY_SHIPPED : least;
        }).orElse(Stage.PLACED);
    }

    public static Stage stage(Snapshot state, Job job) {
        if (job.cancelled()) {
            return Stage.CANCELLED;
        }
        if (job.shippedAll()) {
            return Deadlines.delivered(state, job) ? Stage.DELIVERED : Stage.SHIPPED;
        }
        if (job.shippedSome()) {
            return Stage.PARTLY_SHIPPED;
        }
        Report.Progress furthest = job.attempt().report().furthest();
        if (furthest == Report.Progress.PRINTED) {
            return Stage.PRINTED;
        }
        if (furthest == Report.Progress.IN_PRODUCTION) {
            return Stage.IN_PRODUCTION;
        }
        return switch (job.attempt().placement()) {
            case PLANNED -> Stage.PREPARING;
            case SUBMITTING, DEFERRED, UNKNOWN, NOT_RECEIVED -> furthest == null ? Stage.SUBMITTING : Stage.WITH_PRINTER;
            case RECEIVED, ACCEPTED, REJECTED, CANCELLED -> Stage.WITH_PRINTER;
        };
    }

    private static @Nullable Attention attention(Snapshot state) {
        return Stream
                .concat(Stream.ofNullable(state.trouble()),
                        state.jobs().stream().map(job -> attention(state, job)).filter(Objects::nonNull))
                .findFirst().orElse(null);
    }

    private static @Nullable Attention attention(Snapshot state, Job job) {
        if (job.cancelled()) {
            return null;
        }
        if (job.trouble() != null) {
            return job.trouble();
        }
        for (Shipment shipment : job.shipments()) {
            ParcelState parcel = shipment.parcel() == null ? null : state.parcels().get(shipment.parcel());
            if (parcel != null && parcel.isReturning()) {
                return new Attention(AttentionCode.PARCEL_RETURNING, about(job) + ", parcel " + shipment.parcel());
            }
            if (parcel != null && parcel.isLost()) {
                return new Attention(AttentionCode.PARCEL_LOST, about(job) + ", parcel " + shipment.parcel());
            }
        }
        Attempt attempt = job.attempt();
        Report report = attempt.report();
        if (report.isRejected() && report.rejected() != null) {
            return new Attention(AttentionCode.PRINTER_REJECTED, about(job) + ": " + report.rejected().code());
        }
        if (report.isCancelled()) {
            return new Attention(AttentionCode.PRINTER_CANCELLED, about(job));
        }
        if (report.isFailed() && report.failed() != null) {
            return new Attention(AttentionCode.JOB_FAILED, about(job) + ": " + report.failed().code());
        }
        if (report.isHeld() && report.held() != null) {
            return new Attention(AttentionCode.JOB_HELD, about(job) + ": " + report.held().code());
        }
        if (report.artworkMissing() && report.notFetched() != null) {
            return new Attention(AttentionCode.ARTWORK_NOT_FETCHED, about(job) + ": " + report.notFetched().code());
        }
        return ofPlacement(state, job, attempt);
    }

    private static @Nullable Attention ofPlacement(Snapshot state, Job job, Attempt attempt) {
        String about = about(job) + (attempt.code() == null ? "" : ": " + attempt.code());
        if (attempt.placement() == Placement.REJECTED) {
            return new Attention(AttentionCode.PRINTER_REJECTED, about);
        }
        if (attempt.placement() == Placement.CANCELLED) {
            return new Attention(AttentionCode.PRINTER_CANCELLED, about);
        }
        if (attempt.placement() == Placement.NOT_RECEIVED) {
            return new Attention(AttentionCode.DEFERRED_TOO_LONG, about);
        }
        if (attempt.placement() == Placement.UNKNOWN && !attempt.report().saysAnything()
                && attempt.tries() >= OrderProcess.LOOK_UPS_BEFORE_ATTENTION) {
            return new Attention(AttentionCode.OUTCOME_UNKNOWN, about);
        }
        if (!attempt.report().saysAnything() && (attempt.placement() == Placement.DEFERRED || attempt.placement() == Placement.SUBMITTING)
                && attempt.tries() >= OrderProcess.LOOK_UPS_BEFORE_ATTENTION) {
            return new Attention(AttentionCode.DEFERRED_TOO_LONG, about);
        }
        Clock running = Deadlines.running(state, job);
        if (running == null || attempt.overdue() != running) {
            return null;
        }
        return new Attention(switch (running) {
            case ACKNOWLEDGE -> AttentionCode.PRINTER_SILENT;
            case DISPATCH -> AttentionCode.DISPATCH_LATE;
            case DELIVERY -> AttentionCode.PARCEL_SILENT;
        }, about(job));
    }

    private static String about(Job job) {
        return "job " + job.number() + " at " + job.attempt().printer();
    }

    private static String waitingFor(Snapshot state, Stage stage, @Nullable Attention attention) {
        if (stage == Stage.CANCELLED) {
            return "nothing: cancelled";
        }
        if (attention != null) {
            return "a person: " + attention.code().name() + ", " + attention.about();
        }
        if (state.cancel() != null) {
            return "the printer's answer to the cancellation";
        }
        Job job = state.jobs().stream().filter(j -> !j.cancelled()).min((a, b) -> stage(state, a).compareTo(stage(state, b))).orElse(null);
        if (job == null) {
            return stage == Stage.PLACED ? "the choice of a printer" : "nothing";
        }
        String printer = job.attempt().printer();
        return switch (stage(state, job)) {
            case PLACED, PREPARING -> "the artwork of job " + job.number();
            case SUBMITTING -> job.attempt().placement() == Placement.DEFERRED
                    ? printer + " to take jobs again"
                    : "the submit of job " + job.number() + " to " + printer;
            case WITH_PRINTER -> job.attempt().accepted()
                    ? printer + " to make and ship job " + job.number()
                    : printer + " to accept job " + job.number();
            case IN_PRODUCTION, PRINTED, PARTLY_SHIPPED -> printer + " to ship job " + job.number();
            case SHIPPED -> "the carrier to deliver";
            case DELIVERED -> "nothing: delivered";
            case CANCELLED -> "nothing: cancelled";
        };
    }
}
