package dev.pressroom.orders.process;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Decision.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One decision being made: the state as far as it is decided, and what follows. */
final class Turn {

    final OrderSummary order;
    final int rules;
    final Instant now;
    Snapshot state;
    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Answer> answers = new LinkedHashMap<>();
    private final List<Line> lines = new ArrayList<>();

    Turn(OrderSummary order, int rules, Snapshot state, Instant now) {
        this.order = order;
        this.rules = rules;
        this.state = state;
        this.now = now;
    }

    /** Whether the order runs these rules or newer ones. */
    boolean since(int version) {
        return rules >= version;
    }

    Decision decision() {
        return new Decision(state, List.copyOf(steps), Collections.unmodifiableMap(answers), List.copyOf(lines));
    }

    void run(Step step) {
        state = state.withStep(step);
        steps.add(step);
    }

    String stepId(String verb) {
        return verb + "-" + (state.steps() + 1);
    }

    void put(Job job) {
        state = state.with(job);
    }

    void put(Job job, Attempt attempt) {
        state = state.with(job.with(attempt));
    }

    Job job(int number) {
        return Objects.requireNonNull(state.job(number), () -> "order " + order.orderId() + " has no job " + number);
    }

    JobKey key(Job job) {
        return new JobKey(order.orderId(), job.number(), job.attempt().number());
    }

    static Attempt attempt(Job job, int number) {
        return job.attempts().stream().filter(attempt -> attempt.number() == number).findFirst().orElseThrow();
    }

    void line(String kind, @Nullable Integer job, @Nullable String printer, String says) {
        lines.add(new Line(now, kind, job, printer, says));
    }

    void line(String kind, Job job, String says) {
        line(kind, job.number(), job.attempt().printer(), says);
    }

    void asked(String kind, @Nullable Integer job, String says, String command) {
        lines.add(new Line(now, kind, job, null, says, command));
    }

    void lines(List<Line> more) {
        lines.addAll(more);
    }

    void answer(String command, Answer answer) {
        answers.put(command, answer);
        state = state.withAnswer(command, answer);
    }

    void repeat(String command, Answer answer) {
        answers.put(command, answer);
    }

    /** One job's part of a pending command is over; once all are, the command is answered. */
    void settled(@Nullable String command, int job, @Nullable String refusal) {
        Pending pending = state.pending(command);
        if (pending != null) {
            state = state.with(pending.without(job, refusal));
            answerIfSettled(pending.command());
        }
    }

    /** A job that was being taken back is not any more; from rules 4 on whoever asked to cancel it meanwhile gets the same answer. */
    void settled(Withdrawal withdrawal, int job, @Nullable String refusal) {
        settled(withdrawal.command(), job, refusal);
        if (since(4) && withdrawal.target() == null) {
            state.pending(Pending.Kind.CANCEL).stream().filter(one -> one.jobs().contains(job))
                    .forEach(one -> settled(one.command(), job, refusal));
        }
    }

    void answerIfSettled(String command) {
        Pending pending = state.pending(command);
        if (pending == null || !pending.jobs().isEmpty()) {
            return;
        }
        state = state.withPending(state.pending().stream().filter(one -> !one.command().equals(command)).toList());
        if (pending.refused() != null) {
            String changed = changedAlone(pending);
            answer(command, Answer.refused(changed.isEmpty() ? pending.refused() : "CHANGED_FOR_JOB_" + changed.replace(", ", "_")));
            asked(pending.kind() + "_REFUSED", null, words(pending.kind()) + " refused: " + pending.refused()
                    + (changed.isEmpty() ? "" : "; it is changed for job " + changed + " alone"), command);
            return;
        }
        switch (pending.kind()) {
            case CANCEL -> answer(command, Answer.CANCELLED);
            case REROUTE -> answer(command, Answer.done("REROUTED"));
            case REPRINT -> answer(command, Answer.done("REPRINTED"));
            case CHANGE_ADDRESS -> {
                state = state.withAddress(pending.address());
                state.jobs().forEach(job -> put(job.withAddress(0)));
                answer(command, Answer.done("ADDRESS_CHANGED"));
                asked("ADDRESS_CHANGED", null, "address changed", command);
            }
        }
    }

    /** Jobs whose printers took the new address that another one refused. */
    private String changedAlone(Pending pending) {
        return pending.kind() != Pending.Kind.CHANGE_ADDRESS
                ? ""
                : state.jobs().stream().filter(job -> job.address() == pending.address()).map(job -> String.valueOf(job.number()))
                        .collect(Collectors.joining(", "));
    }

    private static String words(Pending.Kind kind) {
        return switch (kind) {
            case CANCEL -> "cancellation";
            case REROUTE -> "another printer";
            case REPRINT -> "reprint";
            case CHANGE_ADDRESS -> "change of address";
        };
    }

    static String words(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
