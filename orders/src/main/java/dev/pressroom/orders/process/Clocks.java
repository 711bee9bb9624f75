package dev.pressroom.orders.process;

import dev.pressroom.orders.calendar.WorkCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How long each stage of a job may last at the chosen printer before somebody looks; fixed with the choice.
 *
 * @param acknowledge from submit to acceptance
 * @param dispatch from acceptance to shipping
 * @param delivery from shipping to delivery
 * @param production from acceptance to the first sign of production; null when the printer tells none
 * @param deferral how long a submit may be put off before another printer is sought; null means for ever
 * @param transit by carrier id, where it differs from {@code delivery}
 * @param working where stages are counted in the printer's working days; null when all are durations
 */
public record Clocks(Duration acknowledge, Duration dispatch, Duration delivery, @Nullable Duration production,
        @Nullable Duration deferral, SortedMap<String, Duration> transit, @Nullable Working working) {

    public Clocks {
        transit = transit == null ? new TreeMap<>() : new TreeMap<>(transit);
    }

    public Clocks(Duration acknowledge, Duration dispatch, Duration delivery) {
        this(acknowledge, dispatch, delivery, null, null, new TreeMap<>(), null);
    }

    /** Which of them is running. */
    public enum Clock {
        ACKNOWLEDGE, PRODUCTION, DISPATCH, DELIVERY
    }

    /** Stages in working days; zero where the stage is a duration. */
    public record Working(WorkCalendar calendar, int acknowledge, int production, int dispatch) {}

    Instant due(Clock clock, Instant began) {
        Working days = working;
        return switch (clock) {
            case ACKNOWLEDGE -> due(days, days == null ? 0 : days.acknowledge(), acknowledge, began);
            case PRODUCTION -> due(days, days == null ? 0 : days.production(), production == null ? dispatch : production, began);
            case DISPATCH -> due(days, days == null ? 0 : days.dispatch(), dispatch, began);
            case DELIVERY -> began.plus(delivery);
        };
    }

    private static Instant due(@Nullable Working working, int days, Duration duration, Instant began) {
        return working == null || days == 0 ? began.plus(duration) : working.calendar().endOf(began, days);
    }

    boolean tellsProduction() {
        return production != null || (working != null && working.production() > 0);
    }

    /** When a parcel that left then should have arrived. */
    Instant arrival(@Nullable String carrier, Instant shippedAt) {
        return shippedAt.plus(carrier == null ? delivery : transit.getOrDefault(carrier, delivery));
    }

    /** When a job that this printer gets now is delivered at the latest, if all keep to their clocks. */
    public Instant deliveredBy(Instant submittedAt) {
        return due(Clock.DISPATCH, submittedAt).plus(delivery);
    }

    public Clocks with(@Nullable Duration nextDeferral, SortedMap<String, Duration> nextTransit, @Nullable Working nextWorking) {
        return new Clocks(acknowledge, dispatch, delivery, production, nextDeferral, nextTransit, nextWorking);
    }
}
