package dev.pressroom.orders.routing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was held for or against one printer, in words and as data.
 *
 * @param why in words
 * @param missesByWorkingDays how much later than promised it would be; null when it would not, or nothing was promised
 * @param price of all items that it can make, with shipping; null when a price is not known
 * @param score the lower the better; null when it was out before
 */
public record Verdict(String printer, boolean chosen, Reason reason, String why, @Nullable Integer missesByWorkingDays,
        @Nullable Double price, @Nullable Instant deliveredBy, @Nullable Double score, double failures, double daysLate,
        int openJobs) {

    /** What decided. */
    public enum Reason {
        CHOSEN, NOT_MADE, SERVICE_NOT_OFFERED, COUNTRY_NOT_SERVED, UNAVAILABLE, CAPACITY_USED, MISSES_PROMISE, SCORED_LOWER, EQUAL
    }
}
