package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Command.Resolve.How;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A printer that gave a job up makes it all the same: nobody else gets it meanwhile. */
class MadeAfterAllTest {

    private static final JobKey A1 = new JobKey("A-1", 1, 1);
    private static final JobKey A2 = new JobKey("A-1", 1, 2);

    private World world = new World().place();

    @AfterEach
    void holdsTheInvariants() {
        assertThat(world.violations).isEmpty();
    }

    private AttentionCode attention() {
        Attention attention = world.status().attention();
        assertThat(attention).as("attention in %s", world.state).isNotNull();
        return attention.code();
    }

    private void resolve(How how) {
        world.give(new Input.Asked(new Command.Resolve("r" + world.lines.size(), 1, how)));
    }

    private void hear(JobKey job, PrinterEvent event) {
        world.now = world.now.plusSeconds(1);
        world.hear(world.printer(job, event));
    }

    private void elsewhere() {
        Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
        world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment("prodigi-uk", choose.items(), World.CLOCKS))));
    }

    /** The first printer refused it, the second is away for a moment. */
    private void waitsAtTheSecond() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER));
        elsewhere();
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.DEFERRED, "BUSY", null));
    }

    /** A look-up after a missed clock says that the printer refused it. */
    private void refusedByLookUp() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.RECEIVED, null, null));
        world.tick(Duration.ofMinutes(20));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.REJECTED, "BROKEN_FILE", null));
    }

    @Test
    void aWaitingJobIsNotSubmittedOnceAnEarlierPrinterShippedIt() {
        waitsAtTheSecond();
        hear(A1, World.shipped("0001"));
        assertThat(attention()).isEqualTo(AttentionCode.DUPLICATE_RISK);
        assertThat(world.status().until()).as("no timer that leads to nothing").isNull();
        world.tick(Duration.ofMinutes(10));
        world.give(new Input.Asked(new Command.Retry("t", 0)));
        assertThat(world.todo).isEmpty();
        assertThat(world.answers).containsExactly("t:REFUSED:NOTHING_TO_RETRY");
        resolve(How.NOT_AT_PRINTER);
        assertThat(world.answers).last().asString().as("a parcel on its way is beyond doubt").endsWith("REFUSED:NOT_IN_DOUBT");
        resolve(How.DELIVERED);
        assertThat(world.status().closed()).isTrue();
    }

    @Test
    void underTheThirdRulesItIsSubmitted() {
        world = new World(3).place();
        waitsAtTheSecond();
        hear(A1, World.shipped("0001"));
        world.tick(Duration.ofMinutes(10));
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A2);
    }

    @Test
    void aWaitingJobThatBecameAnOrdersOfNewerRulesIsNotSubmittedEither() {
        World before = new World(3).place();
        world = before;
        waitsAtTheSecond();
        hear(A1, World.shipped("0001"));
        World after = new World();
        after.state = before.state;
        after.now = before.now;
        after.tick(Duration.ofMinutes(10));
        assertThat(after.todo).isEmpty();
        assertThat(after.violations).isEmpty();
    }

    @Test
    void whatWaitsGoesOnOnceTheParcelIsVoid() {
        waitsAtTheSecond();
        hear(A1, World.shipped("0001"));
        hear(A1, new PrinterEvent.ShipmentVoided("0001"));
        hear(A1, new PrinterEvent.JobCancelled());
        world.tick(Duration.ZERO);
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A2);
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void nothingIsSubmittedElsewhereWhileTheFirstPrinterMakesIt() {
        refusedByLookUp();
        elsewhere();
        hear(A1, new PrinterEvent.JobInProduction());
        assertThat(attention()).isEqualTo(AttentionCode.DUPLICATE_RISK);
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        assertThat(world.todo).isEmpty();
        resolve(How.NOT_AT_PRINTER);
        assertThat(world.status().attention()).isNull();
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A2);
    }

    @Test
    void aRefusalIsBelievedNoLongerOnceThePrinterMakesTheJob() {
        refusedByLookUp();
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NO_OTHER_FITS"));
        assertThat(attention()).isEqualTo(AttentionCode.PRINTER_REJECTED);
        hear(A1, new PrinterEvent.JobInProduction());
        assertThat(world.status().attention()).isNull();
        assertThat(world.state.jobs().getFirst().attempt().placement()).isEqualTo(Placement.RECEIVED);
        world.tick(Duration.ofHours(1));
        assertThat(world.todo).as("nobody else is sought").noneMatch(Step.ChoosePrinter.class::isInstance);
        hear(A1, World.shipped("0001"));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.SHIPPED);
    }

    @Test
    void aJobThatTurnsUpLateAtItsPrinterIsNotHandedToAnother() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        world.tick(Duration.ofSeconds(2));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.NOT_THERE, null, null));
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.DEFERRED, "BUSY", null));
        hear(A1, new PrinterEvent.JobReceived());
        assertThat(attention()).isEqualTo(AttentionCode.DUPLICATE_RISK);
        world.tick(Duration.ofMinutes(5));
        assertThat(world.todo).isEmpty();
        hear(A1, new PrinterEvent.JobRejected(Fault.PRINTER, "TWICE"));
        world.tick(Duration.ZERO);
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A2);
    }

    @Test
    void theOtherPrinterGoesOnOnceTheFirstOneWasStoppedByAPerson() {
        refusedByLookUp();
        elsewhere();
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.ACCEPTED, null, null));
        hear(A1, new PrinterEvent.JobInProduction());
        assertThat(attention()).isEqualTo(AttentionCode.DUPLICATE_RISK);
        resolve(How.CLOSED);
        assertThat(world.answers).last().asString().endsWith("REFUSED:STILL_BEING_MADE");
        resolve(How.NOT_AT_PRINTER);
        assertThat(world.status().attention()).isNull();
        assertThat(world.status().waitingFor()).isEqualTo("prodigi-uk to make and ship job 1");
        hear(A1, new PrinterEvent.JobPrinted());
        assertThat(attention()).as("it was not stopped").isEqualTo(AttentionCode.DUPLICATE_RISK);
    }
}
