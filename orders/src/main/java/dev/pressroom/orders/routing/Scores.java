package dev.pressroom.orders.routing;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.calendar.WorkCalendar;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a choice among printers goes by: price, promised day, measured performance. */
final class Scores {

    private static final WorkCalendar WEEKDAYS = WorkCalendar.weekdays(ZoneOffset.UTC, null, Set.of());
    private static final double WORKING_WEEK = 5;

    private final Policy policy;
    private final Map<String, String> products = new LinkedHashMap<>();
    private final List<ItemQuantity> items;
    private final @Nullable Instant promisedBy;
    private final double cheapest;
    private final Instant fastest;

    Scores(OrderSummary order, List<ItemQuantity> items, Policy policy, List<Candidate> candidates) {
        this.policy = policy;
        this.items = items;
        order.items().forEach(item -> products.put(item.itemId(), item.product()));
        Integer days = policy.promise().get(order.service());
        promisedBy = days == null ? null : WEEKDAYS.endOf(order.placedAt(), days);
        cheapest = candidates.stream().map(this::price).filter(Objects::nonNull).mapToDouble(Double::doubleValue).min().orElse(0);
        fastest = candidates.stream().map(Candidate::deliveredBy).min(Instant::compareTo).orElse(order.placedAt());
    }

    Policy policy() {
        return policy;
    }

    String product(ItemQuantity item) {
        return Objects.requireNonNull(products.get(item.item()), () -> "item " + item.item() + " is not of this order");
    }

    /** In working days, at least one; null when the promised date is kept or nothing is promised. */
    @Nullable
    Integer missesBy(Candidate candidate) {
        return promisedBy == null || !candidate.deliveredBy().isAfter(promisedBy)
                ? null
                : Math.max(1, WEEKDAYS.between(promisedBy.minusSeconds(1), candidate.deliveredBy()));
    }

    /** Of all items, with shipping; null when some price is not known. */
    @Nullable
    Double price(Candidate candidate) {
        Policy.Terms terms = policy.terms(candidate.printer());
        double sum = terms.shipping();
        for (ItemQuantity item : items) {
            Double price = terms.prices().get(product(item));
            if (price == null) {
                return null;
            }
            sum += price * item.quantity();
        }
        return sum;
    }

    double score(Candidate candidate) {
        Double price = price(candidate);
        double dearer = price == null || cheapest <= 0 ? 0 : price / cheapest - 1;
        double later = WEEKDAYS.between(fastest, candidate.deliveredBy()) / WORKING_WEEK;
        Policy.Weights weights = policy.weights();
        return weights.price() * dearer + weights.speed() * later
                + weights.performance() * (candidate.failures() + candidate.daysLate() / WORKING_WEEK);
    }

    boolean equal(double a, double b) {
        return Math.abs(a - b) <= policy.tolerance();
    }

    String compared(Candidate loser, Candidate winner) {
        List<String> parts = new ArrayList<>();
        Double ours = price(loser);
        Double theirs = price(winner);
        if (ours != null && theirs != null && ours > theirs) {
            parts.add(String.format(Locale.ROOT, "costs %.2f against %.2f", ours, theirs));
        }
        int days = WEEKDAYS.between(winner.deliveredBy(), loser.deliveredBy());
        if (days > 0) {
            parts.add("is " + days + " working day" + (days == 1 ? "" : "s") + " slower");
        }
        if (loser.failures() > winner.failures()) {
            parts.add(String.format(Locale.ROOT, "%.0f %% of its jobs went wrong against %.0f %%", 100 * loser.failures(),
                    100 * winner.failures()));
        }
        if (loser.daysLate() > winner.daysLate()) {
            parts.add(String.format(Locale.ROOT, "ships %.1f days late on average against %.1f", loser.daysLate(), winner.daysLate()));
        }
        return parts.isEmpty() ? "fits as well; " + winner.printer() + " makes more of it" : String.join(", ", parts);
    }
}
