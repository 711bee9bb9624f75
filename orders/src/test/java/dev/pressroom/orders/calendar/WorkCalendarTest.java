package dev.pressroom.orders.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkCalendarTest {

    private static final WorkCalendar BERLIN = WorkCalendar.weekdays(ZoneId.of("Europe/Berlin"), LocalTime.of(14, 0),
            Set.of(LocalDate.of(2026, 12, 25)));

    @Test
    void whatComesAfterTheCutOffCountsForTheNextWorkingDay() {
        assertThat(BERLIN.counts(Instant.parse("2026-12-01T13:00:00Z"))).isEqualTo("2026-12-01");
        assertThat(BERLIN.counts(Instant.parse("2026-12-01T13:00:01Z"))).isEqualTo("2026-12-02");
        assertThat(BERLIN.counts(Instant.parse("2026-12-04T15:00:00Z"))).isEqualTo("2026-12-07");
    }

    @Test
    void holidaysAndWeekendsAreNotWorked() {
        assertThat(BERLIN.endOf(Instant.parse("2026-12-23T10:00:00Z"), 2)).isEqualTo("2026-12-28T23:00:00Z");
    }

    @Test
    void aDayEndsAtMidnightOfTheZoneAlsoAcrossADaylightSavingNight() {
        assertThat(BERLIN.endOf(Instant.parse("2026-03-27T10:00:00Z"), 1)).isEqualTo("2026-03-30T22:00:00Z");
        assertThat(BERLIN.endOf(Instant.parse("2026-10-23T10:00:00Z"), 1)).isEqualTo("2026-10-26T23:00:00Z");
    }

    @Test
    void countsWorkingDaysBetween() {
        assertThat(BERLIN.between(Instant.parse("2026-12-24T10:00:00Z"), Instant.parse("2026-12-29T10:00:00Z"))).isEqualTo(2);
        assertThat(BERLIN.between(Instant.parse("2026-12-29T10:00:00Z"), Instant.parse("2026-12-24T10:00:00Z"))).isZero();
    }

    @Test
    void aPrinterThatNeverWorksHoldsNobodyForEver() {
        WorkCalendar never = new WorkCalendar(ZoneId.of("UTC"), BERLIN.days(), null, new TreeSet<>(
                LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2030, 1, 1)).toList()));
        assertThat(never.endOf(Instant.parse("2026-12-01T10:00:00Z"), 1)).isAfter(Instant.parse("2027-01-01T00:00:00Z"));
    }
}
