package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Decision.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what happens next with one order. Pure: the same snapshot, input and time give the same decision. {@code rules} is the version of
 * these rules that the order's run loaded; new behaviour sits behind {@code rules >= n}.
 */
public final class OrderProcess {

    /** The newest rules. */
    public static final int RULES = 1;
    static final int LOOK_UPS_BEFORE_ATTENTION = 5;
    static final int ATTEMPTS_AT_ONE_PRINTER = 5;

    private final OrderSummary order;
    private Snapshot state;
    private Instant now = Instant.EPOCH;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    private OrderProcess(OrderSummary order, Snapshot state) {
        this.order = order;
        this.state = state;
    }

    public static Decision on(OrderSummary order, int rules, Snapshot state, Input input, Instant now) {
        if (rules < 1 || rules > RULES) {
            throw new IllegalArgumentException("order " + order.orderId() + " runs rules " + rules + ", this release knows 1 to " + RULES
                    + "; deploy the release that wrote them");
        }
        OrderProcess process = new OrderProcess(order, state);
        process.now = now;
        switch (input) {
            case Input.Heard(var fact) -> process.heard(fact);
            case Input.Finished(String step, StepResult result) -> process.finished(step, result);
            case Input.Asked(Command command) -> process.asked(command);
            case Input.Tick() -> process.tick();
        }
        process.settleCancel();
        return new Decision(process.state, List.copyOf(process.steps), Map.copyOf(process.answers), List.copyOf(process.lines));
    }

    /** When the order has to be looked at again if nothing happens; null when nothing is awaited. */
    public static @Nullable Instant nextDeadline(Snapshot state) {
        if (state.cancelled()) {
            return null;
        }
        return Stream.concat(Stream.ofNullable(state.outstanding().isEmpty() ? state.retryAt() : null),
                state.jobs().stream().map(job -> Deadlines.next(state, job)).filter(Objects::nonNull)).min(Comparator.naturalOrder())
                .orElse(null);
    }

    private void heard(Fact fact) {
        String hash = Hearing.hash(fact.told());
        if (state.seen().contains(hash)) {
            return;
        }
        boolean first = !state.placed() && fact instanceof Fact.OrderPlaced;
        Hearing hearing = new Hearing(state.withSeen(hash));
        state = hearing.plus(fact);
        for (Job job : List.copyOf(state.jobs())) {
            state = state.with(job.with(job.attempt().believed(now)));
        }
        lines.addAll(hearing.lines());
        if (first) {
            choose();
        }
    }

    private void choose() {
        List<ItemQuantity> items = order.items().stream().map(item -> new ItemQuantity(item.itemId(), item.quantity())).toList();
        run(new Step.ChoosePrinter(stepId("choose"), items));
    }

    private void finished(String stepId, StepResult result) {
        Step step = state.outstanding().stream().filter(s -> s.id().equals(stepId)).findFirst().orElse(null);
        if (step == null) {
            return;
        }
        state = state.without(stepId);
        switch (step) {
            case Step.ChoosePrinter choose -> chosen(result);
            case Step.PrepareArtwork prepare -> prepared(job(prepare.job()), result);
            case Step.SubmitJob submit -> submitted(job(submit.job()), submit.job().attempt(), result);
            case Step.LookUpJob lookUp -> lookedUp(job(lookUp.job()), lookUp.job().attempt(), result);
            case Step.CancelAtPrinter cancel -> cancelAnswered(job(cancel.job()), cancel.job().attempt(), result);
        }
    }

    private void chosen(StepResult result) {
        if (state.cancelled() || state.cancel() != null) {
            return;
        }
        if (result instanceof StepResult.Chosen(List<StepResult.Assignment> assignments)) {
            List<Job> jobs = new ArrayList<>();
            for (StepResult.Assignment assignment : assignments) {
                int number = jobs.size() + 1;
                jobs.add(new Job(number, assignment.items(),
                        List.of(Attempt.planned(1, assignment.printer(), assignment.clocks(), now)), null, false, false));
                line("JOB_PLANNED", number, assignment.printer(), "job " + number + " goes to " + assignment.printer());
            }
            state = state.withTrouble(null, null).withJobs(jobs);
            for (Job job : jobs) {
                run(new Step.PrepareArtwork(stepId("prepare"), key(job), job.attempt().printer()));
            }
        } else {
            String code = code(result);
            boolean first = state.trouble() == null;
            state = state.withTrouble(
                    new Attention(result instanceof StepResult.NoPrinter ? AttentionCode.NO_PRINTER : AttentionCode.STEP_FAILED,
                            code),
                    now.plus(Deadlines.LONGEST_WAIT));
            if (first) {
                line("NO_PRINTER", null, null, "no printer chosen: " + code);
            }
        }
    }

    private void prepared(Job job, StepResult result) {
        if (job.cancelled()) {
            return;
        }
        if (result instanceof StepResult.Prepared) {
            state = state.with(job.asPrepared());
            line("ARTWORK_PREPARED", job.number(), job.attempt().printer(), "artwork is ready");
            if (state.cancel() == null) {
                submit(job.asPrepared());
            }
        } else {
            Attention trouble = result instanceof StepResult.NotPrepared(AttentionCode code, String about)
                    ? new Attention(code, about)
                    : new Attention(AttentionCode.STEP_FAILED, "prepare artwork: " + code(result));
            Attempt attempt = job.attempt();
            Attempt waiting = trouble.code() == AttentionCode.ARTWORK_REFUSED
                    ? attempt
                    : attempt.again(Placement.PLANNED, null, now.plus(Deadlines.backOff(attempt.tries())), now);
            if (!trouble.equals(job.trouble())) {
                line(trouble.code().name(), job.number(), null, trouble.code().what() + " " + trouble.about());
            }
            state = state.with(job.with(waiting).withTrouble(trouble));
        }
    }

    private void submit(Job job) {
        Attempt attempt = job.attempt();
        state = state.with(job.with(attempt.submitting(now)));
        run(new Step.SubmitJob(stepId("submit"), key(job), attempt.printer()));
    }

    private void submitted(Job job, int number, StepResult result) {
        Attempt attempt = attempt(job, number);
        StepResult.Submission outcome = result instanceof StepResult.Submission submission
                ? submission
                : new StepResult.Submission(StepResult.Submission.Kind.UNKNOWN, code(result), null, null, null);
        Attempt next = switch (outcome.kind()) {
            case ACCEPTED -> attempt.to(Placement.ACCEPTED, null, now);
            case RECEIVED -> attempt.to(Placement.RECEIVED, null, now);
            case REJECTED -> attempt.to(Placement.REJECTED, outcome.code(), now);
            case DEFERRED -> attempt.again(Placement.DEFERRED, outcome.code(), deferredUntil(outcome, attempt), now);
            case UNKNOWN -> attempt.again(Placement.UNKNOWN, outcome.code(), now.plus(Deadlines.backOff(0)), now);
        };
        state = state.with(job.with(next.named(outcome.printerJob()).believed(now)));
        String why = outcome.code() == null ? "" : ": " + outcome.code();
        if (outcome.kind() != StepResult.Submission.Kind.DEFERRED || attempt.tries() == 0) {
            line("SUBMIT_" + outcome.kind(), job.number(), attempt.printer(), "submit to " + attempt.printer() + ": "
                    + outcome.kind().name().toLowerCase(Locale.ROOT) + why);
        }
    }

    private Instant deferredUntil(StepResult.Submission outcome, Attempt attempt) {
        Instant ours = now.plus(Deadlines.backOff(attempt.tries()));
        Instant theirs = outcome.until();
        return theirs != null && theirs.isAfter(ours) ? theirs : ours;
    }

    private void lookedUp(Job job, int number, StepResult result) {
        Attempt before = attempt(job, number);
        StepResult.LookedUp found = result instanceof StepResult.LookedUp lookedUp
                ? lookedUp
                : new StepResult.LookedUp(StepResult.LookedUp.Kind.UNDECIDED, code(result), null);
        Attempt attempt = before.named(found.printerJob());
        boolean unknown = attempt.placement() == Placement.UNKNOWN;
        Clock clock = Deadlines.running(state, job);
        switch (found.kind()) {
            case ACCEPTED -> state = state.with(job.with(attempt.to(Placement.ACCEPTED, null, unknown ? now : attempt.since())));
            case RECEIVED -> state = state.with(job.with(unknown ? attempt.to(Placement.RECEIVED, null, now) : attempt));
            case REJECTED -> state = state.with(job.with(attempt.to(Placement.REJECTED, found.code(), now)));
            case NOT_THERE -> {
                if (unknown && !attempt.report().saysAnything()) {
                    state = state.with(job.with(attempt.to(Placement.NOT_RECEIVED, null, now)));
                    notReceived(job(job.number()));
                }
            }
            case UNDECIDED -> {
                if (unknown) {
                    Instant at = now.plus(Deadlines.backOff(attempt.tries()));
                    state = state.with(job.with(attempt.again(Placement.UNKNOWN, attempt.code(), at, now)));
                }
            }
        }
        if (unknown && found.kind() != StepResult.LookedUp.Kind.UNDECIDED) {
            line("LOOKED_UP", job.number(), attempt.printer(), "looked up at " + attempt.printer() + ": "
                    + found.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        }
        Job after = job(job.number());
        Clock still = Deadlines.running(state, after);
        if (clock != null && clock == still) {
            if (after.attempt().overdue() != clock) {
                line("OVERDUE", job.number(), attempt.printer(), "no news in time; looked up, still waiting for " + awaited(clock));
            }
            state = state.with(after.with(after.attempt().lookedUp(clock, now)));
        }
    }

    private static String awaited(Clock clock) {
        return switch (clock) {
            case ACKNOWLEDGE -> "the printer to accept";
            case DISPATCH -> "the printer to ship";
            case DELIVERY -> "delivery";
        };
    }

    /** Confirmed that it never arrived: a new attempt at the same printer, under new names. */
    private void notReceived(Job job) {
        if (state.cancel() != null || job.attempts().size() >= ATTEMPTS_AT_ONE_PRINTER) {
            return;
        }
        Attempt last = job.attempt();
        Job next = job.and(Attempt.planned(last.number() + 1, last.printer(), last.clocks(), now));
        state = state.with(next);
        submit(next);
    }

    private void cancelAnswered(Job job, int number, StepResult result) {
        Attempt attempt = attempt(job, number);
        StepResult.CancelAnswer answer = result instanceof StepResult.CancelAnswer cancelAnswer
                ? cancelAnswer
                : new StepResult.CancelAnswer(StepResult.CancelAnswer.Kind.UNDECIDED, code(result));
        Attempt next = switch (answer.kind()) {
            case AGREED -> attempt.to(Placement.CANCELLED, null, now);
            case ASKED -> attempt.cancelAsked(true, null, null);
            case REFUSED -> attempt.cancelAsked(false, answer.code() == null ? "TOO_LATE" : answer.code(), null);
            case UNDECIDED -> attempt.again(attempt.placement(), attempt.code(), now.plus(Deadlines.backOff(attempt.tries())), now);
        };
        state = state.with(job.with(next));
        line("CANCEL_" + answer.kind(), job.number(), attempt.printer(), "cancel at " + attempt.printer() + ": "
                + answer.kind().name().toLowerCase(Locale.ROOT) + (answer.code() == null ? "" : ", " + answer.code()));
    }

    private void asked(Command command) {
        Answer known = state.answers().get(command.id());
        if (known != null) {
            answers.put(command.id(), known);
            return;
        }
        switch (command) {
            case Command.Cancel(String id) -> {
                lines.add(new Line(now, "CANCEL_ASKED", null, null, "cancellation asked", id));
                Answer refusal = refusal(id);
                if (state.cancelled()) {
                    answer(id, Answer.CANCELLED);
                } else if (refusal != null) {
                    answer(id, refusal);
                } else {
                    state = state.withCancel(id, false);
                }
            }
        }
    }

    private @Nullable Answer refusal(String id) {
        if (state.cancel() != null && !state.cancel().equals(id)) {
            return Answer.refused("CANCEL_ALREADY_ASKED");
        }
        if (!state.jobs().isEmpty() && state.jobs().stream().allMatch(Job::shippedSome)) {
            return Answer.refused("ALREADY_SHIPPED");
        }
        return null;
    }

    /** While a cancellation is open: ask where it must be asked, and answer once every job is settled. */
    private void settleCancel() {
        String command = state.cancel();
        if (command == null) {
            return;
        }
        String refused = null;
        boolean waiting = false;
        for (Job job : List.copyOf(state.jobs())) {
            Attempt attempt = job.attempt();
            boolean submitting = state.outstanding().stream()
                    .anyMatch(step -> !(step instanceof Step.PrepareArtwork) && Deadlines.concerns(step, job));
            if (job.cancelled()) {
                continue;
            }
            if (job.shippedSome()) {
                refused = "ALREADY_SHIPPED";
            } else if (attempt.cancelRefused() != null) {
                refused = attempt.cancelRefused();
            } else if (attempt.cancelAsked() && attempt.report().cancelRefused() != null) {
                refused = attempt.report().cancelRefused().code();
            } else if (!job.live() && !submitting) {
                state = state.with(job.asCancelled());
            } else {
                waiting = true;
                boolean decided = attempt.placement() != Placement.UNKNOWN && attempt.placement() != Placement.SUBMITTING;
                if (!submitting && decided && !attempt.cancelAsked() && !tooEarly(attempt)) {
                    state = state.with(job.with(attempt.cancelAsked(false, null, null)));
                    run(new Step.CancelAtPrinter(stepId("cancel"), key(job), attempt.printer()));
                }
            }
        }
        if (waiting) {
            return;
        }
        boolean all = state.jobs().stream().allMatch(Job::cancelled);
        state = state.withCancel(null, all);
        answer(command, refused == null ? Answer.CANCELLED : Answer.refused(refused));
        line(refused == null ? "CANCELLED" : "CANCEL_REFUSED", null, null,
                refused == null ? "order cancelled" : "cancellation refused: " + refused);
        if (!all) {
            forgetCancel();
        }
    }

    private boolean tooEarly(Attempt attempt) {
        return attempt.nextTry() != null && attempt.nextTry().isAfter(now);
    }

    /** After a refusal the rest of the order goes on where the cancellation had stopped it. */
    private void forgetCancel() {
        for (Job job : List.copyOf(state.jobs())) {
            if (!job.cancelled()) {
                state = state.with(job.with(job.attempt().cancelAsked(false, null, job.attempt().nextTry())));
            }
        }
    }

    private void tick() {
        Instant retry = state.retryAt();
        if (retry != null && !retry.isAfter(now) && !state.cancelled() && state.outstanding().isEmpty()) {
            state = state.withTrouble(state.trouble(), null);
            choose();
        }
        for (Job job : List.copyOf(state.jobs())) {
            Instant due = Deadlines.next(state, job);
            if (due == null || due.isAfter(now)) {
                continue;
            }
            Attempt attempt = job.attempt();
            switch (attempt.placement()) {
                case PLANNED -> {
                    state = state.with(job.with(attempt.cancelAsked(false, null, null)));
                    run(new Step.PrepareArtwork(stepId("prepare"), key(job), attempt.printer()));
                }
                case DEFERRED -> submit(job);
                case SUBMITTING, UNKNOWN, RECEIVED, ACCEPTED, REJECTED, NOT_RECEIVED, CANCELLED -> run(
                        new Step.LookUpJob(stepId("lookup"), key(job), attempt.printer()));
            }
        }
    }

    private void run(Step step) {
        state = state.withStep(step);
        steps.add(step);
    }

    private String stepId(String verb) {
        return verb + "-" + (state.steps() + 1);
    }

    private void answer(String command, Answer answer) {
        answers.put(command, answer);
        state = state.withAnswers(Map.of(command, answer));
    }

    private void line(String kind, @Nullable Integer job, @Nullable String printer, String says) {
        lines.add(new Line(now, kind, job, printer, says));
    }

    private JobKey key(Job job) {
        return new JobKey(order.orderId(), job.number(), job.attempt().number());
    }

    private Job job(JobKey key) {
        return job(key.job());
    }

    private Job job(int number) {
        return Objects.requireNonNull(state.job(number), () -> "order " + order.orderId() + " has no job " + number);
    }

    private static Attempt attempt(Job job, int number) {
        return job.attempts().stream().filter(attempt -> attempt.number() == number).findFirst().orElseThrow();
    }

    private static String code(StepResult result) {
        return switch (result) {
            case StepResult.Failed(String code) -> code;
            case StepResult.NoPrinter(String code) -> code;
            case StepResult.Chosen chosen -> "CHOSEN";
            case StepResult.Prepared prepared -> "PREPARED";
            case StepResult.NotPrepared notPrepared -> notPrepared.code().name();
            case StepResult.Submission submission -> submission.kind().name();
            case StepResult.LookedUp lookedUp -> lookedUp.kind().name();
            case StepResult.CancelAnswer answer -> answer.kind().name();
        };
    }
}
