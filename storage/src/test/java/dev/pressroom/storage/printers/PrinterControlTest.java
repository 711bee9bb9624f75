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

        assertThat(control.closedBecause("north")).isEmpty();
        assertThat(control.closedBecause("south")).isEmpty();
        assertThat(control.standings()).containsOnlyKeys("south").containsValue(Standing.untouched("south"));
    }

    @Test
    void keepsWhoPausedItAndWhyUntilItIsResumedAndAllThatWasDone() {
        control.set("north", Mode.PAUSED, "ada", "new press");

        assertThat(control.standings()).containsEntry("north", new Standing("north", Mode.PAUSED, "ada", NOON, "new press"));
        assertThat(control.closedBecause("north")).contains("is paused");

        control.set("north", Mode.DRAINING, "ada", null);
        assertThat(control.closedBecause("north")).contains("is draining");

        control.set("north", Mode.OPEN, "grace", "done");
        assertThat(control.closedBecause("north")).isEmpty();
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
        assertThat(control.closedBecause("north")).isEmpty();
        assertThat(at(NOON.plus(Duration.ofMinutes(5))).lanes()).isEmpty();

        control.seen("one", List.of(lane("CLOSED")));
        assertThat(control.lanes()).containsExactly(lane("CLOSED"));
    }
}
