package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Command.Reprint.Why;
import dev.pressroom.orders.process.Command.Resolve.How;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people ask, at every stage. */
class CommandsTest {

    private static final JobKey A1 = new JobKey("A-1", 1, 1);

    private final World world = new World();

    @AfterEach
    void holdsTheInvariants() {
        assertThat(world.violations).isEmpty();
    }

    private void ask(Command command) {
        world.give(new Input.Asked(command));
    }

    private void accepted() {
        world.place();
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
    }

    private void delivered() {
        accepted();
        world.hear(world.printer(A1, World.shipped("0001")));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().closed()).isTrue();
    }

    private void placedWithGrace() {
        world.hear(new Fact.OrderPlaced(world.told("placed", world.now), world.now.plus(Duration.ofMinutes(60))));
    }

    @Test
    void nothingIsMadeBeforeTheTimeOfFreeChangesIsOver() {
        placedWithGrace();
        assertThat(world.todo).hasOnlyElementsOfType(Step.CheckArtwork.class);
        assertThat(world.status().until()).isEqualTo(World.START.plus(Duration.ofMinutes(60)));
        world.finish(world.next(Step.CheckArtwork.class), new StepResult.Prepared());
        world.tick(Duration.ofMinutes(59));
        assertThat(world.todo).isEmpty();
        world.tick(Duration.ofMinutes(1));
        assertThat(world.next(Step.ChoosePrinter.class).items()).hasSize(2);
    }

    @Test
    void aMissingPhotoIsNoticedWhileTheOrderMayStillBeChanged() {
        placedWithGrace();
        world.finish(world.next(Step.CheckArtwork.class), new StepResult.NotPrepared(AttentionCode.ARTWORK_UNAVAILABLE, "photo 2"));
        assertThat(world.status().attention()).isEqualTo(new Attention(AttentionCode.ARTWORK_UNAVAILABLE, "photo 2"));
        world.tick(Duration.ofMinutes(1));
        world.finish(world.next(Step.CheckArtwork.class), new StepResult.Prepared());
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void cancelAndChangeOfAddressAreFreeInThatTime() {
        placedWithGrace();
        ask(new Command.ChangeAddress("c1", 2));
        ask(new Command.Cancel("c2"));
        assertThat(world.answers).containsExactly("c1:DONE:ADDRESS_CHANGED", "c2:DONE:CANCELLED");
        assertThat(world.state.address()).isEqualTo(2);
        world.tick(Duration.ofHours(2));
        assertThat(world.todo).hasOnlyElementsOfType(Step.CheckArtwork.class);
    }

    @Test
    void cancelsOneJobOfTwoAndGoesOnWithTheOther() {
        world.place();
        world.finish(world.next(Step.ChoosePrinter.class),
                new StepResult.Chosen(List.of(new StepResult.Assignment("elanders-de", List.of(new ItemQuantity("book", 2)), World.CLOCKS),
                        new StepResult.Assignment("prodigi-uk", List.of(new ItemQuantity("print", 1)), World.CLOCKS))));
        ask(new Command.Cancel("c1", 2));
        assertThat(world.answers).containsExactly("c1:DONE:CANCELLED");
        assertThat(world.state.jobs()).extracting(Job::cancelled).containsExactly(false, true);
        assertThat(world.status().stage()).isEqualTo(Status.Stage.PREPARING);
        ask(new Command.Cancel("c2", 1));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.CANCELLED);
    }

    @Test
    void aHeldOrderGoesNowhereUntilItIsReleased() {
        world.place();
        world.finish(world.next(Step.ChoosePrinter.class), World.chosen());
        ask(new Command.Hold("h1"));
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        assertThat(world.todo).isEmpty();
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.ON_HOLD);
        ask(new Command.Release("r1"));
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A1);
        assertThat(world.answers).containsExactly("h1:DONE:HELD", "r1:DONE:RELEASED");
        ask(new Command.Hold("h2"));
        assertThat(world.answers).last().isEqualTo("h2:REFUSED:ALREADY_AT_PRINTER");
    }

    @Test
    void afterTheSubmitTheAddressIsThePrintersToChange() {
        accepted();
        ask(new Command.ChangeAddress("c1", 2));
        assertThat(world.next(Step.ReaddressJob.class).address()).isEqualTo(2);
        world.finish(world.next(Step.ReaddressJob.class), new CancelAnswer(CancelAnswer.Kind.REFUSED, "NOT_OFFERED"));
        assertThat(world.answers).containsExactly("c1:REFUSED:NOT_OFFERED");
        assertThat(world.state.address()).isZero();
        ask(new Command.ChangeAddress("c2", 3));
        world.finish(world.next(Step.ReaddressJob.class), new CancelAnswer(CancelAnswer.Kind.ASKED, null));
        assertThat(world.status().waitingFor()).isEqualTo("the printer's answer to the change of address");
        world.hear(world.printer(A1, new PrinterEvent.AddressChanged()));
        assertThat(world.answers).last().isEqualTo("c2:DONE:ADDRESS_CHANGED");
        assertThat(world.state.address()).isEqualTo(3);
    }

    @Test
    void aChangeDuringTheSubmitWaitsForItsOutcome() {
        world.place();
        Step.SubmitJob submit = world.toSubmit();
        ask(new Command.ChangeAddress("c1", 2));
        assertThat(world.answers).isEmpty();
        world.finish(submit, World.submission(Submission.Kind.DEFERRED, "DEFERRED", null));
        assertThat(world.answers).containsExactly("c1:DONE:ADDRESS_CHANGED");
        world.tick(Duration.ofMinutes(1));
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(A1);
    }

    @Test
    void reroutesOnceTheOldPrinterGaveTheJobBack() {
        accepted();
        ask(new Command.Reroute("c1", 1, "prodigi-uk"));
        Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
        assertThat(choose.only()).isEqualTo("prodigi-uk");
        world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment("prodigi-uk", choose.items(), World.CLOCKS))));
        assertThat(world.answers).isEmpty();
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        assertThat(world.answers).containsExactly("c1:DONE:REROUTED");
        assertThat(world.next(Step.PrepareArtwork.class).printer()).isEqualTo("prodigi-uk");
    }

    @Test
    void refusesToRerouteWhatIsOnItsWay() {
        accepted();
        ask(new Command.Reroute("c1", 1, "elanders-de"));
        ask(new Command.Reroute("c2", 7, null));
        world.hear(world.printer(A1, World.shipped("0001")));
        ask(new Command.Reroute("c3", 1, null));
        assertThat(world.answers).containsExactly("c1:REFUSED:SAME_PRINTER", "c2:REFUSED:NO_SUCH_JOB", "c3:REFUSED:ALREADY_SHIPPED");
    }

    @Test
    void reprintsSingleItemsOfADeliveredOrder() {
        delivered();
        ask(new Command.Reprint("c1", 1, Why.DAMAGED, List.of(new ItemQuantity("book", 1)), null));
        Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
        world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment("prodigi-uk", choose.items(), World.CLOCKS))));
        assertThat(world.answers).containsExactly("c1:DONE:REPRINTED");
        Job reprint = world.state.jobs().getLast();
        assertThat(reprint.number()).isEqualTo(2);
        assertThat(reprint.reprintOf()).isEqualTo(1);
        assertThat(reprint.why()).isEqualTo(Why.DAMAGED);
        assertThat(reprint.items()).containsExactly(new ItemQuantity("book", 1));
        assertThat(world.status().closed()).isFalse();
    }

    @Test
    void refusesReprintsOfWhatIsNotThereOrStillBeingMade() {
        accepted();
        ask(new Command.Reprint("c1", 1, Why.LOST, List.of(), null));
        ask(new Command.Reprint("c2", 1, Why.LOST, List.of(new ItemQuantity("book", 3)), null));
        ask(new Command.Reprint("c3", 9, Why.LOST, List.of(), null));
        assertThat(world.answers).containsExactly("c1:REFUSED:STILL_BEING_MADE", "c2:REFUSED:NOT_IN_JOB", "c3:REFUSED:NO_SUCH_JOB");
    }

    private void failedAndReprintAsked() {
        accepted();
        world.hear(world.printer(A1, new PrinterEvent.JobFailed(Fault.PRINTER, "PAPER_JAM")));
        ask(new Command.Reprint("r", 1, Why.MISPRINTED, List.of(), "prodigi-uk"));
    }

    @Test
    void aReprintWhosePrinterIsStillChosenIsCancelledWithItsOrder() {
        failedAndReprintAsked();
        ask(new Command.Cancel("c", 0));
        ask(new Command.Reprint("again", 1, Why.MISPRINTED, List.of(), null));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        ask(new Command.Reprint("late", 1, Why.MISPRINTED, List.of(), null));
        world.finish(world.next(Step.ChoosePrinter.class), World.chosen());
        assertThat(world.answers).containsExactly("r:REFUSED:CANCELLED", "again:REFUSED:CANCEL_ALREADY_ASKED", "c:DONE:CANCELLED",
                "late:REFUSED:NEVER_MADE");
        assertThat(world.state.jobs()).hasSize(1);
        assertThat(world.todo).isEmpty();
    }

    @Test
    void whoCancelsTheFailedJobAloneKeepsItsReprint() {
        failedAndReprintAsked();
        ask(new Command.Cancel("c", 1));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        assertThat(world.state.cancelled()).isFalse();
        world.finish(world.next(Step.ChoosePrinter.class), World.chosen());
        assertThat(world.answers).containsExactly("c:DONE:CANCELLED", "r:DONE:REPRINTED");
        assertThat(world.next(Step.PrepareArtwork.class).job()).isEqualTo(new JobKey("A-1", 2, 1));
    }

    @Test
    void aReprintForWhichThereIsNoPrinterLeavesTheOrderCancelled() {
        failedAndReprintAsked();
        ask(new Command.Cancel("c", 1));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.NoPrinter("NONE_FITS"));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.CANCELLED);
    }

    @Test
    void aReprintSettlesALostParcelAndMayOvertakeIt() {
        accepted();
        world.hear(world.printer(A1, World.shipped("0001")));
        world.now = world.now.plus(Duration.ofDays(1));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelLost("99")));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PARCEL_LOST);
        ask(new Command.Reprint("c1", 1, Why.LOST, List.of(), "prodigi-uk"));
        Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
        world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment("prodigi-uk", choose.items(), World.CLOCKS))));
        assertThat(world.status().attention()).isNull();
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.ACCEPTED, null, null));
        JobKey reprint = new JobKey("A-1", 2, 1);
        world.hear(world.printer(reprint, World.shipped("0002")));
        world.hear(world.parcel("0002", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().closed()).isTrue();
        world.now = world.now.plus(Duration.ofDays(3));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelDelivered("13")));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.DELIVERED);
    }

    @Test
    void aReturnAfterDeliveryIsClosedByAPerson() {
        delivered();
        world.now = world.now.plus(Duration.ofDays(5));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelReturning("06")));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PARCEL_RETURNING);
        ask(new Command.Resolve("c1", 1, How.CLOSED));
        assertThat(world.answers).containsExactly("c1:DONE:RESOLVED");
        assertThat(world.status().stage()).isEqualTo(Status.Stage.CLOSED);
        assertThat(world.status().closed()).isTrue();
    }

    @Test
    void aPersonDecidesWhatLookUpsCannot() {
        world.place();
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        world.tick(Duration.ofSeconds(2));
        ask(new Command.Resolve("c1", 1, How.NOT_AT_PRINTER));
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.UNDECIDED, "BUSY", null));
        ask(new Command.Resolve("c2", 1, How.NOT_AT_PRINTER));
        assertThat(world.answers).containsExactly("c1:REFUSED:BUSY", "c2:DONE:RESOLVED");
        assertThat(world.next(Step.SubmitJob.class).job()).isEqualTo(new JobKey("A-1", 1, 2));
    }

    @Test
    void retriesWhatWasGivenUp() {
        world.place();
        world.finish(world.next(Step.ChoosePrinter.class), World.chosen());
        ask(new Command.Retry("c1", 0));
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.NotPrepared(AttentionCode.ARTWORK_REFUSED, "photo 1"));
        ask(new Command.Retry("c2", 0));
        assertThat(world.answers).containsExactly("c1:REFUSED:NOTHING_TO_RETRY", "c2:DONE:TRIED_AGAIN");
        assertThat(world.next(Step.PrepareArtwork.class).job()).isEqualTo(A1);
    }

    @Test
    void thePromiseChangesWhenThePrinterPutsTheJobOffAndTheTimelineTellsItOnce() {
        accepted();
        Promise first = world.state.told();
        assertThat(first).isNotNull();
        assertThat(first.latest()).isEqualTo(World.START.plus(Duration.ofHours(96)));
        Instant until = World.START.plus(Duration.ofDays(4));
        world.hear(world.printer(A1, new PrinterEvent.JobDelayed(until)));
        world.hear(world.printer(A1, new PrinterEvent.JobInProduction()));
        assertThat(world.lines).filteredOn(line -> line.kind().equals("PROMISE_CHANGED")).singleElement()
                .extracting(Decision.Line::says).asString()
                .startsWith("promised by 2026-12-05, now by 2026-12-08: elanders-de put job 1 off");
    }

    @Test
    void factsThatCannotBeTrueDoNoHarm() {
        accepted();
        world.hear(new Fact.PrinterFact(new Told("test", "1970", Instant.EPOCH, null, null, world.now), null, A1, List.of(),
                new PrinterEvent.JobAccepted()));
        world.hear(new Fact.PrinterFact(new Told("test", "2099", Instant.parse("2099-01-01T00:00:00Z"), null, null, world.now), null,
                A1, List.of(), new PrinterEvent.JobInProduction()));
        assertThat(world.status().until()).isEqualTo(World.START.plus(Duration.ofHours(24)));
        world.hear(new Fact.PrinterFact(world.told("other", world.now), null, new JobKey("B-9", 1, 1), List.of(),
                new PrinterEvent.JobPrinted()));
        world.hear(new Fact.PrinterFact(world.told("job 9", world.now), null, new JobKey("A-1", 9, 1), List.of(),
                new PrinterEvent.JobPrinted()));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.IN_PRODUCTION);
        assertThat(world.lines).filteredOn(line -> line.kind().equals("STRAY")).hasSize(2);
    }
}
