package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Another printer, and never two at once. */
class FailoverTest {

    private static final JobKey A1 = new JobKey("A-1", 1, 1);
    private static final JobKey A2 = new JobKey("A-1", 1, 2);

    private World world = new World().place();

    @AfterEach
    void holdsTheInvariants() {
        assertThat(world.violations).isEmpty();
    }

    private void other(String printer) {
        Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
        assertThat(choose.without()).contains("elanders-de");
        world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment(printer, choose.items(), World.CLOCKS))));
    }

    private Step.SubmitJob submittedTo(String printer) {
        Step.PrepareArtwork prepare = world.next(Step.PrepareArtwork.class);
        assertThat(prepare.printer()).isEqualTo(printer);
        world.finish(prepare, new StepResult.Prepared());
        Step.SubmitJob submit = world.next(Step.SubmitJob.class);
        assertThat(submit.job()).isEqualTo(A2);
        return submit;
    }

    @Test
    void aRejectedJobGoesToAnotherPrinterAtOnce() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER));
        other("prodigi-uk");
        world.finish(submittedTo("prodigi-uk"), World.submission(Submission.Kind.ACCEPTED, null, null));
        assertThat(world.status().attention()).isNull();
        assertThat(world.state.jobs().getFirst().attempts()).extracting(Attempt::placement).containsExactly(Placement.REJECTED,
                Placement.ACCEPTED);
    }

    @Test
    void aJobThatIsWrongInItselfGoesNowhereElse() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.REJECTED, "NOT_A_PDF", Fault.CUSTOMER));
        assertThat(world.todo).isEmpty();
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PRINTER_REJECTED);
    }

    @Test
    void aRejectionAfterAnAcceptanceLeadsToAnotherPrinterToo() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.now = world.now.plusSeconds(60);
        world.hear(world.printer(A1, new PrinterEvent.JobRejected(Fault.PRINTER, "BROKEN")));
        other("photofinale-us");
        submittedTo("photofinale-us");
    }

    @Test
    void nobodyElseMeansAPerson() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER));
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NO_OTHER_FITS"));
        assertThat(world.status().attention())
                .isEqualTo(new Attention(AttentionCode.PRINTER_REJECTED, "job 1 at elanders-de: NO_PAPER"));
        assertThat(world.lines).extracting(Decision.Line::kind).contains("NO_OTHER_PRINTER");
    }

    @Test
    void whileTheOutcomeIsUnknownNobodyElseIsAsked() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        for (int i = 0; i < 20; i++) {
            world.tick(Duration.ofMinutes(6));
            assertThat(world.todo).hasOnlyElementsOfType(Step.LookUpJob.class);
            world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.UNDECIDED, "BUSY", null));
        }
        assertThat(world.state.jobs().getFirst().attempts()).hasSize(1);
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.OUTCOME_UNKNOWN);
    }

    @Test
    void twiceNotReceivedIsEnough() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        world.tick(Duration.ofSeconds(2));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.NOT_THERE, null, null));
        Step.SubmitJob again = world.next(Step.SubmitJob.class);
        assertThat(again.job()).isEqualTo(A2);
        assertThat(again.printer()).isEqualTo("elanders-de");
        world.finish(again, World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        world.tick(Duration.ofSeconds(2));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.NOT_THERE, null, null));
        other("prodigi-uk");
        assertThat(world.now).isBefore(World.START.plusSeconds(30));
    }

    @Test
    void aPausedPrinterIsLeftAtOnceAndAReachableOneOnlyAfterItsTime() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.DEFERRED, "DEFERRED", null));
        assertThat(world.todo).isEmpty();
        world.tick(Duration.ofMinutes(11));
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.DEFERRED, "DEFERRED", null));
        other("prodigi-uk");
        world.finish(submittedTo("prodigi-uk"), World.submission(Submission.Kind.DEFERRED, "PAUSED", null));
        assertThat(world.next(Step.ChoosePrinter.class).without()).as("the one that was only away may be asked again")
                .containsExactly("prodigi-uk");
    }

    @Test
    void aPrinterThatWasAwayTwiceIsNotAskedAThirdTime() {
        List<String> printers = List.of("elanders-de", "prodigi-uk", "elanders-de");
        world.toSubmit();
        for (int i = 1; i < printers.size(); i++) {
            world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.DEFERRED, "PAUSED", null));
            Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
            assertThat(choose.without()).containsExactly(printers.get(i - 1));
            world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment(printers.get(i), choose.items(), World.CLOCKS))));
            world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        }
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER));
        assertThat(world.next(Step.ChoosePrinter.class).without()).containsExactly("elanders-de");
        assertThat(world.status().attention()).as("nobody is needed while another printer is sought").isNull();
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.Chosen(
                List.of(new StepResult.Assignment("prodigi-uk", world.state.jobs().getFirst().items(), World.CLOCKS))));
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.DEFERRED, "PAUSED", null));
        assertThat(world.next(Step.ChoosePrinter.class).without()).containsExactly("elanders-de", "prodigi-uk");
    }

    @Test
    void withNobodyElseADeferredJobGoesOnTrying() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.DEFERRED, "PAUSED", null));
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NO_OTHER_FITS"));
        world.tick(Duration.ofSeconds(3));
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A1);
    }

    @Test
    void aSilentPrinterGivesTheJobBackBeforeAnotherGetsIt() {
        silent();
        other("prodigi-uk");
        assertThat(world.todo).hasOnlyElementsOfType(Step.CancelAtPrinter.class);
        assertThat(world.status().waitingFor()).contains("PRINTER_SILENT");
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.ASKED, null));
        assertThat(world.todo).isEmpty();
        world.hear(world.printer(A1, new PrinterEvent.JobCancelled()));
        submittedTo("prodigi-uk");
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void aSilentPrinterThatDoesNotGiveItBackKeepsIt() {
        silent();
        other("prodigi-uk");
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.REFUSED, "IN_PRODUCTION"));
        assertThat(world.todo).isEmpty();
        assertThat(world.state.jobs().getFirst().attempts()).hasSize(1);
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PRINTER_SILENT);
    }

    @Test
    void aSilentPrinterThatSpeaksWhileAnotherIsChosenKeepsTheJob() {
        silent();
        world.hear(world.printer(A1, new PrinterEvent.JobAccepted()));
        other("prodigi-uk");
        assertThat(world.todo).isEmpty();
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void warnsWhenTheOldPrinterMakesItAllTheSame() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER));
        other("prodigi-uk");
        world.finish(submittedTo("prodigi-uk"), World.submission(Submission.Kind.ACCEPTED, null, null));
        world.now = world.now.plusSeconds(600);
        world.hear(world.printer(A1, World.shipped("0001"), new ItemQuantity("book", 1)));
        assertThat(world.status().attention())
                .isEqualTo(new Attention(AttentionCode.DUPLICATE_RISK, "job 1 attempt 1 at elanders-de"));
    }

    @Test
    void aPrinterThatComesBackGetsWhatNobodyCouldTake() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER));
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NO_OTHER_FITS"));
            assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PRINTER_REJECTED);
            Duration wait = Duration.between(world.now, world.status().until());
            waits.add(wait);
            world.tick(wait);
            assertThat(world.status().attention()).as("while it looks again").isNotNull();
        }
        assertThat(waits).containsExactly(Duration.ofSeconds(15), Duration.ofMinutes(1), Duration.ofMinutes(4), Duration.ofMinutes(16),
                Duration.ofHours(1), Duration.ofHours(1));
        assertThat(world.lines).extracting(Decision.Line::kind).containsOnlyOnce("NO_OTHER_PRINTER");
        other("prodigi-uk");
        submittedTo("prodigi-uk");
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void aDrainingPrinterIsLeftAtOnceUnlessNobodyElseTakesTheJob() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.DEFERRED, "DRAINING", null));
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NO_OTHER_FITS"));
        world.tick(Duration.ofSeconds(2));
        assertThat(world.next(Step.SubmitJob.class).printer()).isEqualTo("elanders-de");
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.RECEIVED, null, null));
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void aJobThatIsLateWithoutASignGoesElsewhereOnceItsPrinterGaveItBack() {
        late();
        other("prodigi-uk");
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        submittedTo("prodigi-uk");
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void aLateJobThatItsPrinterKeepsIsForAPerson() {
        late();
        other("prodigi-uk");
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.REFUSED, "IN_PRODUCTION"));
        assertThat(world.todo).isEmpty();
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.DISPATCH_LATE);
    }

    @Test
    void aLateJobThatIsBeingMadeOrHeldStaysWhereItIs() {
        for (PrinterEvent sign : List.of(new PrinterEvent.JobInProduction(), new PrinterEvent.JobHeld("ADDRESS"))) {
            world = new World().place();
            accepted();
            world.hear(world.printer(A1, sign));
            overdue();
            assertThat(world.todo).as(sign.toString()).isEmpty();
            assertThat(world.status().attention()).isNotNull();
        }
    }

    private void accepted() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
    }

    private void overdue() {
        world.tick(World.CLOCKS.dispatch());
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.ACCEPTED, null, null));
    }

    private void late() {
        accepted();
        overdue();
    }

    @Test
    void underTheSecondRulesALateJobWaitsForAPerson() {
        world = new World(2).place();
        late();
        assertThat(world.todo).isEmpty();
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.DISPATCH_LATE);
    }

    @Test
    void underTheFirstRulesARejectedJobWaitsForAPerson() {
        World before = new World(1).place();
        before.finish(before.toSubmit(), World.submission(Submission.Kind.REJECTED, "NO_PAPER", Fault.PRINTER));
        assertThat(before.todo).isEmpty();
        assertThat(before.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PRINTER_REJECTED);
    }

    private void silent() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.RECEIVED, null, null));
        world.tick(Duration.ofMinutes(20));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.RECEIVED, null, null));
    }
}
