package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Report.Progress;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
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
        PLACED, PREPARING, SUBMITTING, WITH_PRINTER, IN_PRODUCTION, PRINTED, PARTLY_SHIPPED, SHIPPED, DELIVERED, CLOSED, CANCELLED
    }

    public static Status of(Snapshot state) {
        Stage stage = stage(state);
        Attention attention = Attentions.of(state);
        Instant until = stage == Stage.CANCELLED ? null : Deadlines.next(state);
        return new Status(stage, attention, waitingFor(state, stage, attention), until);
    }

    /** Nothing is awaited any more; a late fact or a command starts the order again from its snapshot. */
    public boolean closed() {
        return attention == null && (stage == Stage.CANCELLED || stage == Stage.CLOSED || stage == Stage.DELIVERED);
    }

    private static Stage stage(Snapshot state) {
        if (state.cancelled()) {
            return Stage.CANCELLED;
        }
        List<Stage> stages = state.jobs().stream().filter(job -> !replaced(state, job)).map(job -> stage(state, job))
                .filter(stage -> stage != Stage.CANCELLED && stage != Stage.CLOSED).toList();
        Optional<Stage> least = stages.stream().min(Stage::compareTo);
        if (least.isEmpty()) {
            return state.jobs().isEmpty() ? Stage.PLACED : Stage.CLOSED;
        }
        boolean someShipped = stages.stream().anyMatch(s -> s.compareTo(Stage.PARTLY_SHIPPED) >= 0);
        return someShipped && least.get().compareTo(Stage.PARTLY_SHIPPED) < 0 ? Stage.PARTLY_SHIPPED : least.get();
    }

    /** Never made, and made by another job instead. */
    private static boolean replaced(Snapshot state, Job job) {
        return !job.live() && !job.shippedSome() && Deadlines.replaced(state, job);
    }

    public static Stage stage(Snapshot state, Job job) {
        if (job.cancelled()) {
            return Stage.CANCELLED;
        }
        if (job.resolved() != null) {
            return job.resolved() == Command.Resolve.How.DELIVERED ? Stage.DELIVERED : Stage.CLOSED;
        }
        if (job.shippedAll()) {
            return Deadlines.arrived(state, job) ? Stage.DELIVERED : Stage.SHIPPED;
        }
        if (job.shippedSome()) {
            return Stage.PARTLY_SHIPPED;
        }
        Attempt attempt = job.attempt();
        Progress furthest = attempt.report().furthest();
        if (furthest == Progress.PRINTED) {
            return Stage.PRINTED;
        }
        if (furthest == Progress.IN_PRODUCTION) {
            return Stage.IN_PRODUCTION;
        }
        return switch (attempt.placement()) {
            case PLANNED -> Stage.PREPARING;
            case SUBMITTING, DEFERRED, UNKNOWN, NOT_RECEIVED, REJECTED, CANCELLED ->
                furthest == null ? Stage.SUBMITTING : Stage.WITH_PRINTER;
            case RECEIVED, ACCEPTED -> Stage.WITH_PRINTER;
        };
    }

    private static String waitingFor(Snapshot state, Stage stage, @Nullable Attention attention) {
        if (attention != null) {
            return "a person: " + attention.code().name() + ", " + attention.about();
        }
        if (stage == Stage.CANCELLED) {
            return "nothing: cancelled";
        }
        if (stage == Stage.CLOSED) {
            return "nothing: closed by a person";
        }
        if (!state.pending().isEmpty()) {
            return switch (state.pending().getFirst().kind()) {
                case CANCEL -> "the printer's answer to the cancellation";
                case REROUTE -> "the printer's answer to the cancellation, to make it elsewhere";
                case CHANGE_ADDRESS -> "the printer's answer to the change of address";
                case REPRINT -> "the choice of a printer for the reprint";
            };
        }
        return state.jobs().stream().filter(job -> !job.over())
                .min(Comparator.comparing(job -> stage(state, job))).map(job -> waitingFor(state, job)).orElseGet(() -> unrouted(state));
    }

    private static String unrouted(Snapshot state) {
        if (!state.jobs().isEmpty()) {
            return "nothing";
        }
        return state.beginAt() == null ? "the choice of a printer" : "the end of the time in which changes are free";
    }

    private static String waitingFor(Snapshot state, Job job) {
        Attempt attempt = job.attempt();
        String printer = attempt.printer();
        String number = "job " + job.number();
        if (job.withdrawal() != null) {
            return printer + " to give " + number + " back";
        }
        return switch (stage(state, job)) {
            case PLACED, PREPARING -> "the artwork of " + number;
            case SUBMITTING -> attempt.placement() == Placement.DEFERRED
                    ? printer + " to take jobs again"
                    : "the submit of " + number + " to " + printer;
            case WITH_PRINTER -> attempt.accepted() ? printer + " to make and ship " + number : printer + " to accept " + number;
            case IN_PRODUCTION, PRINTED, PARTLY_SHIPPED -> printer + " to ship " + number;
            case SHIPPED -> "the carrier to deliver";
            case DELIVERED -> "nothing: delivered";
            case CLOSED -> "nothing: closed by a person";
            case CANCELLED -> "nothing: cancelled";
        };
    }
}
