package dev.pressroom.printers;

import dev.pressroom.orders.calendar.WorkCalendar;
import dev.pressroom.orders.process.Clocks;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a profile's {@code clocks}: each a duration, or working days of the printer such as {@code 2wd}, counted by its {@code calendar}
 * (days, cutOff, holidays), Monday to Friday without one.
 */
final class ClockSettings {

    private static final Pattern WORKING_DAYS = Pattern.compile("([1-9]\\d?)wd");

    private final Section clocks;

    private ClockSettings(Section clocks) {
        this.clocks = clocks;
    }

    static Clocks read(Section top, ZoneId zone) {
        Section section = top.required("clocks", "give acknowledge, dispatch and delivery");
        ClockSettings settings = new ClockSettings(section);
        boolean tellsProduction = section.optionalText("production") != null;
        int acknowledge = settings.workingDays("acknowledge");
        int production = settings.workingDays("production");
        int dispatch = settings.workingDays("dispatch");
        WorkCalendar calendar = calendar(top, zone);
        boolean working = acknowledge + production + dispatch > 0;
        Clocks read = new Clocks(settings.duration("acknowledge", acknowledge), settings.duration("dispatch", dispatch),
                section.duration("delivery"), tellsProduction ? settings.duration("production", production) : null, null, new TreeMap<>(),
                working ? new Clocks.Working(calendar, acknowledge, production, dispatch) : null);
        section.close();
        return read;
    }

    private int workingDays(String key) {
        String text = clocks.optionalText(key);
        Matcher matcher = WORKING_DAYS.matcher(text == null ? "" : text.toLowerCase(Locale.ROOT));
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private Duration duration(String key, int workingDays) {
        return workingDays > 0 ? Duration.ofDays(workingDays) : clocks.duration(key);
    }

    private static WorkCalendar calendar(Section top, ZoneId zone) {
        Section section = top.optional("calendar");
        if (section == null) {
            return new WorkCalendar(zone, new TreeSet<>(), null, new TreeSet<>());
        }
        TreeSet<DayOfWeek> days = new TreeSet<>();
        for (String day : section.list("days")) {
            List<DayOfWeek> named = List.of(DayOfWeek.values()).stream().filter(one -> one.name().equals(day)).toList();
            if (named.isEmpty()) {
                section.problem("days", "has '" + day + "'", "write days such as MONDAY");
            }
            days.addAll(named);
        }
        TreeSet<LocalDate> holidays = new TreeSet<>();
        for (String date : section.list("holidays")) {
            try {
                holidays.add(LocalDate.parse(date));
            } catch (DateTimeException e) {
                section.problem("holidays", "has '" + date + "'", "write dates such as 2026-12-25");
            }
        }
        WorkCalendar calendar = new WorkCalendar(zone, days, cutOff(section), holidays);
        section.close();
        return calendar;
    }

    private static @Nullable LocalTime cutOff(Section section) {
        String text = section.optionalText("cutOff");
        try {
            return text == null ? null : LocalTime.parse(text);
        } catch (DateTimeException e) {
            section.problem("cutOff", "is '" + text + "'", "write a time of the printer's zone in quotes, such as \"14:00\"");
            return null;
        }
    }
}
