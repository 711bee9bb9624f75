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
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A whole print world for one order on a virtual clock: runs the decider, carries out its steps with scripted or random outcomes, and keeps
 * what really happened at the printers, to be compared with what the decider believes.
 */
final class World {

    static final Instant START = Instant.parse("2026-12-01T08:00:00Z");
    static final List<String> PRINTERS = List.of("elanders-de", "prodigi-uk", "photofinale-us");
    static final Clocks CLOCKS = new Clocks(Duration.ofMinutes(20), Duration.ofHours(24), Duration.ofHours(72), null,
            Duration.ofMinutes(10), new TreeMap<>(), null);
    static final OrderSummary ORDER = new OrderSummary("A-1", "shop", ServiceLevel.STANDARD, "DE",
            List.of(new OrderSummary.OrderedItem("book", "PHOTOBOOK-A5", 2), new OrderSummary.OrderedItem("print", "PRINT-10X15", 1)),
            START);

    Snapshot state = Snapshot.NEW;
    Instant now = START;
    final List<Decision.Line> lines = new ArrayList<>();
    final List<Step> todo = new ArrayList<>();
    final List<String> answers = new ArrayList<>();
    /** Attempts that a printer really holds and means to make. */
    final Set<JobKey> held = new TreeSet<>(Comparator.comparing(JobKey::toString));
    /** Look-ups sometimes deny what is there. */
    boolean lies;
    private final int rules;
    /** Attempts that a printer denied and held all the same: nothing protects from that before the printer speaks of them. */
    final Set<JobKey> denied = new TreeSet<>(Comparator.comparing(JobKey::toString));
    /** Of these those that it spoke of since it denied them last. */
    final Set<JobKey> owned = new HashSet<>();
    final Set<JobKey> everHeld = new TreeSet<>(Comparator.comparing(JobKey::toString));
    final List<String> violations = new ArrayList<>();
    private final Histories.Wire wire;
    private final Map<String, Asked> asked = new HashMap<>();
    private int keys;

    /** @param jobs how many there were when it was asked */
    private record Asked(Command command, int jobs) {}

    World() {
        this(OrderProcess.RULES);
    }

    World(int rules) {
        this(rules, Histories.Wire.NONE);
    }

    /** @param wire between any two decisions the state and the next input go through it */
    World(int rules, Histories.Wire wire) {
        this.rules = rules;
        lies = rules >= 4;
        this.wire = wire;
    }

    Decision give(Input given) {
        Input input = wire.through(given);
        state = wire.through(state);
        Decision decision = OrderProcess.on(ORDER, rules, state, input, now);
        // Now and then: it costs as much as the decision itself.
        if (keys++ % 8 == 0 && !OrderProcess.on(ORDER, rules, state, input, now).equals(decision)) {
            violations.add("not deterministic for " + input);
        }
        state = decision.next();
        todo.addAll(decision.steps());
        decision.steps().forEach(step -> {
            if (step instanceof Step.SubmitJob submit) {
                neverTwice(submit, key -> !denied.contains(key) || owned.contains(key));
            }
        });
        lines.addAll(decision.lines());
        if (input instanceof Input.Asked(Command command)) {
            asked.putIfAbsent(command.commandId(), new Asked(command, state.jobs().size()));
        }
        decision.answers().forEach((id, answer) -> {
            answers.add(id + ":" + answer.kind() + ":" + answer.code());
            checkAnswer(id, answer);
        });
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

    /** Who is told that something is cancelled may rely on it. */
    private void checkAnswer(String id, Answer answer) {
        if (rules >= 4 && answer.equals(Answer.CANCELLED) && asked.get(id).command() instanceof Command.Cancel cancel) {
            state.jobs().stream().filter(job -> job.number() <= asked.get(id).jobs())
                    .filter(job -> (cancel.job() == 0 || cancel.job() == job.number()) && !job.over()).findFirst()
                    .ifPresent(job -> violations.add(id + " is told that job " + job.number() + " is cancelled, it is not: " + job));
        }
    }

    private void check() {
        for (Job job : state.jobs()) {
            long live = job.attempts().stream().filter(Attempt::live).count();
            if (live > 1) {
                violations.add("two live attempts of job " + job.number());
            }
            if (rules >= 4 && keys % 8 == 0 && job.withdrawal() != null && !state.busyAtPrinter(job)) {
                Command.Resolve person = new Command.Resolve("person", job.number(), Command.Resolve.How.NOT_AT_PRINTER);
                Decision decision = OrderProcess.on(ORDER, rules, state, new Input.Asked(person), now);
                if (decision.answers().get("person").kind() != Answer.Kind.DONE
                        || decision.next().pending().size() > state.pending().size()) {
                    violations.add("nobody can end what is asked of job " + job.number() + ": " + decision.answers());
                }
            }
            for (ItemQuantity item : job.items()) {
                if (job.shipped(item.item()) + job.dropped(item.item()) > item.quantity()) {
                    violations.add("shipped and cancelled more than ordered of " + item.item());
                }
            }
        }
        for (OrderSummary.OrderedItem item : ORDER.items()) {
            int first = state.jobs().stream().filter(job -> job.reprintOf() == 0).mapToInt(job -> job.ordered(item.itemId())).sum();
            if (first > item.quantity()) {
                violations.add("jobs hold " + first + " of " + item.itemId() + ", ordered are " + item.quantity());
            }
        }
        for (Pending pending : state.pending()) {
            if (pending.jobs().isEmpty()) {
                violations.add("nobody answers " + pending);
            }
        }
        Status status = status();
        boolean awaited = !state.outstanding().isEmpty() || status.until() != null;
        if (state.placed() && !status.closed() && status.attention() == null && !awaited) {
            violations.add("silent: " + status + " in " + state);
        }
        Instant until = status.until();
        if (until != null && !until.isAfter(now)) {
            // a deadline that lies behind must be acted on by the next tick, or the timer would spin
            Decision next = OrderProcess.on(ORDER, rules, state, new Input.Tick(), now);
            Instant then = Status.of(next.next()).until();
            if (next.steps().isEmpty() && then != null && !then.isAfter(now)) {
                violations.add("a passed deadline leads to nothing: " + status + " in " + state);
            }
        }
    }

    /** Carries out one outstanding step with a random outcome that the real world could give. */
    void carryOut(Step step, Random random) {
        switch (step) {
            case Step.CheckArtwork check -> finish(step, random.nextBoolean()
                    ? new StepResult.Prepared()
                    : new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, "photo 1"));
            case Step.ChoosePrinter choose -> finish(step, choose(choose, random));
            case Step.PrepareArtwork prepare -> finish(step, switch (random.nextInt(8)) {
                case 0 -> new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, "photo 1");
                case 1 -> new StepResult.NotPrepared(AttentionCode.ARTWORK_REFUSED, "photo 1");
                case 2 -> new StepResult.Failed("TIMEOUT");
                default -> new StepResult.Prepared();
            });
            case Step.SubmitJob submit -> finish(step, submit(submit, random));
            case Step.LookUpJob lookUp -> finish(step, lookUp(lookUp, random));
            case Step.CancelAtPrinter cancel -> finish(step, cancel(cancel, random));
            case Step.ReaddressJob readdress -> finish(step, new StepResult.CancelAnswer(
                    StepResult.CancelAnswer.Kind.values()[random.nextInt(4)], "BUSY"));
        }
    }

    static StepResult choose(Step.ChoosePrinter choose, Random random) {
        List<String> left = new ArrayList<>(choose.only() == null ? PRINTERS : List.of(choose.only()));
        left.removeAll(choose.without());
        if (left.isEmpty() || random.nextInt(8) == 0) {
            return new StepResult.NoPrinter("NONE_FITS");
        }
        Collections.shuffle(left, random);
        if (choose.job() == 0 && left.size() > 1 && choose.items().size() > 1 && random.nextInt(3) == 0) {
            return new StepResult.Chosen(List.of(new StepResult.Assignment(left.get(0), choose.items().subList(0, 1), CLOCKS),
                    new StepResult.Assignment(left.get(1), choose.items().subList(1, choose.items().size()), CLOCKS)));
        }
        return new StepResult.Chosen(List.of(new StepResult.Assignment(left.getFirst(), choose.items(), CLOCKS)));
    }

    private void hold(JobKey job) {
        held.add(job);
        everHeld.add(job);
    }

    private void neverTwice(Step.SubmitJob submit, Predicate<JobKey> known) {
        held.stream().filter(key -> key.job() == submit.job().job() && !key.equals(submit.job()) && known.test(key)).findFirst()
                .ifPresent(key -> violations.add("submitted " + submit.job() + " while a printer holds " + key));
    }

    private StepResult submit(Step.SubmitJob submit, Random random) {
        neverTwice(submit, key -> !denied.contains(key));
        return switch (random.nextInt(7)) {
            case 0 -> submission(StepResult.Submission.Kind.DEFERRED, null, null);
            case 1 -> submission(StepResult.Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER);
            case 2 -> submission(StepResult.Submission.Kind.UNKNOWN, "RESET", null);
            case 3 -> {
                hold(submit.job());
                yield random.nextBoolean()
                        ? submission(StepResult.Submission.Kind.UNKNOWN, "RESET", null)
                        : new StepResult.Failed("TIMEOUT");
            }
            case 4 -> {
                hold(submit.job());
                yield submission(StepResult.Submission.Kind.ACCEPTED, null, null);
            }
            default -> {
                hold(submit.job());
                yield submission(StepResult.Submission.Kind.RECEIVED, null, null);
            }
        };
    }

    private StepResult lookUp(Step.LookUpJob lookUp, Random random) {
        if (random.nextInt(3) == 0) {
            return new StepResult.LookedUp(StepResult.LookedUp.Kind.UNDECIDED, "BUSY", null);
        }
        if (held.contains(lookUp.job()) && lies && random.nextInt(6) == 0) {
            // It stores late, or its staff mend by hand what it refused.
            denied.add(lookUp.job());
            owned.remove(lookUp.job());
            return new StepResult.LookedUp(random.nextBoolean() ? StepResult.LookedUp.Kind.NOT_THERE : StepResult.LookedUp.Kind.REJECTED,
                    "DENIED", null);
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
