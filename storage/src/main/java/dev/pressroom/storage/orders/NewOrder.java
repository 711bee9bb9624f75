package dev.pressroom.storage.orders;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.OrderIds;
import dev.pressroom.orders.ServiceLevel;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A checked order as it is stored.
 *
 * @param contentHash SHA-256 of the request in its canonical form: tells the same order again from another one under its id
 * @param placedBy who sent it
 * @param fact JSON of its {@code OrderPlaced}, as the workflow reads it
 */
public record NewOrder(String orderId, String shop, ServiceLevel service, Address shipTo, List<Item> items, String contentHash,
        String placedBy, Instant placedAt, String fact) {

    public NewOrder {
        OrderIds.check(orderId);
        items = List.copyOf(items);
    }

    /**
     * @param photos JSON array in page order: {@code [{"name", "url", "sha256", "crop": {"x", "y", "zoom"}}]}
     * @param design JSON of the design that the photos are for, by their names; null if each fills a page
     */
    public record Item(String itemId, String product, int quantity, String photos, @Nullable String design) {
        public Item(String itemId, String product, int quantity, String photos) {
            this(itemId, product, quantity, photos, null);
        }
    }

    /** Who tells the facts of a shop. */
    public static String source(String shop) {
        return "shop/" + shop;
    }
}
