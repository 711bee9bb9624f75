package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Report.Dated;
import dev.pressroom.orders.process.Report.Word;
import dev.pressroom.orders.process.StepResult.Assignment;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has to be asked of a printer that has a job already: to give it back, or to send it elsewhere. */
final class TakingBack {

    /** Clocks of two of our machines may differ by that much. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final Turn turn;
    private final Failover failover;

    TakingBack(Turn turn, Failover failover) {
        this.turn = turn;
        this.failover = failover;
    }

    /** Asks where it must be asked, and goes on with every job that came free. */
    void settle() {
        for (Job job : List.copyOf(turn.state.jobs())) {
            Withdrawal withdrawal = job.withdrawal();
            if (withdrawal != null) {
                settle(job, withdrawal);
            }
        }
        boolean all = !turn.state.jobs().isEmpty() && turn.state.jobs().stream().allMatch(Job::cancelled);
        boolean another = turn.since(4) && !turn.state.pending(Pending.Kind.REPRINT).isEmpty();
        if (all && !another && !turn.state.cancelled()) {
            turn.state = turn.state.asCancelled();
            turn.line("CANCELLED", null, null, "order cancelled");
        }
        turn.state.pending(Pending.Kind.CHANGE_ADDRESS).stream().findFirst().ifPresent(this::readdress);
    }

    private void settle(Job job, Withdrawal withdrawal) {
        Attempt attempt = job.attempt();
        boolean busy = turn.state.busyAtPrinter(job);
        String refusal = refusal(job, withdrawal);
        if (refusal != null) {
            turn.put(job.withWithdrawal(null).with(attempt.cancelAsked(false, null, attempt.nextTry())));
            turn.line("STAYS", job, "job " + job.number() + " stays at " + attempt.printer() + ": " + refusal);
            turn.settled(withdrawal, job.number(), refusal);
        } else if (!job.live() && !busy) {
            free(job, withdrawal);
        } else {
            boolean decided = attempt.placement() != Placement.UNKNOWN && attempt.placement() != Placement.SUBMITTING;
            boolean early = attempt.nextTry() != null && attempt.nextTry().isAfter(turn.now);
            if (!busy && decided && !attempt.cancelAsked() && !early) {
                turn.put(job, attempt.cancelAsked(false, null, null));
                turn.run(new Step.CancelAtPrinter(turn.stepId("cancel"), turn.key(job), attempt.printer()));
            }
        }
    }

    private static @Nullable String refusal(Job job, Withdrawal withdrawal) {
        Attempt attempt = job.attempt();
        if (job.shippedSome()) {
            return "ALREADY_SHIPPED";
        }
        if (attempt.cancelRefused() != null) {
            return attempt.cancelRefused();
        }
        Dated told = attempt.report().said(Word.CANCEL_REFUSED);
        return attempt.cancelAsked() && told != null && !told.received().isBefore(withdrawal.since().minus(SKEW)) ? told.code() : null;
    }

    private void free(Job job, Withdrawal withdrawal) {
        Assignment target = withdrawal.target();
        if (target == null) {
            turn.put(job.asCancelled());
            turn.line("JOB_CANCELLED", job, "job " + job.number() + " is cancelled");
        } else {
            failover.place(job.withWithdrawal(null), target);
        }
        turn.settled(withdrawal, job.number(), null);
    }

    void cancelAnswered(Job job, int number, StepResult result) {
        Attempt attempt = Turn.attempt(job, number);
        CancelAnswer answer = answer(result);
        Instant later = turn.now.plus(Deadlines.backOff(attempt.tries()));
        turn.put(job, switch (answer.kind()) {
            case AGREED -> attempt.to(Placement.CANCELLED, null, turn.now);
            case ASKED -> attempt.cancelAsked(true, null, null);
            case REFUSED -> attempt.cancelAsked(false, answer.code() == null ? "TOO_LATE" : answer.code(), null);
            case UNDECIDED -> attempt.again(attempt.placement(), attempt.code(), later, turn.now);
        });
        if (answer.kind() == CancelAnswer.Kind.UNDECIDED && attempt.tries() > 0 && Failover.insists(turn.rules)) {
            return;
        }
        turn.line("CANCEL_" + answer.kind(), job, "cancel at " + attempt.printer() + ": " + Turn.words(answer.kind())
                + (answer.code() == null ? "" : ", " + answer.code()));
    }

    private static CancelAnswer answer(StepResult result) {
        return result instanceof CancelAnswer answer ? answer : new CancelAnswer(CancelAnswer.Kind.UNDECIDED, result.brief());
    }

    /** Where the old address is with a printer already, that printer is asked; else the new one is simply used. */
    private void readdress(Pending change) {
        Instant retry = change.retryAt();
        for (int number : List.copyOf(change.jobs())) {
            Job job = turn.job(number);
            Attempt attempt = job.attempt();
            if (job.over() || (!job.live() && !turn.state.busyAtPrinter(job))) {
                turn.settled(change.command(), number, null);
            } else if (job.shippedSome()) {
                turn.settled(change.command(), number, "ALREADY_SHIPPED");
            } else if (change.asked().contains(number)) {
                awaitWord(change, job);
            } else if (!turn.state.busyAtPrinter(job) && attempt.atPrinter() && (retry == null || !retry.isAfter(turn.now))) {
                turn.run(new Step.ReaddressJob(turn.stepId("readdress"), turn.key(job), attempt.printer(), change.address()));
            }
        }
    }

    private void awaitWord(Pending change, Job job) {
        Dated changed = job.attempt().report().said(Word.ADDRESS_CHANGED);
        Dated refused = job.attempt().report().said(Word.CHANGE_REFUSED);
        Instant asked = change.since().minus(SKEW);
        if (changed != null && !changed.received().isBefore(asked)) {
            changed(change, job);
        } else if (refused != null && !refused.received().isBefore(asked)) {
            turn.settled(change.command(), job.number(), refused.code());
        }
    }

    /** That printer sends it there, whatever the printers of other jobs answer. */
    private void changed(Pending change, Job job) {
        if (turn.since(4)) {
            turn.put(job.withAddress(change.address()));
        }
        turn.settled(change.command(), job.number(), null);
    }

    void readdressed(Job job, Step.ReaddressJob step, StepResult result) {
        Pending change = turn.state.pending(Pending.Kind.CHANGE_ADDRESS).stream()
                .filter(one -> one.address() == step.address()).findFirst().orElse(null);
        CancelAnswer answer = answer(result);
        turn.line("READDRESS_" + answer.kind(), job, "new address for job " + job.number() + " at " + step.printer() + ": "
                + Turn.words(answer.kind()) + (answer.code() == null ? "" : ", " + answer.code()));
        if (change == null) {
            return;
        }
        switch (answer.kind()) {
            case AGREED -> changed(change, job);
            case ASKED -> turn.state = turn.state.with(change.asked(job.number()));
            case REFUSED -> turn.settled(change.command(), job.number(), answer.code() == null ? "TOO_LATE" : answer.code());
            case UNDECIDED -> turn.state = turn.state.with(change.later(turn.now.plus(Deadlines.backOff(4))));
        }
    }
}
