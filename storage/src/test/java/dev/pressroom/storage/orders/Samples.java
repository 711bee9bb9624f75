package dev.pressroom.storage.orders;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ServiceLevel;
import java.time.Instant;
import java.util.List;

/** Orders for tests. */
public final class Samples {

    public static final Instant NOON = Instant.parse("2026-11-21T12:00:00.123456789Z");

    private Samples() {}

    public static NewOrder order(String id) {
        return order(id, "demo", "hash-1", NOON);
    }

    static NewOrder order(String id, String shop, String hash, Instant at) {
        Address address = new Address("Ada Example", null, "Weg 1", null, "10115", "Berlin", null, "DE", "ada@example.org", null);
        String fact = """
            {"type": "OrderPlaced", "told": {"source": "shop/%s", "key": "%s", "occurredAt": "%s", "receivedAt": "%s"}}""".formatted(shop,
                id, at, at);
        return new NewOrder(id, shop, ServiceLevel.STANDARD, address,
                List.of(new NewOrder.Item("book", "BOOK-A4", 1, "[{\"url\": \"https://photos.example.org/1.jpg\"}]"),
                        new NewOrder.Item("prints", "PRINT-10X15", 2,
                                "[{\"url\": \"https://photos.example.org/1.jpg\"}, {\"url\": \"https://photos.example.org/2.jpg\"}]")),
                hash, "demo", at, fact);
    }
}
