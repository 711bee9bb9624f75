package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Command.Resolve.How;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked of a job while its printer has not given it back yet. */
class WhileBeingCancelledTest {

    private static final JobKey A1 = new JobKey("A-1", 1, 1);

    private World world = new World().place();

    @AfterEach
    void holdsTheInvariants() {
        assertThat(world.violations).isEmpty();
    }

    private void ask(Command command) {
        world.give(new Input.Asked(command));
    }

    private void resolve(String id, How how) {
        ask(new Command.Resolve(id, 1, how));
    }

    private void unknown() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.UNKNOWN, "RESET", null));
        ask(new Command.Cancel("c"));
        for (int i = 0; i < 6; i++) {
            world.tick(Duration.ofMinutes(5));
            world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.UNDECIDED, "NO_LOOK_UP", null));
        }
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.OUTCOME_UNKNOWN);
    }

    private void askedAndNotAnswered() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        ask(new Command.Cancel("c"));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.ASKED, null));
        assertThat(world.answers).isEmpty();
    }

    /** Two jobs at two printers, both accepted. */
    private void divided() {
        world.finish(world.next(Step.ChoosePrinter.class),
                new StepResult.Chosen(List.of(new StepResult.Assignment("elanders-de", List.of(new ItemQuantity("book", 2)), World.CLOCKS),
                        new StepResult.Assignment("prodigi-uk", List.of(new ItemQuantity("print", 1)), World.CLOCKS))));
        for (int i = 0; i < 2; i++) {
            world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
            world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.ACCEPTED, null, null));
        }
    }

    @Test
    void whatThePrinterNeverGotIsCancelledOnceAPersonFoundThatOut() {
        unknown();
        resolve("r", How.NOT_AT_PRINTER);
        assertThat(world.answers).containsExactly("r:DONE:RESOLVED", "c:DONE:CANCELLED");
        assertThat(world.status().closed()).isTrue();
    }

    @Test
    void whatThePrinterHasIsAskedBackOnceAPersonFoundThatOut() {
        unknown();
        resolve("r", How.AT_PRINTER);
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.REFUSED, "IN_PRODUCTION"));
        assertThat(world.answers).containsExactly("r:DONE:RESOLVED", "c:REFUSED:IN_PRODUCTION");
    }

    @Test
    void anUnknownOutcomeMayBeLookedUpAtOnce() {
        unknown();
        ask(new Command.Retry("t", 0));
        assertThat(world.answers).containsExactly("t:DONE:TRIED_AGAIN");
        assertThat(world.next(Step.LookUpJob.class).job()).isEqualTo(A1);
    }

    @Test
    void underTheThirdRulesNobodyCouldSayAnything() {
        world = new World(3).place();
        unknown();
        resolve("r", How.NOT_AT_PRINTER);
        ask(new Command.Retry("t", 0));
        assertThat(world.answers).containsExactly("r:REFUSED:BUSY", "t:REFUSED:NOTHING_TO_RETRY");
    }

    @Test
    void aPersonAnswersForAPrinterThatTookTheRequestAndNeverDid() {
        askedAndNotAnswered();
        resolve("r", How.NOT_AT_PRINTER);
        assertThat(world.answers).containsExactly("r:DONE:RESOLVED", "c:DONE:CANCELLED");
        assertThat(world.status().stage()).isEqualTo(Status.Stage.CANCELLED);
    }

    @Test
    void aPersonMayAlsoLearnThatThePrinterKeepsIt() {
        askedAndNotAnswered();
        resolve("r", How.AT_PRINTER);
        assertThat(world.answers).containsExactly("r:DONE:RESOLVED", "c:REFUSED:TOO_LATE");
        world.hear(world.printer(A1, World.shipped("0001")));
        assertThat(world.status().stage()).isEqualTo(Status.Stage.SHIPPED);
    }

    @Test
    void aJobThatAPersonSettledAnswersItsCancellation() {
        askedAndNotAnswered();
        resolve("r1", How.CLOSED);
        world.hear(world.printer(A1, new PrinterEvent.JobFailed(Fault.PRINTER, "PAPER_JAM")));
        resolve("r2", How.CLOSED);
        assertThat(world.answers).containsExactly("r1:REFUSED:STILL_BEING_MADE", "c:REFUSED:JOB_CLOSED", "r2:DONE:RESOLVED");
        assertThat(world.status().closed()).isTrue();
    }

    @Test
    void aReroutedJobWhosePrinterNeverAnswersGoesOnceAPersonKnows() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        ask(new Command.Reroute("m", 1, "prodigi-uk"));
        Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
        world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment("prodigi-uk", choose.items(), World.CLOCKS))));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.ASKED, null));
        resolve("r", How.NOT_AT_PRINTER);
        assertThat(world.answers).containsExactly("r:DONE:RESOLVED", "m:DONE:REROUTED");
        assertThat(world.next(Step.PrepareArtwork.class).printer()).isEqualTo("prodigi-uk");
    }

    @Test
    void whoCancelsAJobAndWhoCancelsItsOrderHearWhatThePrinterSays() {
        divided();
        ask(new Command.Cancel("c1", 1));
        ask(new Command.Cancel("c2"));
        assertThat(world.answers).isEmpty();
        assertThat(world.todo).hasOnlyElementsOfType(Step.CancelAtPrinter.class).hasSize(2);
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.REFUSED, "TOO_LATE"));
        assertThat(world.answers).containsExactly("c1:REFUSED:TOO_LATE");
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        assertThat(world.answers).containsExactly("c1:REFUSED:TOO_LATE", "c2:REFUSED:TOO_LATE");
        assertThat(world.state.jobs()).extracting(Job::cancelled).containsExactly(false, true);
    }

    @Test
    void bothAreToldThatItIsCancelled() {
        divided();
        ask(new Command.Cancel("c1", 1));
        ask(new Command.Cancel("c2"));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        assertThat(world.answers).containsExactly("c1:DONE:CANCELLED", "c2:DONE:CANCELLED");
    }

    @Test
    void aPrinterThatCannotBeAskedIsToldOnceInTheTimeline() {
        world.finish(world.toSubmit(), World.submission(Submission.Kind.ACCEPTED, null, null));
        ask(new Command.Cancel("c"));
        for (int i = 0; i < 4; i++) {
            world.finish(world.next(Step.CancelAtPrinter.class), new CancelAnswer(CancelAnswer.Kind.UNDECIDED, "CIRCUIT_OPEN"));
            world.tick(Duration.ofMinutes(5));
            world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.ACCEPTED, null, null));
        }
        assertThat(world.lines).filteredOn(line -> line.kind().equals("CANCEL_UNDECIDED")).singleElement()
                .extracting(Decision.Line::says).isEqualTo("cancel at elanders-de: undecided, CIRCUIT_OPEN");
    }

    @Test
    void anAddressThatOnePrinterTookAndTheOtherRefusedStaysTrueForThatJob() {
        divided();
        ask(new Command.ChangeAddress("a", 2));
        world.finish(world.next(Step.ReaddressJob.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        world.finish(world.next(Step.ReaddressJob.class), new CancelAnswer(CancelAnswer.Kind.REFUSED, "NOT_OFFERED"));
        assertThat(world.answers).containsExactly("a:REFUSED:CHANGED_FOR_JOB_1");
        assertThat(world.lines.getLast().says()).isEqualTo("change of address refused: NOT_OFFERED; it is changed for job 1 alone");
        assertThat(world.state.address()).isZero();
        assertThat(world.state.jobs()).extracting(Job::address).containsExactly(2, 0);
        world.now = world.now.plusSeconds(1);
        world.hear(world.printer(A1, new PrinterEvent.JobRejected(Fault.PRINTER, "BROKEN")));
        Step.ChoosePrinter choose = world.next(Step.ChoosePrinter.class);
        world.finish(choose, new StepResult.Chosen(List.of(new StepResult.Assignment("photofinale-us", choose.items(), World.CLOCKS))));
        assertThat(world.state.jobs().getFirst().address()).as("made elsewhere it goes there too").isEqualTo(2);
    }

    @Test
    void anAddressThatAllTookIsTheOrders() {
        divided();
        for (int version = 2; version <= 3; version++) {
            ask(new Command.ChangeAddress("a" + version, version));
            world.finish(world.next(Step.ReaddressJob.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
            world.finish(world.next(Step.ReaddressJob.class), new CancelAnswer(CancelAnswer.Kind.AGREED, null));
        }
        assertThat(world.answers).containsExactly("a2:DONE:ADDRESS_CHANGED", "a3:DONE:ADDRESS_CHANGED");
        assertThat(world.state.address()).isEqualTo(3);
        assertThat(world.state.jobs()).extracting(Job::address).containsOnly(0);
    }
}
