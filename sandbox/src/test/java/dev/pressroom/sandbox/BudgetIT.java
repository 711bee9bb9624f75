package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Status;
import dev.pressroom.workflows.FakeWorld;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflow.Delivery;
import dev.pressroom.workflows.OrderWorkflow.Start;
import dev.pressroom.workflows.OrderWorkflowRun;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the golden path costs on the real server: one job, one parcel, no deadline fires, printed and shipped arrive together. */
class BudgetIT {

    private static final int ACTIONS = 16;
    private static final int EVENTS = 46;
    private static final int BYTES = 20 * 1024;

    @Test
    void theGoldenPathStaysWithinItsBudget() throws IOException {
        FakeWorld world = FakeWorld.golden("A-1234");
        Layout layout = World.layout();
        try (TemporalServer _ = TemporalServer.start(layout, System.out::println)) {
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder().setTarget(Layout.HOST + ":" + layout.temporal()).build());
            WorkflowClient client = WorkflowClient.newInstance(stubs,
                    WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).setIdentity("test").build());
            WorkerFactory workers = WorkerFactory.newInstance(client);
            Worker orders = workers.newWorker(OrderWorkflow.TASK_QUEUE);
            orders.registerWorkflowImplementationTypes(OrderWorkflowRun.class);
            orders.registerActivitiesImplementations(world);
            workers.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(world);
            workers.start();
            try {
                tell(client, world, world.placed());
                reach(world, Status.Stage.WITH_PRINTER);
                tell(client, world, world.printer(new PrinterEvent.JobAccepted()), world.printer(new PrinterEvent.JobPrinted()),
                        world.shipped("01234567890123"));
                reach(world, Status.Stage.SHIPPED);
                tell(client, world, world.delivered("01234567890123"));
                String id = OrderWorkflow.id(world.order.orderId());
                client.newUntypedWorkflowStub(id).getResult(Void.class);
                History history = History.of(client, id);
                System.out.printf("golden path: actions %d, events %d, history %.1f KB%n", history.actions(), history.events(),
                        history.bytes() / 1024.0);
                Files.writeString(layout.state().resolve("golden.json"), client.fetchHistory(id).toJson(true));
                assertThat(history.actions()).isLessThanOrEqualTo(ACTIONS);
                assertThat(history.events()).isLessThanOrEqualTo(EVENTS);
                assertThat(history.bytes()).isLessThanOrEqualTo(BYTES);
            } finally {
                workers.shutdownNow();
                stubs.shutdownNow();
            }
        }
    }

    private static void tell(WorkflowClient client, FakeWorld world, Delivery... deliveries) {
        WorkflowStub workflow = client.newUntypedWorkflowStub("Order",
                WorkflowOptions.newBuilder().setWorkflowId(OrderWorkflow.id(world.order.orderId())).setTaskQueue(OrderWorkflow.TASK_QUEUE)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING).build());
        workflow.signalWithStart("facts", new Object[]{List.of(deliveries)}, new Object[]{new Start(world.order.orderId(), List.of())});
    }

    private static void reach(FakeWorld world, Status.Stage stage) {
        World.await(stage.name(), Duration.ofMinutes(1), () -> Status.of(world.snapshot()).stage() == stage);
    }
}
