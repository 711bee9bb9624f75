package dev.pressroom.app.relay;

import dev.pressroom.app.tracing.OrderTrace;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
import dev.pressroom.storage.inbox.FactRelay;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.storage.record.OrderRecord.Summary;
import dev.pressroom.workflows.Attributes;
import dev.pressroom.workflows.Details;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflow.Delivery;
import dev.pressroom.workflows.OrderWorkflow.Start;
import io.opentelemetry.api.trace.SpanKind;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The workflows of orders, as seen from outside: always started along, since a closed order hears late facts and commands too. */
public final class OrderRuns implements FactRelay.Taker {

    /** How long a call is waited for. Shorter than the relay's lease, and than a caller's patience: the client itself would try for a minute. */
    public static final Duration PATIENCE = Duration.ofSeconds(12);

    /** Of the relay, of the sweeps, and as many of people's commands. */
    public static final int CALLS_AT_ONCE = 16;
    private static final int CALLERS = 3 * CALLS_AT_ONCE;
    private static final int ASKED_AT_ONCE = 100;

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS,
            Thread.ofPlatform().name("temporal-calls-", 0).daemon().factory());
    private final WorkflowClient client;
    private final OrderRecord record;

    public OrderRuns(WorkflowClient client, OrderRecord record) {
        this.client = client;
        this.record = record;
    }

    /** Signals an order's facts, starting a run if none is running. Throws when Temporal could not take them. */
    @Override
    public FactRelay.Hand ready(Collection<String> orders) {
        Map<String, Summary> known = record.summaries(orders);
        return (orderId, facts) -> {
            WorkflowOptions options = options(orderId, known.get(orderId));
            List<Delivery> batch = facts.stream().map(fact -> new Delivery(fact.factId(), OrderJson.read(fact.payload(), Fact.class)))
                    .toList();
            OrderTrace.span(orderId, "relay " + batch.size() + " facts", SpanKind.PRODUCER,
                    () -> patiently(() -> signal(orderId, options, batch)));
        };
    }

    private WorkflowExecution signal(String orderId, WorkflowOptions options, List<Delivery> batch) {
        return client.newUntypedWorkflowStub("Order", options).signalWithStart("facts", new Object[]{batch},
                new Object[]{new Start(orderId, List.of())});
    }

    /**
     * Has orders look at their deadlines now, starting a run of those that have none: a batch without facts. Answers which were told; ends early
     * when Temporal takes none.
     */
    public List<String> wake(List<String> orders) {
        List<String> told = new ArrayList<>();
        try {
            for (int from = 0, before = -1; from < orders.size() && told.size() > before; from += CALLS_AT_ONCE) {
                before = told.size();
                List<Callable<String>> calls = orders.subList(from, Math.min(orders.size(), from + CALLS_AT_ONCE)).stream()
                        .map(order -> (Callable<String>) () -> {
                            signal(order, options(order), List.of());
                            return order;
                        }).toList();
                for (Future<String> call : callers.invokeAll(calls, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                    if (call.state() == Future.State.SUCCESS) {
                        told.add(call.resultNow());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return told;
    }

    /** Starts a run if none is running; it goes on from the record. */
    public void resume(String orderId) {
        WorkflowClient.start(client.newWorkflowStub(OrderWorkflow.class, options(orderId))::run, new Start(orderId, List.of()));
    }

    /** Asks and waits for the answer. */
    public Answer ask(String orderId, Command command) {
        WorkflowStub workflow = client.newUntypedWorkflowStub("Order", options(orderId));
        UpdateOptions<Answer> update = UpdateOptions.newBuilder(Answer.class).setUpdateName(OrderWorkflow.update(command))
                .setUpdateId(command.commandId()).setWaitForStage(WorkflowUpdateStage.COMPLETED).build();
        return patiently(() -> workflow.executeUpdateWithStart(update, new Object[]{command}, new Object[]{new Start(orderId, List.of())}));
    }

    /** The client itself would try for a minute, and a deadline of the calling thread does not reach it. */
    private <T> T patiently(Callable<T> call) {
        Future<T> result = callers.submit(call);
        try {
            return result.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            result.cancel(true);
            throw new TemporalAway("no answer within " + PATIENCE.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new TemporalAway(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TemporalAway("interrupted", e);
        }
    }

    /** Temporal did not take a call, or its answer did not come in time: it may have been taken. */
    public static final class TemporalAway extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TemporalAway(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Which of the orders have a running workflow. */
    public Set<String> running(Collection<String> orders) {
        Set<String> ids = new HashSet<>();
        List<String> all = List.copyOf(orders);
        for (int from = 0; from < all.size(); from += ASKED_AT_ONCE) {
            // An order's id has no quote: OrderIds.RULE.
            String asked = all.subList(from, Math.min(all.size(), from + ASKED_AT_ONCE)).stream()
                    .map(order -> "'" + OrderWorkflow.id(order) + "'").collect(Collectors.joining(", "));
            client.listExecutions("ExecutionStatus = 'Running' AND WorkflowId IN (" + asked + ")")
                    .forEach(execution -> ids.add(execution.getExecution().getWorkflowId().substring(OrderWorkflow.id("").length())));
        }
        return ids;
    }

    private WorkflowOptions options(String orderId) {
        return options(orderId, record.summary(orderId).orElse(null));
    }

    private static WorkflowOptions options(String orderId, @Nullable Summary summary) {
        if (summary == null) {
            throw new IllegalArgumentException("order " + orderId + " is not in the record; place it before telling facts of it");
        }
        return WorkflowOptions.newBuilder().setWorkflowId(OrderWorkflow.id(orderId)).setTaskQueue(OrderWorkflow.TASK_QUEUE)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowTaskTimeout(Duration.ofSeconds(10)).setStaticSummary(Details.summary(summary.order()))
                .setTypedSearchAttributes(Attributes.atStart(summary.order(), summary.stage(), summary.attention())).build();
    }
}
