package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Command;
import dev.pressroom.orders.process.Job;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Status.Stage;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Each path of an order's life on the in-JVM server with skipped time. With {@code -Dpressroom.record=FOLDER} the history of each is written
 * there under the path's name: so the corpus of {@link ReplayTest} is made.
 */
class PathsTest {

    private static final String TWO_ITEMS = "two-items";
    private static final String FOLDER = System.getProperty("pressroom.record");

    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                    WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).setIdentity("test").build())
            .build());
    private FakeWorld world = FakeWorld.golden("A-1");

    @BeforeEach
    void start(TestInfo test) {
        if (test.getTags().contains(TWO_ITEMS)) {
            world = FakeWorld.ofTwoItems("A-1");
        }
        Attributes.all().forEach(environment::registerSearchAttribute);
        Worker orders = environment.newWorker(OrderWorkflow.TASK_QUEUE);
        orders.registerWorkflowImplementationTypes(OrderWorkflowRun.class);
        orders.registerActivitiesImplementations(world);
        environment.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(world);
        environment.start();
    }

    @AfterEach
    void end(TestInfo test) throws IOException {
        if (FOLDER != null) {
            String name = test.getTestMethod().orElseThrow().getName().replaceAll("(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
            Files.writeString(Path.of(FOLDER, name + "-" + OrderProcess.RULES + ".json"),
                    environment.getWorkflowClient().fetchHistory(OrderWorkflow.id("A-1")).toJson(true));
        }
        environment.close();
    }

    private WorkflowStub workflow() {
        return environment.getWorkflowClient().newUntypedWorkflowStub("Order",
                WorkflowOptions.newBuilder().setWorkflowId(OrderWorkflow.id("A-1"))
                        .setTaskQueue(OrderWorkflow.TASK_QUEUE)
                        .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING).build());
    }

    private void tell(OrderWorkflow.Delivery... deliveries) {
        workflow().signalWithStart("facts", new Object[]{FakeWorld.batch(deliveries)},
                new Object[]{new OrderWorkflow.Start("A-1", List.of())});
    }

    private Answer ask(Command command) {
        return workflow().executeUpdateWithStart(
                UpdateOptions.newBuilder(Answer.class).setUpdateName(OrderWorkflow.update(command))
                        .setWaitForStage(WorkflowUpdateStage.COMPLETED).build(),
                new Object[]{command}, new Object[]{new OrderWorkflow.Start("A-1", List.of())});
    }

    private void until(String what, BooleanSupplier condition) {
        for (int i = 0; i < 500 && !condition.getAsBoolean(); i++) {
            environment.sleep(Duration.ofMillis(10));
        }
        assertThat(condition.getAsBoolean()).as("%s, is %s in %s", what, Status.of(world.snapshot()), world.snapshot()).isTrue();
    }

    private void until(Stage stage) {
        until(stage.name(), () -> Status.of(world.snapshot()).stage() == stage);
    }

    private void withPrinter() {
        tell(world.placed());
        until(Stage.WITH_PRINTER);
    }

    private void deliver(int job, int attempt, String number) {
        tell(world.printer(new JobKey("A-1", job, attempt), new PrinterEvent.ItemsShipped(number, "dpd", "DPD Germany", number)),
                world.delivered(number));
        until(Stage.DELIVERED);
    }

    private @Nullable AttentionCode attention() {
        var attention = Status.of(world.snapshot()).attention();
        return attention == null ? null : attention.code();
    }

    @Test
    void graceWindow() {
        tell(world.placed(Duration.ofMinutes(60)));
        until("the photos are checked", () -> world.checked == 1);
        environment.sleep(Duration.ofMinutes(55));
        assertThat(world.submitted).isEmpty();
        environment.sleep(Duration.ofMinutes(10));
        until(Stage.WITH_PRINTER);
        deliver(1, 1, "0001");
    }

    @Test
    void cancelInTheGraceWindow() {
        tell(world.placed(Duration.ofMinutes(60)));
        until("the photos are checked", () -> world.checked == 1);
        assertThat(ask(new Command.Cancel("c-1"))).isEqualTo(Answer.CANCELLED);
        until(Stage.CANCELLED);
        assertThat(world.submitted).isEmpty();
    }

    @Test
    void cancelAtThePrinter() {
        withPrinter();
        assertThat(ask(new Command.Cancel("c-1"))).isEqualTo(Answer.CANCELLED);
        until(Stage.CANCELLED);
    }

    @Test
    void cancelTooLate() {
        world.cancels.add(new CancelAnswer(CancelAnswer.Kind.REFUSED, "IN_PRODUCTION"));
        withPrinter();
        assertThat(ask(new Command.Cancel("c-1"))).isEqualTo(Answer.refused("IN_PRODUCTION"));
        deliver(1, 1, "0001");
    }

    @Test
    void cancelAnsweredLater() {
        world.cancels.add(new CancelAnswer(CancelAnswer.Kind.ASKED, null));
        withPrinter();
        assertThat(ask(new Command.Cancel("c-1"))).isEqualTo(Answer.PENDING_AT_PRINTER);
        tell(world.printer(new PrinterEvent.JobCancelled()));
        until(Stage.CANCELLED);
        // Whoever asks again, after the end of this run, gets that.
        assertThat(world.snapshot().answers()).containsEntry("c-1", Answer.CANCELLED);
    }

    @Test
    void holdAndRelease() {
        tell(world.placed(Duration.ofMinutes(5)));
        until("the photos are checked", () -> world.checked == 1);
        assertThat(ask(new Command.Hold("h-1"))).isEqualTo(new Answer(Answer.Kind.DONE, "HELD"));
        environment.sleep(Duration.ofHours(1));
        assertThat(attention()).isEqualTo(AttentionCode.ON_HOLD);
        assertThat(world.submitted).isEmpty();
        assertThat(ask(new Command.Release("r-1"))).isEqualTo(new Answer(Answer.Kind.DONE, "RELEASED"));
        until(Stage.WITH_PRINTER);
        deliver(1, 1, "0001");
    }

    @Test
    void addressChangedAtThePrinter() {
        world.readdresses.add(new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        withPrinter();
        assertThat(ask(new Command.ChangeAddress("a-1", 2))).isEqualTo(new Answer(Answer.Kind.DONE, "ADDRESS_CHANGED"));
        assertThat(world.snapshot().address()).isEqualTo(2);
        assertThat(ask(new Command.ChangeAddress("a-2", 3))).isEqualTo(Answer.refused("NOT_OFFERED"));
        deliver(1, 1, "0001");
    }

    @Test
    void rejectedThenMadeElsewhere() {
        world.submits.add(new Submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER, null, null));
        withPrinter();
        assertThat(world.submitted).hasSize(2);
        deliver(1, 2, "0001");
    }

    @Test
    void silentThenMadeElsewhere() {
        withPrinter();
        environment.sleep(Duration.ofHours(5));
        until("another printer has it", () -> world.submitted.size() == 2);
        deliver(1, 2, "0001");
    }

    @Test
    void pausedThenMadeElsewhere() {
        world.submits.add(new Submission(Submission.Kind.DEFERRED, "PAUSED", null, null, null));
        withPrinter();
        assertThat(world.snapshot().jobs().getFirst().attempts().getFirst().placement()).isEqualTo(Placement.NOT_RECEIVED);
        deliver(1, 2, "0001");
    }

    @Test
    void unknownThenFound() {
        world.submits.add(new Submission(Submission.Kind.UNKNOWN, "RESET", null, null, null));
        world.lookUps.add(new LookedUp(LookedUp.Kind.UNDECIDED, "BUSY", null));
        tell(world.placed());
        environment.sleep(Duration.ofMinutes(1));
        until(Stage.WITH_PRINTER);
        assertThat(world.submitted).hasSize(1);
        deliver(1, 1, "0001");
    }

    @Test
    void deferredTooLongThenMadeElsewhere() {
        world.clocks = world.clocks.with(Duration.ofMinutes(10), new TreeMap<>(), null);
        world.away.add("elanders-de");
        tell(world.placed());
        environment.sleep(Duration.ofMinutes(9));
        assertThat(world.submitted).isEmpty();
        environment.sleep(Duration.ofMinutes(10));
        until(Stage.WITH_PRINTER);
        deliver(1, 2, "0001");
    }

    @Test
    void nobodyElseThenMadeElsewhere() {
        world.submits.add(new Submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER, null, null));
        world.choices.add(new StepResult.Chosen(List.of(world.assignment("elanders-de", new ItemQuantity("1", 1)))));
        world.choices.add(new StepResult.NoPrinter("NO_OTHER_FITS"));
        tell(world.placed());
        until("nobody takes it", () -> attention() == AttentionCode.PRINTER_REJECTED);
        environment.sleep(Duration.ofMinutes(2));
        until(Stage.WITH_PRINTER);
        deliver(1, 2, "0001");
    }

    @Test
    void lateThenMadeElsewhere() {
        withPrinter();
        tell(world.printer(new PrinterEvent.JobAccepted()));
        environment.sleep(Duration.ofDays(4));
        until("another printer has it", () -> world.submitted.size() == 2);
        deliver(1, 2, "0001");
    }

    @Test
    void productionLate() {
        world.clocks = new Clocks(Duration.ofHours(4), Duration.ofDays(3), Duration.ofDays(7), Duration.ofDays(1), null, new TreeMap<>(),
                null);
        world.cancels.add(new CancelAnswer(CancelAnswer.Kind.REFUSED, "IN_PRODUCTION"));
        withPrinter();
        tell(world.printer(new PrinterEvent.JobAccepted()));
        environment.sleep(Duration.ofHours(23));
        assertThat(attention()).isNull();
        environment.sleep(Duration.ofHours(2));
        until("a person is asked", () -> attention() == AttentionCode.PRODUCTION_LATE);
        deliver(1, 1, "0001");
    }

    @Test
    void deliveryLate() {
        withPrinter();
        tell(world.shipped("0001"));
        environment.sleep(Duration.ofDays(8));
        until("a person is asked", () -> attention() == AttentionCode.PARCEL_SILENT);
        assertThat(ask(new Command.Cancel("c-1"))).isEqualTo(Answer.refused("ALREADY_SHIPPED"));
        deliver(1, 1, "0001");
    }

    @Test
    void cancelWhileUnknown() {
        world.submits.add(new Submission(Submission.Kind.UNKNOWN, "RESET", null, null, null));
        tell(world.placed());
        until("it may have arrived", () -> world.recordings.stream()
                .anyMatch(recording -> recording.lines().stream().anyMatch(line -> line.kind().equals("SUBMIT_UNKNOWN"))));
        assertThat(ask(new Command.Cancel("c-1")).kind()).isNotEqualTo(Answer.Kind.REFUSED);
        until(Stage.CANCELLED);
        assertThat(world.submitted).hasSize(1);
    }

    @Test
    void dispatchLate() {
        world.cancels.add(new CancelAnswer(CancelAnswer.Kind.REFUSED, "IN_PRODUCTION"));
        withPrinter();
        tell(world.printer(new PrinterEvent.JobAccepted()));
        environment.sleep(Duration.ofDays(4));
        until("a person is asked", () -> attention() == AttentionCode.DISPATCH_LATE);
        deliver(1, 1, "0001");
    }

    @Test
    void reroutedByAPerson() {
        withPrinter();
        assertThat(ask(new Command.Reroute("r-1", 1, "prodigi-uk"))).isEqualTo(new Answer(Answer.Kind.DONE, "REROUTED"));
        until("the other printer has it", () -> world.submitted.size() == 2);
        deliver(1, 2, "0001");
    }

    private void withTwoPrinters() {
        world.choices.add(new StepResult.Chosen(List.of(world.assignment("elanders-de", new ItemQuantity("1", 1)),
                world.assignment("prodigi-uk", new ItemQuantity("2", 1)))));
        withPrinter();
    }

    @Test
    @Tag(TWO_ITEMS)
    void cancelOfOneJob() {
        withTwoPrinters();
        assertThat(ask(new Command.Cancel("c-1", 2))).isEqualTo(Answer.CANCELLED);
        assertThat(world.snapshot().jobs()).extracting(Job::cancelled).containsExactly(false, true);
        deliver(1, 1, "0001");
    }

    @Test
    @Tag(TWO_ITEMS)
    void oneItemMadeAgainElsewhere() {
        withPrinter();
        deliver(1, 1, "0001");
        assertThat(ask(new Command.Reprint("p-1", 1, Command.Reprint.Why.DAMAGED, List.of(new ItemQuantity("2", 1)), "prodigi-uk")))
                .isEqualTo(new Answer(Answer.Kind.DONE, "REPRINTED"));
        until("it is submitted", () -> world.submitted.size() == 2);
        Job again = world.snapshot().jobs().getLast();
        assertThat(again.attempt().printer()).isEqualTo("prodigi-uk");
        assertThat(again.items()).containsExactly(new ItemQuantity("2", 1));
        deliver(2, 1, "0002");
    }

    @Test
    @Tag(TWO_ITEMS)
    void divided() {
        withTwoPrinters();
        tell(world.shipped("0001"), world.delivered("0001"));
        until(Stage.PARTLY_SHIPPED);
        deliver(2, 1, "0002");
    }

    @Test
    void reprintOfALostParcel() {
        withPrinter();
        tell(world.shipped("0001"), world.parcel("0001", new ParcelEvent.ParcelLost("99")));
        until("a person is asked", () -> attention() == AttentionCode.PARCEL_LOST);
        assertThat(ask(new Command.Reprint("p-1", 1, Command.Reprint.Why.LOST, List.of(), null)))
                .isEqualTo(new Answer(Answer.Kind.DONE, "REPRINTED"));
        until("it is submitted", () -> world.submitted.size() == 2);
        deliver(2, 1, "0002");
    }

    @Test
    void returnedAfterDelivery() {
        withPrinter();
        deliver(1, 1, "0001");
        environment.getWorkflowClient().newUntypedWorkflowStub(OrderWorkflow.id("A-1")).getResult(Void.class);
        environment.sleep(Duration.ofDays(3));
        tell(world.parcel("0001", new ParcelEvent.ParcelReturning("06")));
        until("a person is asked", () -> attention() == AttentionCode.PARCEL_RETURNING);
        assertThat(ask(new Command.Resolve("s-1", 1, Command.Resolve.How.CLOSED))).isEqualTo(new Answer(Answer.Kind.DONE, "RESOLVED"));
        until(Stage.CLOSED);
    }

    @Test
    void missingPhoto() {
        world.checks.add(new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, "item 1, photo 1"));
        tell(world.placed(Duration.ofMinutes(10)));
        until("a person is asked", () -> attention() == AttentionCode.ARTWORK_UNAVAILABLE);
        environment.sleep(Duration.ofMinutes(11));
        until(Stage.WITH_PRINTER);
        deliver(1, 1, "0001");
    }

    @Test
    void wokenByTheSweep() {
        withPrinter();
        tell();
        deliver(1, 1, "0001");
    }
}
