package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** Postbacks that cannot be true or cannot be kept come in between a printer's own: the order is delivered once all the same. */
@ExtendWith(SharedWorld.class)
class BadFactsIT {

    private static final Duration SOON = Duration.ofMinutes(2);
    private static final int MUCH = 900_000;

    private final World world;

    BadFactsIT(World world) {
        this.world = world;
    }

    private void told(Map<String, String> fields) {
        ObjectNode json = (ObjectNode) Shop.read("{}");
        fields.forEach(json::put);
        HttpRequest request = HttpRequest.newBuilder(Partners.triggers(world.layout, world.sandbox.secrets()))
                .header("Content-Type", "application/json").header("Authorization", world.sandbox.secrets().get("siteflow-postback"))
                .POST(HttpRequest.BodyPublishers.ofString(json.toString())).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as("%.200s: %s", json, answer.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Test
    void nothingThatAPrinterSaysStopsAnOrder() {
        String order = world.placeAt("siteflow-uk", "facts");
        World.await(order + " at its printer", SOON, () -> !world.received("siteflow-uk", order).isEmpty());
        String key = world.jdbc().sql("""
            SELECT r.value FROM pressroom.attempt_refs r JOIN pressroom.attempts a USING (job_key)
            WHERE a.order_id = ? AND r.kind = 'KEY'""").param(order).query(String.class).single();
        for (String time : List.of("1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "+999999999-12-31T23:59:59Z", "0001-01-01T00:00:00Z",
                "9999999999999", "yesterday", "T".repeat(MUCH))) {
            told(Map.of("event", "Order Print Ready", "sourceOrderId", key, "timeStamp", time));
        }
        for (int n = 0; n < 3; n++) {
            told(Map.of("event", "Order Received", "sourceOrderId", key, "timeStamp", "2026-01-01T00:00:00Z"));
        }
        told(Map.of("event", "ordererrored", "sourceOrderId", key, "errorsClean", "x".repeat(MUCH)));
        told(Map.of("event", "z".repeat(MUCH), "sourceOrderId", key));
        told(Map.of("event", "Order Print Ready", "sourceOrderId", "A-of-somebody-else-1-a1"));
        long unreadable = quarantined();
        told(Map.of("event", "shipped", "sourceOrderId", key, "shipmentIndex", "7", "trackingNumber", "0".repeat(MUCH)));
        told(Map.of("event", "shipped", "sourceOrderId", key, "shipmentIndex", "8", "trackingNumber", "0123\u00004"));
        assertThat(quarantined()).isEqualTo(unreadable + 2);
        world.awaitDelivered(List.of(order), Duration.ofMinutes(3));
        assertThat(world.tally(List.of(order)).lastLine(false)).isEqualTo("delivered 1, lost 0, doubled 0, silent 0");
        assertThat(world.count("SELECT count(*) FROM pressroom.facts WHERE order_id = ? AND state <> 'APPLIED'", order)).isZero();
        assertThat(world.count("SELECT count(*) FROM pressroom.facts WHERE state = 'UNMATCHED' AND payload::text LIKE '%somebody-else%'"))
                .isEqualTo(1);
        assertThat(world.count("SELECT max(length(says)) FROM pressroom.timeline WHERE order_id = ?", order)).isLessThan(1_000);
        assertThat(world.count("""
            SELECT count(*) FROM pressroom.timeline t JOIN pressroom.orders o USING (order_id) WHERE t.order_id = ?
              AND (t.occurred_at < o.placed_at - interval '2 days' OR t.occurred_at > now() + interval '1 hour')""", order)).isZero();
    }

    private long quarantined() {
        return world.count("SELECT count(*) FROM pressroom.messages WHERE source = 'printer/siteflow-uk' AND state = 'QUARANTINED'");
    }
}
