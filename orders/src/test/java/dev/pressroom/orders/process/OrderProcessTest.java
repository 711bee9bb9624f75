package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderProcessTest {

    private static final JobKey A1 = new JobKey("A-1", 1, 1);
    private static final JobKey A2 = new JobKey("A-1", 1, 2);

    private final World world = new World().place();

    @AfterEach
    void holdsTheInvariants() {
        assertThat(world.violations).isEmpty();
    }

    @Test
    void goesFromPlacedToDelivered() {
        assertThat(world.status().stage()).isEqualTo(Status.Stage.PLACED);
        Step.SubmitJob submit = world.toSubmit();
        assertThat(submit.job()).isEqualTo(A1);
        assertThat(world.status().stage()).isEqualTo(Status.Stage.SUBMITTING);
        world.finish(submit, World.submission(Submission.Kind.RECEIVED, null, null));
        assertThat(world.status().waitingFor()).isEqualTo("elanders-de to accept job 1");
        assertThat(world.status().until()).isEqualTo(world.now.plus(Duration.ofMinutes(20)));
        world.hear(world.printer(A1, new PrinterEvent.JobAccepted()));
        world.hear(world.printer(A1, new PrinterEvent.JobInProduction()));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.IN_PRODUCTION);
        world.hear(world.printer(A1, World.shipped("0001")));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.SHIPPED);
        world.hear(world.parcel("0001", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.DELIVERED);
        assertThat(world.status().closed()).isTrue();
        assertThat(world.todo).isEmpty();
    }

    @Test
    void parksARejectedJobWithItsReason() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.REJECTED, "ARTWORK_TOO_SMALL", Fault.OURS));
        assertThat(world.status().attention()).as("another printer is sought first").isNull();
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NO_OTHER_FITS"));
        assertThat(world.status().attention())
                .isEqualTo(new Attention(AttentionCode.PRINTER_REJECTED, "job 1 at elanders-de: ARTWORK_TOO_SMALL"));
        assertThat(world.status().until()).as("a printer may be back").isEqualTo(world.now.plusSeconds(15));
    }

    @Test
    void aRejectionMayFollowAnAcceptance() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.hear(world.printer(A1, new PrinterEvent.JobAccepted()));
        world.now = world.now.plusSeconds(60);
        world.hear(world.printer(A1, new PrinterEvent.JobRejected(Fault.CUSTOMER, "7000")));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PRINTER_REJECTED);
    }

    @Test
    void looksUpAnUnknownOutcomeAndNeverSubmitsBlindly() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        assertThat(world.todo).isEmpty();
        world.tick(Duration.ofSeconds(2));
        assertThat(world.todo).hasOnlyElementsOfType(Step.LookUpJob.class).hasSize(1);
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.RECEIVED, null, null));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.WITH_PRINTER);
        assertThat(world.state.jobs().getFirst().attempts()).hasSize(1);
    }

    @Test
    void submitsAgainUnderANewAttemptOnceTheJobIsConfirmedNotReceived() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        world.tick(Duration.ofSeconds(2));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.NOT_THERE, null, null));
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A2);
    }

    @Test
    void asksForAPersonWhenLookUpsDecideNothingAndGoesOnLooking() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        for (int i = 0; i < 8; i++) {
            world.tick(Duration.ofMinutes(5));
            world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.UNDECIDED, "BUSY", null));
        }
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.OUTCOME_UNKNOWN);
        assertThat(world.status().until()).isNotNull();
        world.hear(world.printer(A1, new PrinterEvent.JobReceived()));
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void triesADeferredSubmitAgainUnderTheSameKeyNotBeforeThePrinterSaidSo() {
        world.finish(world.toSubmit(), new Submission(Submission.Kind.DEFERRED, "BUSY", null, world.now.plusSeconds(90), null));
        world.tick(Duration.ofSeconds(89));
        assertThat(world.todo).isEmpty();
        world.tick(Duration.ofSeconds(1));
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A1);
    }

    @Test
    void aPassedDeadlineLooksUpFirstAndOnlyThenRaisesAttention() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.RECEIVED, null, null));
        world.tick(Duration.ofMinutes(20));
        assertThat(world.status().attention()).isNull();
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.RECEIVED, null, null));
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NO_OTHER_FITS"));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PRINTER_SILENT);
        world.hear(world.printer(A1, new PrinterEvent.JobAccepted()));
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void aLateParcelRaisesAttentionAndDeliveryClearsIt() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.hear(world.printer(A1, World.shipped("0001")));
        world.tick(Duration.ofHours(72));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.ACCEPTED, null, null));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PARCEL_SILENT);
        world.hear(world.parcel("0001", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().closed()).isTrue();
    }

    @Test
    void cancelsFreelyBeforeAnythingWasSubmitted() {
        world.give(new Input.Asked(new Command.Cancel("c1")));
        assertThat(world.answers).containsExactly("c1:DONE:CANCELLED");
        world.finish(world.next(Step.ChoosePrinter.class), World.chosen());
        assertThat(world.todo).isEmpty();
        assertThat(world.status().closed()).isTrue();
    }

    @Test
    void aCancelDuringTheSubmitWaitsForItsOutcomeAndThenAsksThePrinter() {
        Step.SubmitJob submit = world.toSubmit();
        world.give(new Input.Asked(new Command.Cancel("c1")));
        assertThat(world.answers).isEmpty();
        world.finish(submit, World.submission(Submission.Kind.RECEIVED, null, null));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        assertThat(world.answers).containsExactly("c1:DONE:CANCELLED");
        assertThat(world.status().stage()).isEqualTo(Status.Stage.CANCELLED);
    }

    @Test
    void aCancelThatThePrinterAnswersLaterIsSettledByItsFact() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.give(new Input.Asked(new Command.Cancel("c1")));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.ASKED, null));
        assertThat(world.status().waitingFor()).isEqualTo("the printer's answer to the cancellation");
        world.hear(world.printer(A1, new PrinterEvent.CancelRefused("IN_PRODUCTION")));
        assertThat(world.answers).containsExactly("c1:REFUSED:IN_PRODUCTION");
        assertThat(world.status().stage()).isEqualTo(Status.Stage.WITH_PRINTER);
    }

    @Test
    void aCancelAfterShippingIsRefused() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.hear(world.printer(A1, World.shipped("0001")));
        world.give(new Input.Asked(new Command.Cancel("c1")));
        assertThat(world.answers).containsExactly("c1:REFUSED:ALREADY_SHIPPED");
    }

    @Test
    void theSameCommandAgainGetsTheSameAnswer() {
        world.give(new Input.Asked(new Command.Cancel("c1")));
        world.give(new Input.Asked(new Command.Cancel("c1")));
        assertThat(world.answers).containsExactly("c1:DONE:CANCELLED", "c1:DONE:CANCELLED");
        assertThat(world.lines).filteredOn(line -> line.kind().equals("CANCEL_ASKED")).hasSize(1);
    }

    @Test
    void countsPartialShipmentsPerItem() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.hear(world.printer(A1, World.shipped("0001"), new ItemQuantity("book", 1)));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.PARTLY_SHIPPED);
        world.hear(world.printer(A1, World.shipped("0002"), new ItemQuantity("book", 1), new ItemQuantity("print", 1)));
        world.hear(world.parcel("0002", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.SHIPPED);
        world.hear(world.parcel("0001", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.DELIVERED);
    }

    @Test
    void aParcelReturningAfterDeliveryOpensTheOrderAgain() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.hear(world.printer(A1, World.shipped("0001")));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().closed()).isTrue();
        world.now = world.now.plus(Duration.ofDays(2));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelReturning("06")));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PARCEL_RETURNING);
    }

    @Test
    void keepsTryingToFetchArtworkAndTellsWhichPhoto() {
        world.finish(world.next(Step.ChoosePrinter.class), World.chosen());
        world.finish(world.next(Step.PrepareArtwork.class),
                new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, "item book, photo 3"));
        assertThat(world.status().attention()).isEqualTo(new Attention(AttentionCode.ARTWORK_UNAVAILABLE, "item book, photo 3"));
        world.tick(Duration.ofSeconds(5));
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        assertThat(world.status().attention()).isNull();
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A1);
    }

    @Test
    void refusesRulesItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> OrderProcess.on(World.ORDER, 99, Snapshot.NEW, new Input.Tick(), World.START))
                .withMessageContaining("runs rules 99");
    }
}
