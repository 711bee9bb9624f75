package dev.pressroom.orders.routing;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Divides an order's items among printers. One printer for all is preferred; only when none makes all are the items divided. Among printers
 * that fit, orders are spread by a hash of order and printer, so the same order is always given the same answer for the same candidates.
 */
public final class RoutingPolicy {

    private RoutingPolicy() {}

    /**
     * @param products our products that it makes
     * @param services service levels it offers
     * @param countries ISO alpha-2 it ships to; empty means everywhere
     * @param unavailable why it takes nothing now, in words; null when it does
     */
    public record Candidate(String printer, Set<String> products, Set<ServiceLevel> services, Set<String> countries,
            @Nullable String unavailable) {}

    /** @param why what spoke against it, or why it was chosen */
    public record Verdict(String printer, boolean chosen, String why) {}

    /** @param items by printer; empty when some item has no printer */
    public record Routing(Map<String, List<ItemQuantity>> items, List<Verdict> verdicts) {}

    public static Routing route(OrderSummary order, List<ItemQuantity> items, List<Candidate> candidates) {
        Map<String, String> products = new LinkedHashMap<>();
        order.items().forEach(item -> products.put(item.itemId(), item.product()));
        List<Candidate> all = fitting(order, items, products, candidates);
        Map<String, List<ItemQuantity>> routed = new LinkedHashMap<>();
        if (!all.isEmpty()) {
            routed.put(all.getFirst().printer(), items);
        } else {
            for (ItemQuantity item : items) {
                List<Candidate> some = fitting(order, List.of(item), products, candidates);
                if (some.isEmpty()) {
                    return new Routing(Map.of(), verdicts(order, items, products, candidates, Map.of()));
                }
                routed.computeIfAbsent(some.getFirst().printer(), printer -> new ArrayList<>()).add(item);
            }
        }
        return new Routing(routed, verdicts(order, items, products, candidates, routed));
    }

    private static List<Candidate> fitting(OrderSummary order, List<ItemQuantity> items, Map<String, String> products,
            List<Candidate> candidates) {
        return candidates.stream().filter(candidate -> against(order, items, products, candidate) == null)
                .sorted(Comparator.comparingInt((Candidate candidate) -> spread(order.orderId(), candidate.printer()))
                        .thenComparing(Candidate::printer))
                .toList();
    }

    /** Mixes the bits: ids that differ in their last digit only must not all go to one printer. */
    private static int spread(String orderId, String printer) {
        return ((printer + "/" + orderId).hashCode() * 0x9E3779B9) >>> 12;
    }

    private static @Nullable String against(OrderSummary order, List<ItemQuantity> items, Map<String, String> products,
            Candidate candidate) {
        List<String> missing = items.stream().map(item -> products.get(item.item()))
                .filter(product -> !candidate.products().contains(product))
                .distinct().toList();
        if (!missing.isEmpty()) {
            return "does not make " + String.join(", ", missing);
        }
        if (!candidate.services().contains(order.service())) {
            return "does not offer " + order.service();
        }
        if (!candidate.countries().isEmpty() && !candidate.countries().contains(order.country())) {
            return "does not ship to " + order.country();
        }
        return candidate.unavailable();
    }

    private static List<Verdict> verdicts(OrderSummary order, List<ItemQuantity> items, Map<String, String> products,
            List<Candidate> candidates, Map<String, List<ItemQuantity>> routed) {
        return candidates.stream().map(candidate -> {
            List<ItemQuantity> given = routed.get(candidate.printer());
            if (given != null) {
                return new Verdict(candidate.printer(), true, given.size() == items.size() ? "makes all of it" : "makes a part of it");
            }
            String against = against(order, items, products, candidate);
            return new Verdict(candidate.printer(), false, against == null ? "fits as well; another was chosen" : against);
        }).toList();
    }
}
