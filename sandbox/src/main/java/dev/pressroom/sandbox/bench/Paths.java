package dev.pressroom.sandbox.bench;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Command;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Status.Stage;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.workflows.FakeWorld;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflow.Start;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowUpdateStage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Orders that leave the golden path, each a whole life in one run of its workflow. */
final class Paths {

    /** How long the two paths last that have to wait for a clock. */
    private static final Duration WAIT = Duration.ofSeconds(1);

    private final WorkflowClient client;
    private final ManyWorlds worlds;
    private final Lives lives;

    Paths(WorkflowClient client, ManyWorlds worlds, Lives lives) {
        this.client = client;
        this.worlds = worlds;
        this.lives = lives;
    }

    /** By name; each plays the life of the order of that id and answers the workflow's id. */
    Map<String, UnaryOperator<String>> all() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        all.put("grace window, 1 s", this::grace);
        all.put("a deadline fires, 1 s", this::deadline);
        all.put("split", this::split);
        all.put("failover", this::failover);
        all.put("cancel at the printer", this::cancel);
        all.put("reprint", this::reprint);
        return all;
    }

    /** It may be changed freely for a second; then the golden path. */
    private String grace(String order) {
        FakeWorld world = worlds.world(order);
        lives.tell(order, world.placed(WAIT));
        lives.reach(order, Stage.WITH_PRINTER);
        require(world.checked == 1, order + " had no time in which it could be changed");
        return made(order, 1, 1);
    }

    /** The printer does not accept in time and is looked up: it has accepted meanwhile. */
    private String deadline(String order) {
        FakeWorld world = worlds.world(order);
        world.choices.add(new StepResult.Chosen(List.of(new StepResult.Assignment("elanders-de", List.of(new ItemQuantity("1", 1)),
                new Clocks(WAIT, Duration.ofDays(3), Duration.ofDays(7))))));
        world.lookUps.add(new StepResult.LookedUp(StepResult.LookedUp.Kind.ACCEPTED, null, "P-77"));
        lives.tell(order, world.placed());
        Lives.until("the look-up of " + order,
                () -> !world.snapshot().jobs().isEmpty() && world.snapshot().jobs().getFirst().attempt().accepted());
        return made(order, 1, 1);
    }

    /** Two items, each at a printer of its own, in a parcel of its own. */
    private String split(String order) {
        FakeWorld world = worlds.worldOfTwo(order);
        world.choices.add(new StepResult.Chosen(List.of(world.assignment("elanders-de", new ItemQuantity("1", 1)),
                world.assignment("prodigi-uk", new ItemQuantity("2", 1)))));
        lives.tell(order, world.placed());
        lives.reach(order, Stage.WITH_PRINTER);
        shipped(order, 1, 1);
        lives.reach(order, Stage.PARTLY_SHIPPED);
        shipped(order, 2, 1);
        lives.reach(order, Stage.SHIPPED);
        lives.tell(order, world.delivered(parcel(order, 1)));
        lives.tell(order, world.delivered(parcel(order, 2)));
        return ended(order);
    }

    /** The first printer refuses, the next one makes it. */
    private String failover(String order) {
        FakeWorld world = worlds.world(order);
        world.submits.add(new StepResult.Submission(StepResult.Submission.Kind.REJECTED, "FULL", null, null, null));
        lives.tell(order, world.placed());
        lives.reach(order, Stage.WITH_PRINTER);
        require(world.submitted.size() == 2, order + " did not go to another printer");
        return made(order, 1, 2);
    }

    /** Cancelled by a command while the printer has it, and the printer agrees. */
    private String cancel(String order) {
        lives.tell(order, worlds.world(order).placed());
        lives.reach(order, Stage.WITH_PRINTER);
        ask(order, new Command.Cancel("c-1"));
        return ended(order);
    }

    /** Its parcel is lost, and it is printed again. */
    private String reprint(String order) {
        FakeWorld world = worlds.world(order);
        lives.tell(order, world.placed());
        lives.reach(order, Stage.WITH_PRINTER);
        shipped(order, 1, 1);
        lives.reach(order, Stage.SHIPPED);
        lives.tell(order, world.parcel(parcel(order, 1), new ParcelEvent.ParcelLost("99")));
        Lives.until(order + " to be parked", () -> Status.of(world.snapshot()).attention() != null);
        ask(order, new Command.Reprint("p-1", 1, Command.Reprint.Why.LOST, List.of(), null));
        Lives.until("the second job of " + order + " at its printer",
                () -> world.snapshot().jobs().getLast().attempt().placement() == Placement.RECEIVED && world.submitted.size() == 2);
        return made(order, 2, 1);
    }

    private void ask(String order, Command command) {
        UpdateOptions<Answer> update = UpdateOptions.newBuilder(Answer.class).setUpdateName(OrderWorkflow.update(command))
                .setWaitForStage(WorkflowUpdateStage.COMPLETED).build();
        Answer answer = client.newUntypedWorkflowStub("Order", Lives.options(OrderWorkflow.id(order))).executeUpdateWithStart(update,
                new Object[]{command}, new Object[]{new Start(order, List.of())});
        require(answer.kind() == Answer.Kind.DONE, order + " was answered " + answer);
    }

    /** Accepted, printed and shipped in one message, then delivered. */
    private String made(String order, int job, int attempt) {
        shipped(order, job, attempt);
        lives.reach(order, Stage.SHIPPED);
        lives.tell(order, worlds.world(order).delivered(parcel(order, job)));
        return ended(order);
    }

    private void shipped(String order, int job, int attempt) {
        FakeWorld world = worlds.world(order);
        JobKey key = new JobKey(order, job, attempt);
        String parcel = parcel(order, job);
        lives.tell(order, world.printer(key, new PrinterEvent.JobAccepted()), world.printer(key, new PrinterEvent.JobPrinted()),
                world.printer(key, new PrinterEvent.ItemsShipped(parcel, "dpd", "DPD Germany", parcel)));
    }

    private static String parcel(String order, int job) {
        return "0123456789" + order + "-" + job;
    }

    private String ended(String order) {
        client.newUntypedWorkflowStub(OrderWorkflow.id(order)).getResult(Void.class);
        return OrderWorkflow.id(order);
    }

    private static void require(boolean held, String otherwise) {
        if (!held) {
            throw new IllegalStateException(otherwise + "; the machine is too busy for this benchmark, or this is a defect");
        }
    }
}
