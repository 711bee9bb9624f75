package dev.pressroom.rendering.templates;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Element.Align;
import dev.pressroom.rendering.designs.Element.Fill;
import dev.pressroom.rendering.designs.Element.Run;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.Element.Valign;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The days of a month in weeks, beginning with the locale's first day of the week. */
final class MonthGrid {
    private static final Colour SUNDAY = Colour.of("#b03a2e");
    private static final int ROWS = 7;
    private static final Set<String> SUNDAY_FIRST = Set.of("", "en", "he", "hi", "ja", "ko", "pt", "th");

    private MonthGrid() {}

    static List<Element> of(Box grid, int year, int month, Locale locale, @Nullable String font, @Nullable Colour colour) {
        List<Element> elements = new ArrayList<>();
        DayOfWeek first = firstDay(locale);
        double width = grid.width() / 7;
        double height = grid.height() / ROWS;
        double points = height * 72 / 25.4;
        for (int column = 0; column < 7; column++) {
            DayOfWeek day = first.plus(column);
            elements.add(cell(new Box(grid.x() + column * width, grid.y(), width, height),
                    day.getDisplayName(TextStyle.SHORT_STANDALONE, locale),
                    "sans-bold", points * 0.32, day == DayOfWeek.SUNDAY ? SUNDAY : colour));
        }
        elements.add(
                new Fill(new Box(grid.x(), grid.y() + height * 0.95, grid.width(), 0.3), colour == null ? Colour.BLACK : colour, 0, 0));
        LocalDate date = LocalDate.of(year, month, 1);
        int row = 1;
        while (date.getMonthValue() == month) {
            int column = (date.getDayOfWeek().getValue() - first.getValue() + 7) % 7;
            elements.add(cell(new Box(grid.x() + column * width, grid.y() + row * height, width, height), "" + date.getDayOfMonth(), font,
                    points * 0.5, date.getDayOfWeek() == DayOfWeek.SUNDAY ? SUNDAY : colour));
            row += column == 6 ? 1 : 0;
            date = date.plusDays(1);
        }
        return elements;
    }

    /** Of a language without a country, for which the JDK says Sunday, the day with which its largest country begins. */
    private static DayOfWeek firstDay(Locale locale) {
        return locale.getCountry().isEmpty() && !SUNDAY_FIRST.contains(locale.getLanguage())
                ? DayOfWeek.MONDAY
                : WeekFields.of(locale).getFirstDayOfWeek();
    }

    private static TextBox cell(Box box, String text, @Nullable String font, double size, @Nullable Colour colour) {
        return new TextBox(box, List.of(new Run(text, font, Math.round(Math.max(6, size) * 10) / 10.0, colour)), Align.CENTER,
                Valign.MIDDLE,
                1, 0);
    }
}
