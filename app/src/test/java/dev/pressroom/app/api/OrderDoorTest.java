package dev.pressroom.app.api;

import static dev.pressroom.app.api.ApiCaller.DEMO;
import static dev.pressroom.app.api.ApiCaller.OTHER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.app.api.ApiCaller.Response;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.storage.Database;
import dev.pressroom.workflows.OrderJson;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ApiTest
class OrderDoorTest {

    @Autowired
    private ApiCaller api;
    @Autowired
    private Database database;

    @Test
    void takesTheDocumentedExampleAndStoresItWithItsFact() {
        Response placed = api.post("/v1/orders", DEMO, Examples.ORDER);

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.header("Location")).isEqualTo("/v1/orders/A-1001");
        assertThat(placed.text()).isEqualTo("""
            {"orderId":"A-1001","placedAt":"2026-11-21T12:00:00Z","href":"/v1/orders/A-1001"}""");
        JdbcClient jdbc = database.jdbc();
        String fact = jdbc.sql("SELECT payload::text FROM facts WHERE source = 'shop/demo' AND event_key = 'A-1001' AND state = 'NEW'")
                .query(String.class).single();
        assertThat(OrderJson.read(fact, Fact.class)).isInstanceOf(Fact.OrderPlaced.class)
                .satisfies(read -> assertThat(read.occurredAt()).isEqualTo(ApiTestApplication.NOW));
        assertThat(fact).doesNotContain("Ada", "Berlin");
        assertThat(jdbc.sql("SELECT shop || ' ' || placed_by || ' ' || service FROM orders WHERE order_id = 'A-1001'").query(String.class)
                .single()).isEqualTo("demo demo STANDARD");
        assertThat(jdbc.sql("SELECT photos #>> '{1,crop,zoom}' FROM order_items WHERE order_id = 'A-1001'").query(String.class).single())
                .isEqualTo("1.2");
        assertThat(jdbc.sql("SELECT count(*) FROM relay_queue WHERE order_id = 'A-1001'").query(Long.class).single()).isEqualTo(1);
    }

    @Test
    void answersTheSameOrderWrittenDifferentlyWithTheSameBody() {
        Response first = api.post("/v1/orders", DEMO, order("S-1", "\"line2\": null,", "{\"url\": \"https://p.example.org/1.jpg\"}"));

        Response again = api.post("/v1/orders", DEMO,
                order("S-1", "", "{\n\"crop\": null, \"url\": \"https://p.example.org/1.jpg\"\n}"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text()).isEqualTo(first.text());
    }

    @Test
    void refusesOtherContentUnderTheSameIdAndTellsWhatToDo() {
        api.post("/v1/orders", DEMO, order("D-1", "", "{\"url\": \"https://p.example.org/1.jpg\"}"));

        Response other = api.post("/v1/orders", DEMO, order("D-1", "", "{\"url\": \"https://p.example.org/2.jpg\"}"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem(ProblemType.ORDER_DIFFERS).path("detail").asString()).contains("D-1", "cancel it", "an id of its own");
    }

    @Test
    void refusesTheIdOfAnotherShopWithoutShowingItsOrder() {
        String order = order("D-2", "", "{\"url\": \"https://p.example.org/1.jpg\"}");
        api.post("/v1/orders", DEMO, order);

        assertThat(api.post("/v1/orders", OTHER, order).status()).isEqualTo(409);
        assertThat(api.get("/v1/orders/D-2", OTHER).status()).isEqualTo(404);
    }

    @Test
    void takesOneOfManyAtTheSameMomentAndAnswersAllAlike() throws Exception {
        int clients = 8;
        String order = order("C-1", "", "{\"url\": \"https://p.example.org/1.jpg\"}");
        CyclicBarrier start = new CyclicBarrier(clients);
        List<Response> responses;
        try (var threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Response>> all = IntStream.range(0, clients).mapToObj(_ -> threads.submit(() -> {
                start.await();
                return api.post("/v1/orders", DEMO, order);
            })).toList();
            threads.close();
            responses = all.stream().map(Future::resultNow).toList();
        }

        assertThat(responses).extracting(Response::status).containsExactlyInAnyOrder(201, 200, 200, 200, 200, 200, 200, 200);
        assertThat(responses).extracting(Response::text).containsOnly(responses.getFirst().text());
    }

    @Test
    void takesNothingWhileTheRecordIsAwayAndTheSameOrderAfterwards() {
        String order = order("U-1", "", "{\"url\": \"https://p.example.org/1.jpg\"}");

        database.away(() -> {
            Response away = api.post("/v1/orders", DEMO, order);
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.header("Retry-After")).isEqualTo("5");
            assertThat(away.problem(ProblemType.UNAVAILABLE).path("detail").asString()).contains("send the same again");
        });

        // The pool may hand out some of its ended connections first.
        await().until(() -> api.post("/v1/orders", DEMO, order).status(), status -> status == 201);
    }

    private static String order(String id, String address, String photo) {
        return """
            {"orderId": "%s", "service": "EXPRESS",
             "shipTo": {"name": "Ada Example", "line1": "Musterweg 1", %s "postalCode": "10115", "city": "Berlin", "country": "DE"},
             "items": [{"itemId": "1", "product": "CARD", "quantity": 1, "photos": [%s]}]}
            """.formatted(id, address, photo);
    }
}
