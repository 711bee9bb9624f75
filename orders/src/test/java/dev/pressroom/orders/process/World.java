package dev.pressroom.orders.process;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A whole print world for one order on a virtual clock: runs the decider, carries out its steps with scripted or random outcomes, and keeps
 * what really happened at the printers, to be compared with what the decider believes.
 */
final class World {

    static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    static final Clocks CLOCKS = new Clocks(Duration.ofMinutes(20), Duration.ofHours(24), Duration.ofHours(72));
    static final OrderSummary ORDER = new OrderSummary("A-1", "shop", ServiceLevel.STANDARD, "DE",
            List.of(new OrderSummary.OrderedItem("book", "PHOTOBOOK-A5", 2), new OrderSummary.OrderedItem("print", "PRINT-10X15", 1)),
            START);

    Snapshot state = Snapshot.NEW;
    Instant now = START;
    final List<Decision.Line> lines = new ArrayList<>();
    final List<Step> todo = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    /** Attempts that the printer really holds. */
    final Set<JobKey> held = new HashSet<>();
    final List<String> violations = new ArrayList<>();
    private int keys;

    Decision give(Input input) {
        Decision decision = OrderProcess.on(ORDER, OrderProcess.RULES, state, input, now);
        Decision again = OrderProcess.on(ORDER, OrderProcess.RULES, state, input, now);
        if (!again.equals(decision)) {
            violations.add("not deterministic for " + input);
        }
        state = decision.next();
        todo.addAll(decision.steps());
        lines.addAll(decision.lines());
        decision.answers().forEach((id, answer) -> answers.add(id + ":" + answer.kind() + ":" + answer.code()));
        check();
        return decision;
    }

    World place() {
        hear(new Fact.OrderPlaced(told("placed", now)));
        return this;
    }

    void hear(Fact fact) {
        give(new Input.Heard(fact));
    }

    void finish(Step step, StepResult result) {
        todo.remove(step);
        give(new Input.Finished(step.id(), result));
    }

    <S extends Step> S next(Class<S> type) {
        return todo.stream().filter(type::isInstance).map(type::cast).findFirst()
                .orElseThrow(() -> new AssertionError("no " + type.getSimpleName() + " among " + todo));
    }

    /** Through choice and artwork to the point where the submit is under way. */
    Step.SubmitJob toSubmit() {
        finish(next(Step.ChoosePrinter.class), chosen());
        finish(next(Step.PrepareArtwork.class), new StepResult.Prepared());
        return next(Step.SubmitJob.class);
    }

    static StepResult.Chosen chosen() {
        return new StepResult.Chosen(List.of(new StepResult.Assignment("elanders-de",
                List.of(new ItemQuantity("book", 2), new ItemQuantity("print", 1)), CLOCKS)));
    }

    void tick(Duration later) {
        now = now.plus(later);
        give(new Input.Tick());
    }

    Fact.PrinterFact printer(JobKey job, PrinterEvent event, ItemQuantity... items) {
        return new Fact.PrinterFact(told("k" + keys++, now), new TreeSet<>(), job, List.of(items), event);
    }

    Fact.ParcelFact parcel(String number, ParcelEvent event) {
        return new Fact.ParcelFact(told("p" + keys++, now), "dpd", number, event);
    }

    Told told(String key, Instant at) {
        return new Told("test", key, at, null, null, at);
    }

    static PrinterEvent shipped(String number) {
        return new PrinterEvent.ItemsShipped(number, "dpd", "DPD", number);
    }

    Status status() {
        return Status.of(state);
    }

    private void check() {
        for (Job job : state.jobs()) {
            long live = job.attempts().stream().filter(Attempt::live).count();
            if (live > 1) {
                violations.add("two live attempts of job " + job.number());
            }
            for (ItemQuantity item : job.items()) {
                if (job.shipped(item.item()) > item.quantity()) {
                    violations.add("shipped more than ordered of " + item.item());
                }
            }
        }
        Status status = status();
        boolean awaited = !state.outstanding().isEmpty() || status.until() != null;
        if (state.placed() && !status.closed() && status.attention() == null && !awaited) {
            violations.add("silent: " + status + " in " + state);
        }
        if (state.outstanding().isEmpty() && status.until() != null && !status.until().isAfter(now)) {
            // a deadline that lies behind must be acted on by the next tick, or the timer would spin
            Decision next = OrderProcess.on(ORDER, OrderProcess.RULES, state, new Input.Tick(), now);
            if (next.steps().isEmpty()) {
                violations.add("a passed deadline leads to nothing: " + status);
            }
        }
    }

    /** Carries out one outstanding step with a random outcome that the real world could give. */
    void carryOut(Step step, Random random) {
        switch (step) {
            case Step.ChoosePrinter choose -> finish(step,
                    random.nextInt(8) == 0 ? new StepResult.NoPrinter("NONE_MAKES_IT") : chosen());
            case Step.PrepareArtwork prepare -> finish(step, switch (random.nextInt(8)) {
                case 0 -> new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, "photo 1");
                case 1 -> new StepResult.NotPrepared(AttentionCode.ARTWORK_REFUSED, "photo 1");
                case 2 -> new StepResult.Failed("TIMEOUT");
                default -> new StepResult.Prepared();
            });
            case Step.SubmitJob submit -> finish(step, submit(submit, random));
            case Step.LookUpJob lookUp -> finish(step, lookUp(lookUp, random));
            case Step.CancelAtPrinter cancel -> finish(step, cancel(cancel, random));
        }
    }

    private StepResult submit(Step.SubmitJob submit, Random random) {
        if (!held.isEmpty() && !held.contains(submit.job())) {
            violations.add("submitted " + submit.job() + " while the printer holds " + held);
        }
        return switch (random.nextInt(7)) {
            case 0 -> submission(StepResult.Submission.Kind.DEFERRED, null, null);
            case 1 -> submission(StepResult.Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER);
            case 2 -> submission(StepResult.Submission.Kind.UNKNOWN, "RESET", null);
            case 3 -> {
                held.add(submit.job());
                yield random.nextBoolean()
                        ? submission(StepResult.Submission.Kind.UNKNOWN, "RESET", null)
                        : new StepResult.Failed("TIMEOUT");
            }
            case 4 -> {
                held.add(submit.job());
                yield submission(StepResult.Submission.Kind.ACCEPTED, null, null);
            }
            default -> {
                held.add(submit.job());
                yield submission(StepResult.Submission.Kind.RECEIVED, null, null);
            }
        };
    }

    private StepResult lookUp(Step.LookUpJob lookUp, Random random) {
        if (random.nextInt(3) == 0) {
            return new StepResult.LookedUp(StepResult.LookedUp.Kind.UNDECIDED, "BUSY", null);
        }
        if (!held.contains(lookUp.job())) {
            return new StepResult.LookedUp(StepResult.LookedUp.Kind.NOT_THERE, null, null);
        }
        return new StepResult.LookedUp(
                random.nextBoolean() ? StepResult.LookedUp.Kind.ACCEPTED : StepResult.LookedUp.Kind.RECEIVED, null, "P-1");
    }

    private StepResult cancel(Step.CancelAtPrinter cancel, Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> {
                held.remove(cancel.job());
                yield new StepResult.CancelAnswer(StepResult.CancelAnswer.Kind.AGREED, null);
            }
            case 1 -> new StepResult.CancelAnswer(StepResult.CancelAnswer.Kind.ASKED, null);
            case 2 -> new StepResult.CancelAnswer(StepResult.CancelAnswer.Kind.REFUSED, "IN_PRODUCTION");
            default -> new StepResult.CancelAnswer(StepResult.CancelAnswer.Kind.UNDECIDED, "BUSY");
        };
    }

    static StepResult.Submission submission(StepResult.Submission.Kind kind, @Nullable String code, @Nullable Fault fault) {
        return new StepResult.Submission(kind, code, fault, null, null);
    }
}
