package dev.pressroom.storage.printers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.Database;
import dev.pressroom.storage.printers.PrinterControl.LaneHealth;
import dev.pressroom.storage.printers.PrinterControl.Mode;
import dev.pressroom.storage.printers.PrinterControl.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrinterControlTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final Database database = Database.fresh();
    private final PrinterControl control = at(NOON);

    private PrinterControl at(Instant now) {
        return new PrinterControl(database.jdbc(), database.transactions(), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static LaneHealth lane(String circuit) {
        return new LaneHealth("north", "north.http", "one", circuit, true, null, "connection refused", NOON, NOON);
    }

    @Test
    void aPrinterThatNobodyTouchedGetsJobs() {
        database.jdbc().sql("INSERT INTO printers (printer_id, cursor) VALUES ('south', 'c')").update();

        assertThat(control.unavailableBecause("north")).isEmpty();
        assertThat(control.unavailableBecause("south")).isEmpty();
        assertThat(control.standings()).containsOnlyKeys("south").containsValue(Standing.untouched("south"));
    }

    @Test
    void newJobsGoElsewhereWhileEveryInstanceFindsAWayToThePrinterBroken() {
        LaneHealth offers = new LaneHealth("north", "north.offer", "one", "CLOSED", false, NOON, null, null, NOON);
        LaneHealth inward = new LaneHealth("north", "north.poll", "one", "NONE", true, null, "connection refused", NOON, NOON);
        control.seen("one", List.of(inward));
        assertThat(control.unavailableBecause("north")).isEmpty();
        control.seen("one", List.of(lane("HALF_OPEN"), offers));
        assertThat(control.unavailableBecause("north")).isEmpty();
        control.seen("one", List.of(lane("OPEN"), offers, inward));
        assertThat(control.unavailableBecause("north")).contains("cannot be reached, its circuit is open");
        assertThat(control.unavailableBecause("south")).isEmpty();
        control.seen("two", List.of(new LaneHealth("north", "north.http", "two", "CLOSED", false, NOON, null, null, NOON)));
        assertThat(control.unavailableBecause("north")).as("another instance reaches it").isEmpty();
        assertThat(at(NOON.plusSeconds(61)).unavailableBecause("north")).as("nobody has looked lately").isEmpty();
        control.set("north", Mode.PAUSED, "ada", null);
        assertThat(control.unavailableBecause("north")).contains("is paused");
    }

    @Test
    void keepsWhoPausedItAndWhyUntilItIsResumedAndAllThatWasDone() {
        control.set("north", Mode.PAUSED, "ada", "new press");

        assertThat(control.standings()).containsEntry("north", new Standing("north", Mode.PAUSED, "ada", NOON, "new press"));
        assertThat(control.unavailableBecause("north")).contains("is paused");

        control.set("north", Mode.DRAINING, "ada", null);
        assertThat(control.unavailableBecause("north")).contains("is draining");

        control.set("north", Mode.OPEN, "grace", "done");
        assertThat(control.unavailableBecause("north")).isEmpty();
        assertThat(
                database.jdbc().sql("SELECT mode || ' ' || changed_by FROM printer_changes ORDER BY change_id").query(String.class).list())
                .containsExactly("PAUSED ada", "DRAINING ada", "OPEN grace");
    }

    @Test
    void keepsTheCursorOfAPrinterThatIsPaused() {
        database.jdbc().sql("INSERT INTO printers (printer_id, cursor) VALUES ('north', 'c-1')").update();

        control.set("north", Mode.PAUSED, "ada", null);

        assertThat(database.jdbc().sql("SELECT cursor FROM printers").query(String.class).single()).isEqualTo("c-1");
    }

    @Test
    void showsWhatEachInstanceSawUntilItIsOldNews() {
        control.seen("one", List.of(lane("OPEN")));

        assertThat(control.lanes()).containsExactly(lane("OPEN"));
        assertThat(at(NOON.plus(Duration.ofMinutes(5))).lanes()).isEmpty();

        control.seen("one", List.of(lane("CLOSED")));
        assertThat(control.lanes()).containsExactly(lane("CLOSED"));
    }
}
