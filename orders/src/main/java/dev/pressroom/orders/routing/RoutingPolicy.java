package dev.pressroom.orders.routing;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.routing.Verdict.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Divides an order's items among printers. First what cannot be: product, service, country, a printer that takes nothing or has too much. Then
 * one printer that keeps the promised date for all; else several that keep it; else, better late than never, one; else several. Among printers
 * that can, the lowest score wins, and those that are as good share the orders by a hash, so that the same order gets the same answer.
 */
public final class RoutingPolicy {

    private final OrderSummary order;
    private final List<ItemQuantity> items;
    private final Scores scores;
    private final List<Candidate> candidates;

    /** @param items by printer; empty when some item has no printer */
    public record Routing(SequencedMap<String, List<ItemQuantity>> items, List<Verdict> verdicts) {}

    private RoutingPolicy(OrderSummary order, List<ItemQuantity> items, Scores scores, List<Candidate> candidates) {
        this.order = order;
        this.items = items;
        this.scores = scores;
        this.candidates = candidates;
    }

    /** @param whole all items must go to one printer */
    public static Routing route(OrderSummary order, List<ItemQuantity> items, boolean whole, List<Candidate> candidates, Policy policy) {
        Scores scores = new Scores(order, items, policy, candidates);
        return new RoutingPolicy(order, items, scores, candidates).route(whole);
    }

    private Routing route(boolean whole) {
        for (boolean late : new boolean[]{false, true}) {
            Optional<Candidate> one = best(items, late);
            if (one.isPresent()) {
                SequencedMap<String, List<ItemQuantity>> all = new LinkedHashMap<>();
                all.put(one.get().printer(), items);
                return new Routing(all, verdicts(all));
            }
            SequencedMap<String, List<ItemQuantity>> divided = whole ? new LinkedHashMap<>() : divide(late);
            if (!divided.isEmpty()) {
                return new Routing(divided, verdicts(divided));
            }
        }
        return new Routing(new LinkedHashMap<>(), verdicts(new LinkedHashMap<>()));
    }

    /** Few printers: each time the one that can make most of what is left. Empty when some item has none. */
    private SequencedMap<String, List<ItemQuantity>> divide(boolean late) {
        SequencedMap<String, List<ItemQuantity>> divided = new LinkedHashMap<>();
        List<ItemQuantity> left = new ArrayList<>(items);
        while (!left.isEmpty()) {
            int most = candidates.stream().mapToInt(candidate -> fitting(candidate, left, late).size()).max().orElse(0);
            if (most == 0) {
                return new LinkedHashMap<>();
            }
            List<Candidate> able = candidates.stream().filter(candidate -> fitting(candidate, left, late).size() == most).toList();
            Candidate chosen = least(able).orElseThrow();
            List<ItemQuantity> given = fitting(chosen, left, late);
            divided.put(chosen.printer(), given);
            left.removeAll(given);
        }
        return divided;
    }

    private List<ItemQuantity> fitting(Candidate candidate, List<ItemQuantity> of, boolean late) {
        return of.stream().filter(item -> fits(candidate, List.of(item), late)).toList();
    }

    private boolean fits(Candidate candidate, List<ItemQuantity> of, boolean late) {
        return against(candidate, of) == null && (late || scores.missesBy(candidate) == null);
    }

    private Optional<Candidate> best(List<ItemQuantity> of, boolean late) {
        List<Candidate> able = candidates.stream().filter(candidate -> fits(candidate, of, late)).toList();
        return late ? able.stream().min(Comparator.comparing(Candidate::deliveredBy).thenComparing(Candidate::printer)) : least(able);
    }

    private Optional<Candidate> least(List<Candidate> able) {
        double least = able.stream().mapToDouble(scores::score).min().orElse(0);
        return able.stream().filter(candidate -> scores.equal(scores.score(candidate), least))
                .min(Comparator.comparingInt((Candidate candidate) -> spread(order.orderId(), candidate.printer()))
                        .thenComparing(Candidate::printer));
    }

    /** Mixes the bits: ids that differ in their last digit only must not all go to one printer. */
    private static int spread(String orderId, String printer) {
        return ((printer + "/" + orderId).hashCode() * 0x9E3779B9) >>> 12;
    }

    private record Against(Reason reason, String why) {}

    private @Nullable Against against(Candidate candidate, List<ItemQuantity> of) {
        List<String> missing = of.stream().map(scores::product).filter(product -> !candidate.products().contains(product)).distinct()
                .toList();
        if (!missing.isEmpty()) {
            return new Against(Reason.NOT_MADE, "does not make " + String.join(", ", missing));
        }
        if (!candidate.services().contains(order.service())) {
            return new Against(Reason.SERVICE_NOT_OFFERED, "does not offer " + order.service());
        }
        Policy.Terms terms = scores.policy().terms(candidate.printer());
        if (!candidate.countries().isEmpty() && !candidate.countries().contains(order.country())) {
            return new Against(Reason.COUNTRY_NOT_SERVED, "does not ship to " + order.country());
        }
        if (!terms.countries().isEmpty() && !terms.countries().contains(order.country())) {
            return new Against(Reason.COUNTRY_NOT_SERVED, "is not used for " + order.country());
        }
        if (terms.closed()) {
            return new Against(Reason.UNAVAILABLE, "is closed by the policy");
        }
        if (candidate.unavailable() != null) {
            return new Against(Reason.UNAVAILABLE, candidate.unavailable());
        }
        Integer capacity = terms.capacity();
        return capacity != null && candidate.openJobs() >= capacity
                ? new Against(Reason.CAPACITY_USED, "has " + candidate.openJobs() + " open jobs, its capacity is " + capacity)
                : null;
    }

    private List<Verdict> verdicts(Map<String, List<ItemQuantity>> routed) {
        return candidates.stream().map(candidate -> {
            List<ItemQuantity> given = routed.get(candidate.printer());
            Integer misses = scores.missesBy(candidate);
            String late = misses == null ? "" : "would miss the promised date by " + misses + " working day" + (misses == 1 ? "" : "s");
            if (given != null) {
                String makes = given.size() == items.size() ? "makes all of it" : "makes a part of it";
                return verdict(candidate, true, Reason.CHOSEN, makes + (misses == null ? "" : "; " + late + ", and nobody is faster"),
                        misses);
            }
            Against against = against(candidate, items);
            if (against != null) {
                return new Verdict(candidate.printer(), false, against.reason(), against.why(), misses, null, null, null,
                        rounded(candidate.failures()), rounded(candidate.daysLate()), candidate.openJobs());
            }
            if (misses != null) {
                return verdict(candidate, false, Reason.MISSES_PROMISE, late, misses);
            }
            Candidate winner = candidates.stream().filter(other -> routed.containsKey(other.printer())).findFirst().orElse(candidate);
            boolean equal = scores.equal(scores.score(candidate), scores.score(winner));
            return verdict(candidate, false, equal ? Reason.EQUAL : Reason.SCORED_LOWER,
                    equal ? "is as good; such printers share the orders" : scores.compared(candidate, winner), null);
        }).toList();
    }

    private Verdict verdict(Candidate candidate, boolean chosen, Reason reason, String why, @Nullable Integer misses) {
        Instant by = candidate.deliveredBy();
        return new Verdict(candidate.printer(), chosen, reason, why, misses, scores.price(candidate), by,
                rounded(scores.score(candidate)), rounded(candidate.failures()), rounded(candidate.daysLate()), candidate.openJobs());
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }
}
