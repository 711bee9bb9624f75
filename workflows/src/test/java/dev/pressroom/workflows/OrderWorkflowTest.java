package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Attempt;
import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.orders.process.Command;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.client.BatchRequest;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the in-JVM server with skipped time; once with a cache and once without, where each task replays the whole history. */
@ParameterizedClass(name = "cache of {0} workflows")
@ValueSource(ints = {600, 0})
class OrderWorkflowTest {

    private final TestWorkflowEnvironment environment;
    private FakeWorld world = FakeWorld.golden("A-1");
    private OrderWorkflow last;

    OrderWorkflowTest(int cache) {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder().setWorkflowCacheSize(cache).build())
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build()).build());
        Attributes.all().forEach(environment::registerSearchAttribute);
    }

    @AfterEach
    void close() {
        environment.close();
    }

    private void start(FakeWorld with) {
        world = with;
        Worker orders = environment.newWorker(OrderWorkflow.TASK_QUEUE);
        orders.registerWorkflowImplementationTypes(OrderWorkflowRun.class);
        orders.registerActivitiesImplementations(world);
        environment.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(world);
        environment.start();
    }

    private WorkflowOptions options() {
        return WorkflowOptions.newBuilder().setWorkflowId(OrderWorkflow.id(world.order.orderId())).setTaskQueue(OrderWorkflow.TASK_QUEUE)
                .setWorkflowIdConflictPolicy(WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING).build();
    }

    private void tell(OrderWorkflow.Delivery... deliveries) {
        OrderWorkflow workflow = environment.getWorkflowClient().newWorkflowStub(OrderWorkflow.class, options());
        BatchRequest request = environment.getWorkflowClient().newSignalWithStartRequest();
        request.add(workflow::run, new OrderWorkflow.Start(world.order.orderId(), List.of()));
        request.add(workflow::facts, FakeWorld.batch(deliveries));
        environment.getWorkflowClient().signalWithStart(request);
        last = workflow;
    }

    private Answer cancel(String commandId) {
        OrderWorkflow workflow = environment.getWorkflowClient().newWorkflowStub(OrderWorkflow.class, options());
        return WorkflowClient.executeUpdateWithStart(workflow::cancel, new Command.Cancel(commandId),
                UpdateOptions.<Answer>newBuilder().setWaitForStage(WorkflowUpdateStage.COMPLETED).build(),
                new WithStartWorkflowOperation<>(workflow::run, new OrderWorkflow.Start(world.order.orderId(), List.of())));
    }

    private void waitFor(Status.Stage stage) {
        for (int i = 0; i < 500 && Status.of(world.snapshot()).stage() != stage; i++) {
            environment.sleep(Duration.ofMillis(10));
        }
        assertThat(Status.of(world.snapshot()).stage()).isEqualTo(stage);
    }

    @Test
    void deliversAnOrderAndEnds() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        tell(world.printer(new PrinterEvent.JobAccepted()), world.printer(new PrinterEvent.JobPrinted()), world.shipped("0001"));
        waitFor(Status.Stage.SHIPPED);
        tell(world.delivered("0001"));
        WorkflowStub.fromTyped(last).getResult(Void.class);
        assertThat(Status.of(world.snapshot()).closed()).isTrue();
        assertThat(world.submitted).hasSize(1);
        assertThat(world.recordings).extracting(RecordActivities.Recording::version).isSorted().doesNotHaveDuplicates();
        assertThat(world.recordings.stream().flatMap(recording -> recording.applied().stream())).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void aLateFactAfterTheEndGoesOnFromTheSnapshot() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        tell(world.shipped("0001"), world.delivered("0001"));
        WorkflowStub.fromTyped(last).getResult(Void.class);
        tell(world.shipped("0002"));
        waitFor(Status.Stage.SHIPPED);
        assertThat(world.submitted).hasSize(1);
    }

    @Test
    void aRepeatedFactChangesNothing() {
        start(FakeWorld.golden("A-1"));
        OrderWorkflow.Delivery placed = world.placed();
        tell(placed);
        tell(placed);
        waitFor(Status.Stage.WITH_PRINTER);
        tell(placed);
        assertThat(world.submitted).hasSize(1);
    }

    @Test
    void cancelsAtThePrinterAndAnswersAtOnce() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        assertThat(cancel("c-1")).isEqualTo(Answer.CANCELLED);
        WorkflowStub.fromTyped(last).getResult(Void.class);
        assertThat(cancel("c-1")).isEqualTo(Answer.CANCELLED);
        assertThat(cancel("c-2")).isEqualTo(Answer.CANCELLED);
    }

    @Test
    void refusesACancelOnAClosedOrderFromItsSnapshot() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        tell(world.shipped("0001"), world.delivered("0001"));
        WorkflowStub.fromTyped(last).getResult(Void.class);
        assertThat(cancel("c-1")).isEqualTo(new Answer(Answer.Kind.REFUSED, "ALREADY_SHIPPED"));
    }

    @Test
    void temporalsOwnCancelLeadsToTheCancelCommand() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        WorkflowStub.fromTyped(last).cancel();
        waitFor(Status.Stage.CANCELLED);
    }

    @ParameterizedTest
    @ValueSource(ints = {OrderProcess.RULES + 1, RecordActivities.Loaded.UNREADABLE})
    void waitsForTheReleaseThatKnowsTheOrderRefusesCommandsAtOnceAndLosesNoFact(int rules) {
        start(FakeWorld.golden("A-1"));
        world.rules = rules;
        OrderWorkflow.Delivery placed = world.placed();
        tell(placed);
        assertThat(cancel("c-1")).isEqualTo(Answer.refused("NEWER_RELEASE_NEEDED"));
        tell(placed);
        assertThat(cancel("c-2")).isEqualTo(Answer.refused("NEWER_RELEASE_NEEDED"));
        assertThat(world.recordings).isEmpty();
        world.rules = OrderProcess.RULES;
        environment.sleep(Duration.ofMinutes(2));
        waitFor(Status.Stage.WITH_PRINTER);
        assertThat(world.submitted).hasSize(1);
        assertThat(world.recordings.getFirst().applied()).containsExactly(placed.factId());
        assertThat(cancel("c-3")).isEqualTo(Answer.CANCELLED);
    }

    @Test
    void aRecordThatIsAwayHoldsTheOrderAndFailsNothing() {
        start(FakeWorld.golden("A-1"));
        world.blips.set(4);
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        world.blips.set(4);
        tell(world.shipped("0001"), world.delivered("0001"));
        WorkflowStub.fromTyped(last).getResult(Void.class);
        assertThat(world.applied()).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(world.submitted).hasSize(1);
    }

    @Test
    void refusesAMalformedCommandWithoutATrace() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        assertThatThrownBy(() -> last.cancel(new Command.Cancel(" "))).isInstanceOf(WorkflowUpdateException.class).rootCause()
                .hasMessageContaining("cancel needs a commandId");
    }

    @Test
    void looksUpWhenTheAcknowledgementIsLateAndThenAsksForAPersonIfThePrinterKeepsTheJob() {
        start(FakeWorld.golden("A-1"));
        world.cancels.add(new CancelAnswer(CancelAnswer.Kind.REFUSED, "IN_PRODUCTION"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        environment.sleep(Duration.ofHours(5));
        assertThat(Status.of(world.snapshot()).attention()).isNotNull().extracting(attention -> attention.code())
                .isEqualTo(AttentionCode.PRINTER_SILENT);
        assertThat(world.submitted).hasSize(1);
    }

    @Test
    void aSilentPrinterGivesTheJobBackAndAnotherGetsIt() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        environment.sleep(Duration.ofHours(5));
        assertThat(world.submitted).hasSize(2);
        assertThat(world.snapshot().jobs().getFirst().attempt().printer()).isEqualTo("prodigi-uk");
    }

    @Test
    void aRejectedJobRunsAtAnotherPrinterWithinSeconds() {
        start(FakeWorld.golden("A-1"));
        world.submits.add(new Submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER, null, null));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        assertThat(world.submitted).hasSize(2);
        Attempt first = world.snapshot().jobs().getFirst().attempts().getFirst();
        Attempt second = world.snapshot().jobs().getFirst().attempt();
        assertThat(second.printer()).isEqualTo("prodigi-uk");
        assertThat(Duration.between(first.since(), second.since())).isLessThan(Duration.ofSeconds(30));
    }

    @Test
    void findsByLookUpWhatBrokeOnTheWayAndSubmitsOnce() {
        start(FakeWorld.golden("A-1"));
        world.submits.add(new Submission(Submission.Kind.UNKNOWN, "RESET", null, null, null));
        world.lookUps.add(new LookedUp(LookedUp.Kind.UNDECIDED, "BUSY", null));
        world.lookUps.add(new LookedUp(LookedUp.Kind.ACCEPTED, null, "P-77"));
        tell(world.placed());
        environment.sleep(Duration.ofMinutes(1));
        waitFor(Status.Stage.WITH_PRINTER);
        assertThat(world.submitted).hasSize(1);
    }

    @Test
    void tellsOperatorsWhatItWaitsFor() {
        start(FakeWorld.golden("A-1"));
        tell(world.placed());
        waitFor(Status.Stage.WITH_PRINTER);
        assertThat(last.status().waitingFor()).isEqualTo("elanders-de to accept job 1");
    }
}
