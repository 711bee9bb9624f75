package dev.pressroom.orders.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a printer works. What comes after the cut-off, or on a day off, counts as come on the next working day. Days are calendar days of the
 * zone, whatever hours a daylight saving night gives them.
 *
 * @param days days of the week that are worked
 * @param cutOff the last minute that still counts for the day; null means midnight
 * @param holidays days off besides
 */
public record WorkCalendar(ZoneId zone, SortedSet<DayOfWeek> days, @Nullable LocalTime cutOff, SortedSet<LocalDate> holidays) {

    private static final int LONGEST_PAUSE = 366;

    public WorkCalendar {
        days = new TreeSet<>(days == null || days.isEmpty() ? EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY) : days);
        holidays = holidays == null ? new TreeSet<>() : new TreeSet<>(holidays);
    }

    public static WorkCalendar weekdays(ZoneId zone, @Nullable LocalTime cutOff, Set<LocalDate> holidays) {
        return new WorkCalendar(zone, new TreeSet<>(), cutOff, new TreeSet<>(holidays));
    }

    public boolean works(LocalDate date) {
        return days.contains(date.getDayOfWeek()) && !holidays.contains(date);
    }

    /** The working day for which something counts that comes then. */
    public LocalDate counts(Instant from) {
        ZonedDateTime local = from.atZone(zone);
        boolean late = cutOff != null && local.toLocalTime().isAfter(cutOff);
        return onOrAfter(late ? local.toLocalDate().plusDays(1) : local.toLocalDate());
    }

    /** The end of the working day that lies so many working days after the one for which {@code from} counts. */
    public Instant endOf(Instant from, int workingDays) {
        LocalDate date = counts(from);
        for (int i = 0; i < workingDays; i++) {
            date = onOrAfter(date.plusDays(1));
        }
        return date.plusDays(1).atStartOfDay(zone).toInstant();
    }

    /** Working days after the day of {@code from} up to the day of {@code to}; zero when it is not later. */
    public int between(Instant from, Instant to) {
        LocalDate last = to.atZone(zone).toLocalDate();
        int days = 0;
        for (LocalDate date = from.atZone(zone).toLocalDate().plusDays(1); !date.isAfter(last); date = date.plusDays(1)) {
            days += works(date) ? 1 : 0;
        }
        return days;
    }

    /** The same with the holidays near a moment only: what a job needs to know. */
    public WorkCalendar around(Instant moment) {
        LocalDate today = moment.atZone(zone).toLocalDate();
        return new WorkCalendar(zone, days, cutOff, holidays.subSet(today.minusDays(7), today.plusDays(90)));
    }

    /** A calendar with nothing but days off gives the day itself after a year. */
    private LocalDate onOrAfter(LocalDate date) {
        LocalDate next = date;
        while (!works(next) && ChronoUnit.DAYS.between(date, next) < LONGEST_PAUSE) {
            next = next.plusDays(1);
        }
        return next;
    }
}
