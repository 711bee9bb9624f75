package dev.pressroom.sandbox.bench;

import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Status;
import dev.pressroom.workflows.FakeWorld;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflow.Delivery;
import dev.pressroom.workflows.OrderWorkflow.Start;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Plays the outside of one workflow from its start to its end; answers the workflow's id. */
final class Lives {

    private static final Duration WITHIN = Duration.ofMinutes(2);

    private final WorkflowClient client;
    private final ManyWorlds worlds;

    Lives(WorkflowClient client, ManyWorlds worlds) {
        this.client = client;
        this.worlds = worlds;
    }

    String nothing(String name) {
        client.newWorkflowStub(Yardstick.Nothing.class, options("nothing/" + name)).run();
        return "nothing/" + name;
    }

    String oneActivity(String name) {
        client.newWorkflowStub(Yardstick.OneActivity.class, options("activity/" + name)).run();
        return "activity/" + name;
    }

    /** One job, one parcel, no deadline fires, printed and shipped arrive together. */
    String golden(String name) {
        FakeWorld world = worlds.world(name);
        tell(name, world.placed());
        reach(name, Status.Stage.WITH_PRINTER);
        tell(name, world.printer(new PrinterEvent.JobAccepted()), world.printer(new PrinterEvent.JobPrinted()),
                world.shipped("0123456789" + name));
        reach(name, Status.Stage.SHIPPED);
        tell(name, world.delivered("0123456789" + name));
        client.newUntypedWorkflowStub(OrderWorkflow.id(name)).getResult(Void.class);
        return OrderWorkflow.id(name);
    }

    void tell(String order, Delivery... deliveries) {
        WorkflowStub workflow = client.newUntypedWorkflowStub("Order", options(OrderWorkflow.id(order)));
        workflow.signalWithStart("facts", new Object[]{List.of(deliveries)}, new Object[]{new Start(order, List.of())});
    }

    void reach(String order, Status.Stage stage) {
        until(order + " to reach " + stage, () -> Status.of(worlds.world(order).snapshot()).stage() == stage);
    }

    static void until(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + WITHIN.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("waited " + WITHIN.toSeconds() + " s for " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(OrderWorkflow.TASK_QUEUE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING).build();
    }
}
