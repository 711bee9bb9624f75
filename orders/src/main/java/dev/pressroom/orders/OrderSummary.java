package dev.pressroom.orders;

import java.time.Instant;
import java.util.List;

/** What decisions need of an order; no personal data. */
public record OrderSummary(String orderId, String shop, ServiceLevel service, String country, List<OrderedItem> items, Instant placedAt) {

    public OrderSummary {
        OrderIds.check(orderId);
        items = List.copyOf(items);
        if (items.isEmpty()) {
            throw new IllegalArgumentException("order " + orderId + " has no items");
        }
    }

    /** @param product our SKU */
    public record OrderedItem(String itemId, String product, int quantity) {}
}
