package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.calendar.WorkCalendar;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.process.Clocks.Working;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each clock runs out, is looked up, and only then asks for a person. The world's order is placed on a Tuesday, 9:00 in Berlin. */
class ClocksTest {

    private static final JobKey A1 = new JobKey("A-1", 1, 1);
    private static final WorkCalendar BERLIN = WorkCalendar.weekdays(ZoneId.of("Europe/Berlin"), LocalTime.of(14, 0),
            Set.of(LocalDate.of(2026, 12, 3)));
    private static final Clocks WORKING = new Clocks(Duration.ofHours(1), Duration.ofDays(3), Duration.ofDays(2), Duration.ofDays(1), null,
            new TreeMap<>(Map.of("dpd", Duration.ofDays(4))), new Working(BERLIN, 0, 1, 3));

    private final World world = new World(1).place();

    @AfterEach
    void holdsTheInvariants() {
        assertThat(world.violations).isEmpty();
    }

    private void accepted() {
        world.finish(world.next(Step.ChoosePrinter.class), new StepResult.Chosen(
                List.of(new StepResult.Assignment("elanders-de", world.next(Step.ChoosePrinter.class).items(), WORKING))));
        world.finish(world.next(Step.PrepareArtwork.class), new StepResult.Prepared());
        world.finish(world.next(Step.SubmitJob.class), World.submission(Submission.Kind.ACCEPTED, null, null));
    }

    private void runsOut(String at, AttentionCode code) {
        assertThat(world.status().until()).isEqualTo(Instant.parse(at));
        world.tick(Duration.between(world.now, Instant.parse(at)));
        assertThat(world.status().attention()).isNull();
        world.finish(world.next(Step.LookUpJob.class), new LookedUp(LookedUp.Kind.ACCEPTED, null, null));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(code);
    }

    @Test
    void productionAndDispatchAreCountedInThePrintersWorkingDays() {
        accepted();
        // One working day after Tuesday, to the end of Wednesday in Berlin.
        runsOut("2026-12-02T23:00:00Z", AttentionCode.PRODUCTION_LATE);
        world.hear(world.printer(A1, new PrinterEvent.JobInProduction()));
        assertThat(world.status().attention()).isNull();
        // Three: Wednesday, not Thursday, which is a holiday, Friday, Monday.
        runsOut("2026-12-07T23:00:00Z", AttentionCode.DISPATCH_LATE);
    }

    @Test
    void aParcelHasTheTimeOfItsCarrier() {
        accepted();
        world.hear(world.printer(A1, World.shipped("0001")));
        runsOut("2026-12-05T08:00:00Z", AttentionCode.PARCEL_SILENT);
    }

    @Test
    void aCarrierThatWentSilentAsksForAPersonUntilItSpeaksAgain() {
        accepted();
        world.hear(world.printer(A1, World.shipped("0001")));
        world.now = world.now.plus(Duration.ofDays(1));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelSilent("none")));
        assertThat(world.status().attention()).isNotNull().extracting(Attention::code).isEqualTo(AttentionCode.PARCEL_SILENT);
        world.now = world.now.plus(Duration.ofDays(1));
        world.hear(world.parcel("0001", new ParcelEvent.ParcelMoved("03")));
        assertThat(world.status().attention()).isNull();
    }

    @Test
    void thePrintersOwnNewDateMovesTheDeadlineUnlessItIsAbsurd() {
        accepted();
        world.hear(world.printer(A1, new PrinterEvent.JobInProduction()));
        world.hear(world.printer(A1, new PrinterEvent.JobDelayed(Instant.parse("2026-12-10T12:00:00Z"))));
        assertThat(world.status().until()).isEqualTo("2026-12-10T12:00:00Z");
        world.now = world.now.plusSeconds(5);
        world.hear(world.printer(A1, new PrinterEvent.JobDelayed(Instant.parse("2126-12-10T12:00:00Z"))));
        assertThat(world.status().until()).isEqualTo("2026-12-07T23:00:00Z");
    }
}
