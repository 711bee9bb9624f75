package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.StepResult.Assignment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of a job to a printer: choice, artwork, submit, and the look-up that decides what a submit left open. */
final class Placing {

    static final int ATTEMPTS_AT_ONE_PRINTER = 5;

    private final Turn turn;

    Placing(Turn turn) {
        this.turn = turn;
    }

    /** Begins the making once nothing speaks against it. */
    void begin() {
        Instant at = turn.state.beginAt();
        if (at != null && !at.isAfter(turn.now) && turn.state.hold() == null && !turn.state.cancelled()) {
            turn.state = turn.state.beginningAt(null).withTrouble(null, null);
            choose();
        }
    }

    void choose() {
        List<ItemQuantity> items = turn.order.items().stream().map(item -> new ItemQuantity(item.itemId(), item.quantity())).toList();
        turn.run(new Step.ChoosePrinter(turn.stepId("choose"), items));
    }

    /** The photos may be looked at while the order may still be changed. */
    void check() {
        turn.run(new Step.CheckArtwork(turn.stepId("check")));
    }

    void checked(StepResult result) {
        if (turn.state.beginAt() == null) {
            return;
        }
        if (result instanceof StepResult.NotPrepared(AttentionCode code, String about)) {
            Attention trouble = new Attention(code, about);
            if (!trouble.equals(turn.state.trouble())) {
                turn.line(code.name(), null, null, code.what() + " " + about);
            }
            turn.state = turn.state.withTrouble(trouble, turn.now.plus(Deadlines.backOff(4)));
        } else {
            turn.state = turn.state.withTrouble(null, null);
        }
    }

    void chosen(StepResult result) {
        if (turn.state.cancelled()) {
            return;
        }
        if (result instanceof StepResult.Chosen(List<Assignment> assignments)) {
            turn.state = turn.state.withTrouble(null, null);
            for (Job job : add(assignments, 0, null)) {
                prepare(job);
            }
            return;
        }
        String code = result.brief();
        boolean first = turn.state.trouble() == null;
        AttentionCode why = result instanceof StepResult.NoPrinter ? AttentionCode.NO_PRINTER : AttentionCode.STEP_FAILED;
        turn.state = turn.state.withTrouble(new Attention(why, code), turn.now.plus(Deadlines.LONGEST_WAIT));
        if (first) {
            turn.line("NO_PRINTER", null, null, "no printer chosen: " + code);
        }
    }

    /** New jobs at their printers. */
    List<Job> add(List<Assignment> assignments, int reprintOf, Command.Reprint.@Nullable Why why) {
        List<Job> all = new ArrayList<>(turn.state.jobs());
        List<Job> added = new ArrayList<>();
        for (Assignment assignment : assignments) {
            int number = all.size() + 1;
            Job job = new Job(number, assignment.items(), Attempt.planned(1, assignment.printer(), assignment.clocks(), turn.now));
            added.add(why == null ? job : job.asReprint(reprintOf, why).withAddress(turn.job(reprintOf).address()));
            all.add(added.getLast());
            turn.line("JOB_PLANNED", number, assignment.printer(), "job " + number + " goes to " + assignment.printer()
                    + (why == null ? "" : ", a reprint of job " + reprintOf) + assignment.because());
        }
        turn.state = turn.state.withJobs(all);
        return added;
    }

    void prepare(Job job) {
        turn.run(new Step.PrepareArtwork(turn.stepId("prepare"), turn.key(job), job.attempt().printer()));
    }

    /** @param number attempt for whose printer it was prepared */
    void prepared(Job job, int number, StepResult result) {
        if (job.over() || job.attempt().number() != number) {
            return;
        }
        if (result instanceof StepResult.Prepared) {
            turn.put(job.asPrepared());
            turn.line("ARTWORK_PREPARED", job, "artwork is ready");
            return;
        }
        Attention trouble = result instanceof StepResult.NotPrepared(AttentionCode code, String about)
                ? new Attention(code, about)
                : new Attention(AttentionCode.STEP_FAILED, "prepare artwork: " + result.brief());
        Attempt attempt = job.attempt();
        Attempt waiting = trouble.code() == AttentionCode.ARTWORK_REFUSED
                ? attempt
                : attempt.again(Placement.PLANNED, null, turn.now.plus(Deadlines.backOff(attempt.tries())), turn.now);
        if (!trouble.equals(job.trouble())) {
            turn.line(trouble.code().name(), job.number(), null, trouble.code().what() + " " + trouble.about());
        }
        turn.put(job.with(waiting).withTrouble(trouble));
    }

    /** What another printer shipped or makes after all is not handed over again before a person has looked. */
    boolean made(Job job) {
        return job.shippedSome() || (turn.since(4) && !job.unwanted().isEmpty());
    }

    /** Whatever is ready and not stopped goes out. */
    void submitReady() {
        for (Job job : List.copyOf(turn.state.jobs())) {
            if (job.over() || turn.state.busy(job)) {
                continue;
            }
            Attempt attempt = job.attempt();
            boolean ready = attempt.placement() == Placement.PLANNED && job.prepared() && job.trouble() == null && !made(job);
            if (ready && job.withdrawal() == null && !turn.state.stopped()) {
                submit(job);
            } else if (turn.since(4) && attempt.placement() == Placement.DEFERRED && made(job) == (attempt.nextTry() != null)) {
                turn.put(job, attempt.tryingAt(made(job) ? null : turn.now));
            }
        }
    }

    void submit(Job job) {
        Attempt attempt = job.attempt();
        turn.put(job, attempt.submitting(turn.now));
        turn.run(new Step.SubmitJob(turn.stepId("submit"), turn.key(job), attempt.printer()));
    }

    void submitted(Job job, int number, StepResult result) {
        Attempt attempt = Turn.attempt(job, number);
        StepResult.Submission outcome = result instanceof StepResult.Submission submission
                ? submission
                : new StepResult.Submission(StepResult.Submission.Kind.UNKNOWN, result.brief(), null, null, null);
        Instant now = turn.now;
        Attempt next = switch (outcome.kind()) {
            case ACCEPTED -> attempt.to(Placement.ACCEPTED, null, now);
            case RECEIVED -> attempt.to(Placement.RECEIVED, null, now);
            case REJECTED -> attempt.rejected(outcome.code(), outcome.fault(), now);
            case DEFERRED -> attempt.again(Placement.DEFERRED, outcome.code(), deferredUntil(outcome, attempt), now);
            case UNKNOWN -> attempt.again(Placement.UNKNOWN, outcome.code(), now.plus(Deadlines.backOff(0)), now);
        };
        turn.put(job, next.named(outcome.printerJob()).believed(now));
        String why = outcome.code() == null ? "" : ": " + outcome.code();
        if (outcome.kind() != StepResult.Submission.Kind.DEFERRED || attempt.tries() == 0) {
            turn.line("SUBMIT_" + outcome.kind(), job, "submit to " + attempt.printer() + ": " + Turn.words(outcome.kind()) + why);
        }
    }

    private Instant deferredUntil(StepResult.Submission outcome, Attempt attempt) {
        Instant ours = turn.now.plus(Deadlines.backOff(attempt.tries()));
        Instant theirs = outcome.until();
        Instant latest = turn.now.plus(Deadlines.LONGEST_WAIT.multipliedBy(12));
        return theirs == null || !theirs.isAfter(ours) ? ours : theirs.isAfter(latest) ? latest : theirs;
    }

    void lookUp(Job job) {
        turn.run(new Step.LookUpJob(turn.stepId("lookup"), turn.key(job), job.attempt().printer()));
    }

    void lookedUp(Job job, int number, StepResult result) {
        Attempt before = Turn.attempt(job, number);
        StepResult.LookedUp found = result instanceof StepResult.LookedUp lookedUp
                ? lookedUp
                : new StepResult.LookedUp(StepResult.LookedUp.Kind.UNDECIDED, result.brief(), null);
        Attempt attempt = before.named(found.printerJob());
        boolean unknown = attempt.placement() == Placement.UNKNOWN;
        Clock clock = Deadlines.running(turn.state, job);
        Instant now = turn.now;
        switch (found.kind()) {
            // What was known before is no news: another printer is not sought anew for it.
            case ACCEPTED -> turn.put(job, Failover.insists(turn.rules) && attempt.placement() == Placement.ACCEPTED
                    ? attempt
                    : attempt.to(Placement.ACCEPTED, null, unknown ? now : attempt.since()));
            case RECEIVED -> turn.put(job, unknown ? attempt.to(Placement.RECEIVED, null, now) : attempt);
            case REJECTED -> turn.put(job, attempt.rejected(found.code(), null, now));
            case NOT_THERE -> {
                if (unknown && !attempt.report().saysAnything()) {
                    turn.put(job, attempt.to(Placement.NOT_RECEIVED, null, now));
                    notReceived(turn.job(job.number()));
                }
            }
            case UNDECIDED -> {
                if (unknown) {
                    Instant at = now.plus(Deadlines.backOff(attempt.tries()));
                    turn.put(job, attempt.again(Placement.UNKNOWN, attempt.code(), at, now));
                }
            }
        }
        if (unknown && found.kind() != StepResult.LookedUp.Kind.UNDECIDED) {
            turn.line("LOOKED_UP", job, "looked up at " + attempt.printer() + ": " + Turn.words(found.kind()));
        }
        overdue(turn.job(job.number()), clock);
    }

    /** The look-up after a passed deadline brought no news. */
    private void overdue(Job job, @Nullable Clock clock) {
        Attempt attempt = job.attempt();
        if (attempt.placement() != Placement.UNKNOWN && attempt.placement() != Placement.DEFERRED && attempt.nextTry() != null) {
            attempt = attempt.tryingAt(null);
            turn.put(job, attempt);
        }
        if (clock == null || clock != Deadlines.running(turn.state, turn.job(job.number()))) {
            return;
        }
        if (attempt.overdue() != clock) {
            turn.line("OVERDUE", job, "no news in time; looked up, still waiting for " + awaited(clock));
        }
        turn.put(job, attempt.lookedUp(clock, turn.now));
    }

    private static String awaited(Clock clock) {
        return switch (clock) {
            case ACKNOWLEDGE -> "the printer to accept";
            case PRODUCTION -> "the printer to begin";
            case DISPATCH -> "the printer to ship";
            case DELIVERY -> "delivery";
        };
    }

    /** Confirmed that it never arrived: a new attempt at the same printer, under new names, unless others should have their chance. */
    void notReceived(Job job) {
        boolean others = Failover.known(turn.rules) && here(job) >= Failover.ATTEMPTS_BEFORE_ANOTHER;
        if (!others && mayTryAgain(job)) {
            again(job);
        }
    }

    boolean mayTryAgain(Job job) {
        return here(job) < ATTEMPTS_AT_ONE_PRINTER && job.withdrawal() == null;
    }

    private static long here(Job job) {
        return job.attempts().stream().filter(attempt -> attempt.printer().equals(job.attempt().printer())).count();
    }

    /** A new attempt at the same printer. */
    void again(Job job) {
        Attempt last = job.attempt();
        turn.put(job.with(last.closed(turn.now)).and(Attempt.planned(last.number() + 1, last.printer(), last.clocks(), turn.now)));
    }
}
