package dev.pressroom.workflows;

import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
import dev.pressroom.orders.process.Decision;
import dev.pressroom.orders.process.Decision.Line;
import dev.pressroom.orders.process.Input;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Step;
import dev.pressroom.workflows.RecordActivities.Loaded;
import dev.pressroom.workflows.RecordActivities.Recording;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInfo;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Interprets the order process: takes in what arrived, decides, records once per wake-up, then answers commands and dispatches steps. Facts
 * go before deadlines. Steps and answers follow only what was recorded, since a workflow task may be thrown away after its local activities
 * committed.
 */
public class OrderWorkflowRun implements OrderWorkflow {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration RELEASE_CHECK = Duration.ofMinutes(1);
    private static final int LONG_HISTORY = 2_000;

    private final Steps steps = new Steps();
    private final String orderId;
    private final List<Delivery> deliveries = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final Map<String, CompletablePromise<Answer>> asking = new HashMap<>();
    private @Nullable Loaded loaded;
    private Snapshot state = Snapshot.NEW;
    private long version;
    private boolean cancelRequested;
    private boolean newerRules;
    private @Nullable Instant timerAt;
    private @Nullable CancellationScope timer;
    private @Nullable String lastProblem;
    /** By job, of this run; the record knows all. */
    private final Map<Integer, String> choices = new HashMap<>();

    @WorkflowInit
    public OrderWorkflowRun(Start start) {
        this.orderId = start.orderId();
        deliveries.addAll(start.carried());
    }

    @Override
    public void run(Start start) {
        // Temporal's own Cancel becomes the Cancel command: the loop itself is not cancelled with the run.
        Promise<String> cancelled = CancellationScope.current().getCancellationRequest();
        cancelled.thenApply(reason -> {
            cancelRequested = true;
            return inputs.add(new Input.Asked(new Command.Cancel("temporal/" + Workflow.getInfo().getRunId())));
        });
        Workflow.newDetachedCancellationScope(this::live).run();
    }

    @Override
    public void facts(List<Delivery> batch) {
        deliveries.addAll(batch);
        if (batch.isEmpty()) {
            inputs.add(new Input.Tick());
        }
    }

    @Override
    public Answer cancel(Command.Cancel command) {
        return ask(command);
    }

    @Override
    public void checkCancel(Command.Cancel command) {
        CommandShape.check(command);
    }

    @Override
    public Answer hold(Command.Hold command) {
        return ask(command);
    }

    @Override
    public void checkHold(Command.Hold command) {
        CommandShape.check(command);
    }

    @Override
    public Answer release(Command.Release command) {
        return ask(command);
    }

    @Override
    public void checkRelease(Command.Release command) {
        CommandShape.check(command);
    }

    @Override
    public Answer changeAddress(Command.ChangeAddress command) {
        return ask(command);
    }

    @Override
    public void checkChangeAddress(Command.ChangeAddress command) {
        CommandShape.check(command);
    }

    @Override
    public Answer reroute(Command.Reroute command) {
        return ask(command);
    }

    @Override
    public void checkReroute(Command.Reroute command) {
        CommandShape.check(command);
    }

    @Override
    public Answer reprint(Command.Reprint command) {
        return ask(command);
    }

    @Override
    public void checkReprint(Command.Reprint command) {
        CommandShape.check(command);
    }

    @Override
    public Answer retry(Command.Retry command) {
        return ask(command);
    }

    @Override
    public void checkRetry(Command.Retry command) {
        CommandShape.check(command);
    }

    @Override
    public Answer resolve(Command.Resolve command) {
        return ask(command);
    }

    @Override
    public void checkResolve(Command.Resolve command) {
        CommandShape.check(command);
    }

    private Answer ask(Command command) {
        String id = command.commandId();
        CompletablePromise<Answer> promise = asking.computeIfAbsent(id, key -> Workflow.newPromise());
        inputs.add(new Input.Asked(command));
        // The time begins when the order is known: the first update of a run comes before its load.
        Workflow.await(() -> loaded != null);
        if (Objects.requireNonNull(loaded).rules() > OrderProcess.RULES) {
            return Answer.refused("NEWER_RELEASE_NEEDED");
        }
        CancellationScope patience = Workflow.newCancellationScope(() -> Promise.anyOf(promise, Workflow.newTimer(ANSWER_WITHIN,
                TimerOptions.newBuilder().setSummary("answer to " + OrderWorkflow.update(command) + " " + id).build())).get());
        if (!promise.isCompleted()) {
            patience.run();
        }
        return promise.isCompleted() ? promise.get() : Answer.PENDING_AT_PRINTER;
    }

    @Override
    public Status status() {
        return Status.of(state);
    }

    private void live() {
        Loaded order = load();
        loaded = order;
        if (order.rules() > OrderProcess.RULES) {
            waitForTheRelease(order);
        }
        state.outstanding().forEach(this::dispatch);
        show(order);
        while (true) {
            Status status = Status.of(state);
            if (idle() && status.closed() && state.outstanding().isEmpty()) {
                if (Workflow.isEveryHandlerFinished()) {
                    return;
                }
                Workflow.await(() -> !idle() || Workflow.isEveryHandlerFinished());
                continue;
            }
            if (idle() && quiet() && (newerRules || Workflow.getInfo().getHistoryLength() > LONG_HISTORY)) {
                Workflow.continueAsNew(new Start(orderId, List.of()));
            }
            arm(status);
            Workflow.await(() -> !idle());
            if (!wakeUp(order)) {
                // Somebody else owns the order now, or a reset took us back: begin again from the record.
                beginAgain();
            }
        }
    }

    /**
     * A newer release decided on this order and this one may not: it says so, refuses commands at once, loses no fact, and looks again every
     * minute.
     */
    private void waitForTheRelease(Loaded order) {
        Workflow.setCurrentDetails(Details.newerRules(order.rules()));
        Workflow.newTimer(RELEASE_CHECK, TimerOptions.newBuilder().setSummary(Details.release(order.rules())).build()).get();
        Workflow.await(Workflow::isEveryHandlerFinished);
        beginAgain();
    }

    /** From the record, with the facts that were not applied; what the sweep sent again meanwhile is carried once. */
    private void beginAgain() {
        Map<Long, Delivery> once = new LinkedHashMap<>();
        deliveries.forEach(delivery -> once.putIfAbsent(delivery.factId(), delivery));
        Workflow.continueAsNew(new Start(orderId, List.copyOf(once.values())));
    }

    private Loaded load() {
        Loaded order = steps.record().load(orderId, runId());
        state = order.snapshot();
        version = order.version();
        return order;
    }

    private static String runId() {
        WorkflowInfo info = Workflow.getInfo();
        return info.getRunId();
    }

    private boolean idle() {
        return deliveries.isEmpty() && inputs.isEmpty();
    }

    /** The SDK ends a run that was asked to cancel as cancelled, whatever it asks for at its end: such a run cannot continue as a new one. */
    private boolean quiet() {
        return state.outstanding().isEmpty() && Workflow.isEveryHandlerFinished() && !cancelRequested;
    }

    /** One wake-up: false when the record refused it. */
    private boolean wakeUp(Loaded order) {
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        List<Delivery> heard = List.copyOf(deliveries);
        deliveries.clear();
        List<Input> asked = List.copyOf(inputs);
        inputs.clear();
        List<Step> dispatch = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        Map<String, Answer> answers = new LinkedHashMap<>();
        List<Input> all = new ArrayList<>();
        heard.forEach(delivery -> all.add(new Input.Heard(delivery.fact())));
        all.addAll(asked);
        Snapshot before = state;
        for (Input input : all) {
            Decision decision = OrderProcess.on(order.order(), order.rules(), state, input, now);
            state = decision.next();
            dispatch.addAll(decision.steps());
            lines.addAll(decision.lines());
            answers.putAll(decision.answers());
        }
        boolean nothingNew = heard.isEmpty() && lines.isEmpty() && dispatch.isEmpty() && state.equals(before);
        if (!nothingNew) {
            version++;
            Recording recording = new Recording(orderId, runId(), version, state, lines, heard.stream().map(Delivery::factId).toList(),
                    answers);
            switch (steps.record().record(recording)) {
                case DONE -> {
                }
                case DONE_NEWER_RULES -> newerRules = true;
                case STALE -> {
                    deliveries.addAll(0, heard);
                    return false;
                }
            }
        }
        answers.forEach((id, answer) -> {
            CompletablePromise<Answer> promise = asking.remove(id);
            if (promise != null) {
                promise.complete(answer);
            }
        });
        for (Line line : lines) {
            String problem = Details.problem(line);
            lastProblem = problem == null ? lastProblem : problem;
            String choice = Details.choice(line);
            if (choice != null) {
                choices.put(Objects.requireNonNull(line.job()), choice);
            }
        }
        dispatch.forEach(this::dispatch);
        show(order);
        return true;
    }

    private void dispatch(Step step) {
        steps.run(orderId, step).thenApply(result -> inputs.add(new Input.Finished(step.id(), result)));
    }

    private void show(Loaded order) {
        Status status = Status.of(state);
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        Workflow.setCurrentDetails(Details.markdown(order, state, status, lastProblem, choices, now));
        List<SearchAttributeUpdate<?>> changes = Attributes.changes(Workflow.getTypedSearchAttributes(), order, state, status, now);
        if (!changes.isEmpty()) {
            Workflow.upsertTypedSearchAttributes(changes.toArray(SearchAttributeUpdate[]::new));
        }
    }

    /** One timer at most, for the earliest deadline; when the deadline moved back, the old timer fires and is armed again. */
    private void arm(Status status) {
        Instant due = status.until();
        if (due == null || (timerAt != null && !timerAt.isAfter(due))) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        Instant now = Instant.ofEpochMilli(Workflow.currentTimeMillis());
        Duration wait = Duration.between(now, due).isNegative() ? Duration.ZERO : Duration.between(now, due);
        timerAt = due;
        timer = Workflow.newCancellationScope(
                () -> Workflow.newTimer(wait, TimerOptions.newBuilder().setSummary(Details.timer(status, wait)).build())
                        .thenApply(fired -> {
                            timerAt = null;
                            timer = null;
                            return inputs.add(new Input.Tick());
                        }));
        timer.run();
    }
}
