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
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerLostIT {

    private static final String ID = OrderWorkflow.id("A-1234");
    private static final Duration SOON = Duration.ofMinutes(1);

    private final Layout layout = World.layout();
    private TemporalServer server;
    private WorkflowServiceStubs stubs;
    private WorkflowClient client;

    WorkerLostIT() throws IOException {
        // what a field's initialiser may throw
    }

    @BeforeAll
    void start() {
        server = TemporalServer.start(layout, System.out::println);
        stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(Layout.HOST + ":" + layout.temporal()).build());
        client = WorkflowClient.newInstance(stubs, WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build());
    }

    @AfterAll
    void stop() {
        stubs.shutdownNow();
        server.close();
    }

    @Test
    void submitsOnceWhenTheWorkerIsLostBetweenTheSubmitsEndAndTheNextTask() {
        FakeWorld world = FakeWorld.golden("A-1234");
        CountDownLatch submitMayEnd = new CountDownLatch(1);
        WorkerFactory printers = WorkerFactory.newInstance(client,
                WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new EndsLater(submitMayEnd)).build());
        printers.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(world);
        printers.start();
        WorkerFactory lost = orders(client, world);
        WorkerFactory next = orders(client, world);
        try {
            lost.start();
            tell(client, world, world.placed());
            World.await("submitted", SOON, () -> world.submitted.size() == 1);
            lost.shutdownNow();
            lost.awaitTermination(10, TimeUnit.SECONDS);
            submitMayEnd.countDown();
            World.await("the submit's end is in the history", SOON, () -> completed(client) >= 1);
            assertThat(Status.of(world.snapshot()).stage()).as("not seen yet").isEqualTo(Status.Stage.SUBMITTING);
            next.start();
            World.await("with the printer", SOON, () -> Status.of(world.snapshot()).stage() == Status.Stage.WITH_PRINTER);
            tell(client, world, world.printer(new PrinterEvent.JobAccepted()), world.shipped("01234567890123"),
                    world.delivered("01234567890123"));
            client.newUntypedWorkflowStub(ID).getResult(Void.class);
            assertThat(world.submitted).hasSize(1);
            assertThat(Status.of(world.snapshot()).stage()).isEqualTo(Status.Stage.DELIVERED);
        } finally {
            lost.shutdownNow();
            next.shutdownNow();
            printers.shutdownNow();
        }
    }

    /** A task that ends the workflow is thrown away when a signal comes meanwhile, after its local activity has committed. */
    @Test
    void losesNoFactThatComesWhileTheOrderCloses() {
        FakeWorld world = FakeWorld.golden("A-5678");
        WorkerFactory workers = orders(client, world);
        workers.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(world);
        workers.start();
        try {
            tell(client, world, world.placed());
            World.await("with the printer", SOON, () -> Status.of(world.snapshot()).stage() == Status.Stage.WITH_PRINTER);
            tell(client, world, world.shipped("0001"), world.delivered("0001"));
            long told = 3;
            for (int n = 0; n < 60; n++) {
                // Each wakes the delivered order, which closes at once; the next comes while it does.
                tell(client, world, world.printer(new PrinterEvent.Unmapped("late " + n)));
                told++;
            }
            long all = told;
            World.await("each of " + all + " facts applied", SOON, () -> world.applied().size() == all);
            assertThat(Status.of(world.snapshot()).stage()).isEqualTo(Status.Stage.DELIVERED);
            assertThat(world.submitted).hasSize(1);
        } finally {
            workers.shutdownNow();
        }
    }

    private static WorkerFactory orders(WorkflowClient client, FakeWorld world) {
        WorkerFactory factory = WorkerFactory.newInstance(client);
        Worker worker = factory.newWorker(OrderWorkflow.TASK_QUEUE);
        worker.registerWorkflowImplementationTypes(OrderWorkflowRun.class);
        worker.registerActivitiesImplementations(world);
        return factory;
    }

    private static long completed(WorkflowClient client) {
        List<Long> submits = client.fetchHistory(ID).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                        && event.getActivityTaskScheduledEventAttributes().getActivityType().getName().equals("Printer_Submit"))
                .map(event -> event.getEventId()).toList();
        return client.fetchHistory(ID).getEvents().stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
                        && submits.contains(event.getActivityTaskCompletedEventAttributes().getScheduledEventId()))
                .count();
    }

    private static void tell(WorkflowClient client, FakeWorld world, Delivery... deliveries) {
        WorkflowStub workflow = client.newUntypedWorkflowStub("Order", WorkflowOptions.newBuilder()
                .setWorkflowId(OrderWorkflow.id(world.order.orderId())).setTaskQueue(OrderWorkflow.TASK_QUEUE).build());
        workflow.signalWithStart("facts", new Object[]{List.of(deliveries)}, new Object[]{new Start(world.order.orderId(), List.of())});
    }

    /** An activity that has done its work and whose answer waits. */
    private static final class EndsLater extends WorkerInterceptorBase {

        private final CountDownLatch mayEnd;

        EndsLater(CountDownLatch mayEnd) {
            this.mayEnd = mayEnd;
        }

        @Override
        public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
            return new ActivityInboundCallsInterceptorBase(next) {
                @Override
                public ActivityOutput execute(ActivityInput input) {
                    ActivityOutput output = super.execute(input);
                    try {
                        assertThat(mayEnd.await(1, TimeUnit.MINUTES)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return output;
                }
            };
        }
    }
}
