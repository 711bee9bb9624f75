package dev.pressroom.app.relay;

import dev.pressroom.orders.process.Answer;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.storage.record.OrderRecord.Summary;
import dev.pressroom.workflows.Attributes;
import dev.pressroom.workflows.Details;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflow.Ask;
import dev.pressroom.workflows.OrderWorkflow.Delivery;
import dev.pressroom.workflows.OrderWorkflow.Start;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The workflows of orders, as seen from outside: always started along, since a closed order hears late facts and commands too. */
public final class OrderRuns {

    private final WorkflowClient client;
    private final OrderRecord record;

    public OrderRuns(WorkflowClient client, OrderRecord record) {
        this.client = client;
        this.record = record;
    }

    /** Signals the batch, starting a run if none is running. Throws when Temporal could not take it. */
    public void tell(String orderId, List<Delivery> batch) {
        client.newUntypedWorkflowStub("Order", options(orderId)).signalWithStart("facts", new Object[]{batch},
                new Object[]{new Start(orderId, List.of())});
    }

    /** Starts a run if none is running; it goes on from the record. */
    public void resume(String orderId) {
        WorkflowClient.start(client.newWorkflowStub(OrderWorkflow.class, options(orderId))::run, new Start(orderId, List.of()));
    }

    /** Asks and waits for the answer. */
    public Answer cancel(String orderId, String commandId) {
        OrderWorkflow workflow = client.newWorkflowStub(OrderWorkflow.class, options(orderId));
        return WorkflowClient.executeUpdateWithStart(workflow::cancel, new Ask(commandId),
                UpdateOptions.<Answer>newBuilder().setUpdateId(commandId).setWaitForStage(WorkflowUpdateStage.COMPLETED).build(),
                new WithStartWorkflowOperation<>(workflow::run, new Start(orderId, List.of())));
    }

    /** Ids of the orders that have a running workflow. */
    public Set<String> running() {
        Set<String> ids = new HashSet<>();
        client.listExecutions("WorkflowType = 'Order' AND ExecutionStatus = 'Running'")
                .forEach(execution -> ids.add(execution.getExecution().getWorkflowId().substring(OrderWorkflow.id("").length())));
        return ids;
    }

    private WorkflowOptions options(String orderId) {
        Summary summary = record.summary(orderId).orElseThrow(
                () -> new IllegalArgumentException("order " + orderId + " is not in the record; place it before telling facts of it"));
        return WorkflowOptions.newBuilder().setWorkflowId(OrderWorkflow.id(orderId)).setTaskQueue(OrderWorkflow.TASK_QUEUE)
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
                .setWorkflowTaskTimeout(Duration.ofSeconds(10)).setStaticSummary(Details.summary(summary.order()))
                .setTypedSearchAttributes(Attributes.atStart(summary.order(), summary.stage(), summary.attention())).build();
    }
}
