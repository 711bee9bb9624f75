package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.OrderWorkflow;
import io.temporal.api.batch.v1.BatchOperationSignal;
import io.temporal.api.batch.v1.BatchOperationTermination;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.BatchOperationState;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflowservice.v1.DescribeBatchOperationRequest;
import io.temporal.api.workflowservice.v1.ResetWorkflowExecutionRequest;
import io.temporal.api.workflowservice.v1.StartBatchOperationRequest;
import io.temporal.api.workflowservice.v1.WorkflowServiceGrpc.WorkflowServiceBlockingStub;
import io.temporal.client.WorkflowExecutionMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever operators do in Temporal itself, every order of this class is printed and delivered once; that is waited for after the last test. */
@ExtendWith(SharedWorld.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OperatorsIT {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final World world;
    private final List<String> orders = new ArrayList<>();

    OperatorsIT(World world) {
        this.world = world;
    }

    @AfterAll
    void everyOrderIsDeliveredOnce() {
        world.awaitDelivered(orders, Duration.ofMinutes(4));
        assertThat(world.tally(orders).lastLine(false)).isEqualTo("delivered " + orders.size() + ", lost 0, doubled 0, silent 0");
        orders.forEach(order -> World.await(order + " is found by its stage", SOON,
                () -> world.sandbox.workflows()
                        .countWorkflows("WorkflowId = '" + OrderWorkflow.id(order) + "' AND OrderStage = 'DELIVERED'").getCount() > 0));
    }

    @Test
    void temporalsOwnCancelCancelsAtThePrinter() {
        world.sandbox.partners().printer("prodigi-uk").nextJobTakesItsTime();
        String order = atPrinter("cancelled-in-temporal");
        orders.remove(order);
        world.sandbox.workflows().newUntypedWorkflowStub(OrderWorkflow.id(order)).cancel();
        World.await(order + " is cancelled", SOON, () -> world.stage(order).equals("CANCELLED"));
        assertThat(world.received("prodigi-uk", order)).singleElement().satisfies(job -> assertThat(job.cancelled()).isTrue());
        assertThat(world.timeline(order)).contains("CANCEL_ASKED", "CANCELLED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"to its first task", "to the task that submitted"})
    void printsOnceWhatIsResetPastItsSubmit(String how) {
        String order = atPrinter("reset-" + (how.startsWith("to its") ? 1 : 2));
        List<HistoryEvent> events = world.sandbox.workflows().fetchHistory(OrderWorkflow.id(order)).getEvents();
        long first = events.stream().filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED)
                .mapToLong(HistoryEvent::getEventId).findFirst().orElseThrow();
        long submitting = events.stream().filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                && event.getActivityTaskScheduledEventAttributes().getActivityType().getName().equals("Printer_Submit"))
                .mapToLong(event -> event.getActivityTaskScheduledEventAttributes().getWorkflowTaskCompletedEventId()).findFirst()
                .orElseThrow();
        String run = newestRun(order);
        service().resetWorkflowExecution(ResetWorkflowExecutionRequest.newBuilder().setNamespace("default")
                .setWorkflowExecution(WorkflowExecution.newBuilder().setWorkflowId(OrderWorkflow.id(order)).setRunId(run))
                .setReason("a test")
                .setWorkflowTaskFinishEventId(how.startsWith("to its") ? first : submitting).setRequestId(UUID.randomUUID().toString())
                .build());
        World.await(order + " has another run", SOON, () -> !newestRun(order).equals(run));
    }

    @Test
    void printsOnceWhatIsTerminatedByABatch() {
        List<String> some = List.of(atPrinter("batch-1"), atPrinter("batch-2"));
        String query = "ExecutionStatus = 'Running' AND WorkflowId IN ("
                + some.stream().map(order -> "'" + OrderWorkflow.id(order) + "'").collect(Collectors.joining(", ")) + ")";
        World.await("both are listed", SOON, () -> world.sandbox.workflows().countWorkflows(query).getCount() == 2
                || some.stream().anyMatch(order -> world.stage(order).equals("DELIVERED")));
        batch(StartBatchOperationRequest.newBuilder().setVisibilityQuery(query).setSignalOperation(BatchOperationSignal.newBuilder()
                .setSignal("facts").setIdentity("test").setInput(OrderJson.dataConverter().toPayloads(List.of()).orElseThrow())));
        batch(StartBatchOperationRequest.newBuilder().setVisibilityQuery(query)
                .setTerminationOperation(BatchOperationTermination.newBuilder().setIdentity("test")));
        World.await("each was terminated, or had ended", SOON, () -> some.stream().allMatch(order -> world.stage(order).equals("DELIVERED")
                || world.sandbox.workflows()
                        .listExecutions("WorkflowId = '" + OrderWorkflow.id(order) + "' AND ExecutionStatus = 'Terminated'")
                        .findAny().isPresent()));
    }

    @Test
    void everyQueryThatTheManualGivesIsUnderstood() throws IOException {
        String manual = Files.readString(World.ROOT.resolve("docs/operators.md"));
        List<String> queries = Pattern.compile("(?m)^\\| [^|]+ \\| `([^`]+ (?:=|<|!=) [^`]+)` \\|").matcher(manual).results()
                .map(match -> match.group(1)).toList();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(5);
        assertThat(queries)
                .allSatisfy(query -> assertThat(world.sandbox.workflows().countWorkflows(query).getCount()).as(query).isNotNegative());
    }

    /** The server runs one batch at a time. */
    private void batch(StartBatchOperationRequest.Builder request) {
        String id = UUID.randomUUID().toString();
        service().startBatchOperation(request.setNamespace("default").setJobId(id).setReason("a test").build());
        World.await("the batch is done", SOON, () -> service()
                .describeBatchOperation(DescribeBatchOperationRequest.newBuilder().setNamespace("default").setJobId(id).build())
                .getState() == BatchOperationState.BATCH_OPERATION_STATE_COMPLETED);
    }

    private String atPrinter(String name) {
        String order = world.placeAt("prodigi-uk", name);
        orders.add(order);
        World.await(order + " at its printer", SOON, () -> world.count(
                "SELECT count(*) FROM pressroom.attempts WHERE order_id = ? AND state IN ('ACCEPTED', 'RECEIVED')", order) == 1);
        return order;
    }

    private String newestRun(String order) {
        return world.sandbox.workflows().listExecutions("WorkflowId = '" + OrderWorkflow.id(order) + "'")
                .max((a, b) -> a.getStartTime().compareTo(b.getStartTime())).map(WorkflowExecutionMetadata::getExecution)
                .map(WorkflowExecution::getRunId).orElse("");
    }

    private WorkflowServiceBlockingStub service() {
        return world.sandbox.workflows().getWorkflowServiceStubs().blockingStub();
    }
}
