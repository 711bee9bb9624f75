package dev.pressroom.app.api;

import static dev.pressroom.app.api.ApiCaller.DEMO;
import static dev.pressroom.app.api.ApiCaller.DESK;
import static dev.pressroom.app.api.ApiCaller.OTHER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.app.api.ApiCaller.Response;
import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.storage.Database;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiTest
class OrderDeskTest {

    @Autowired
    private ApiCaller api;
    @Autowired
    private Database database;

    @Test
    void showsAnOrderWithWhyAPersonIsNeededAndWhatToDo() {
        place("V-1", DEMO);
        database.jdbc().sql("""
            UPDATE orders SET stage = 'SUBMITTING', attention = 'NO_PRINTER', attention_about = 'item book',
              waiting_for = 'a person', due_at = '2026-11-22T12:00:00Z' WHERE order_id = 'V-1'
            """).update();
        database.jdbc().sql("""
            INSERT INTO timeline (order_id, version, line, recorded_at, occurred_at, kind, says)
            VALUES ('V-1', 1, 1, now(), '2026-11-21T12:00:00Z', 'PLACED', 'placed by demo')
            """).update();

        JsonNode order = api.get("/v1/orders/V-1", DEMO).json();

        assertThat(order.path("order").path("stage").asString()).isEqualTo("SUBMITTING");
        assertThat(order.path("order").path("dueAt").asString()).isEqualTo("2026-11-22T12:00:00Z");
        JsonNode attention = order.path("order").path("attention");
        assertThat(attention.path("code").asString()).isEqualTo("NO_PRINTER");
        assertThat(attention.path("about").asString()).isEqualTo("item book");
        assertThat(attention.path("what").asString()).isEqualTo(AttentionCode.NO_PRINTER.what());
        assertThat(attention.path("nextStep").asString()).isEqualTo(AttentionCode.NO_PRINTER.nextStep());
        assertThat(order.path("items").path(0).toString())
                .isEqualTo("{\"itemId\":\"prints\",\"product\":\"PRINT-10X15\",\"quantity\":2,\"photos\":2}");
        assertThat(order.path("timeline").path(0).path("says").asString()).isEqualTo("placed by demo");
        assertThat(order.toString()).doesNotContain("Ada", "Musterweg", "example.org", "null");
    }

    @Test
    void showsAShopItsOwnOrdersAndAnOperatorAll() {
        place("V-2", DEMO);

        assertThat(api.get("/v1/orders/V-2", DEMO).status()).isEqualTo(200);
        assertThat(api.get("/v1/orders/V-2", DESK).status()).isEqualTo(200);
        Response hidden = api.get("/v1/orders/V-2", OTHER);
        assertThat(hidden.status()).isEqualTo(404);
        hidden.problem(ProblemType.ORDER_UNKNOWN);
        assertThat(api.get("/v1/orders/V-nobody", DESK).status()).isEqualTo(404);
    }

    @Test
    void showsACodeOfANewerReleaseBare() {
        place("V-3", DEMO);
        database.jdbc().sql("UPDATE orders SET stage = 'LOST_IN_SPACE', attention = 'ALIENS' WHERE order_id = 'V-3'").update();

        JsonNode order = api.get("/v1/orders/V-3", DEMO).json().path("order");

        assertThat(order.path("stage").asString()).isEqualTo("LOST_IN_SPACE");
        assertThat(order.path("attention").path("code").asString()).isEqualTo("ALIENS");
    }

    @Test
    void listsPageByPage() {
        for (int i = 0; i < 5; i++) {
            place("L-" + i, OTHER);
        }
        List<String> ids = new ArrayList<>();
        String path = "/v1/orders?limit=2";
        for (String next = ""; next != null;) {
            JsonNode page = api.get(path + (next.isEmpty() ? "" : "&after=" + next), OTHER).json();
            page.path("orders").forEach(order -> ids.add(order.path("orderId").asString()));
            next = page.hasNonNull("next") ? page.path("next").asString() : null;
        }

        assertThat(ids).filteredOn(id -> id.startsWith("L-")).containsExactly("L-4", "L-3", "L-2", "L-1", "L-0");
    }

    @Test
    void listsByStageAndAttention() {
        place("F-1", DEMO);
        place("F-2", OTHER);
        database.jdbc()
                .sql("UPDATE orders SET stage = 'PRINTED', attention = 'DISPATCH_LATE' WHERE order_id IN ('F-1', 'F-2')").update();

        assertThat(ids("/v1/orders?stage=PRINTED", DEMO)).containsExactly("F-1");
        assertThat(ids("/v1/orders?stage=PRINTED&attention=DISPATCH_LATE", DESK)).containsExactly("F-2", "F-1");
        assertThat(ids("/v1/orders?stage=PRINTED&attention=ANY", OTHER)).containsExactly("F-2");
        assertThat(ids("/v1/orders?stage=PRINTED&attention=JOB_HELD", DESK)).isEmpty();
    }

    @Test
    void tellsWhatCanBeAskedWhenAParameterIsNotKnown() {
        assertThat(api.get("/v1/orders?stage=BAKED", DEMO).problems(ProblemType.INVALID_REQUEST))
                .containsExactly("?stage: 'BAKED' is not known");
        assertThat(api.get("/v1/orders?attention=BAD", DEMO).problems(ProblemType.INVALID_REQUEST))
                .containsExactly("?attention: 'BAD' is not known");
        assertThat(api.get("/v1/orders?after=nobody", DEMO).problems(ProblemType.INVALID_REQUEST))
                .containsExactly("?after: there is no such order");
        Response limit = api.get("/v1/orders?limit=many", DEMO);
        assertThat(limit.status()).isEqualTo(400);
        assertThat(limit.problems(ProblemType.INVALID_REQUEST)).containsExactly("?limit: 'many' is not known");
    }

    @Test
    void leadsFromAParcelToTheReportsThatTellOfIt() {
        place("R-1", DEMO);
        database.jdbc()
                .sql("""
                    INSERT INTO jobs (order_id, job, items, status, printer_id, attempt) VALUES ('R-1', 1, '[]', 'SHIPPED', 'p', 1);
                    INSERT INTO shipments (order_id, job, shipment, carrier, tracking_number, shipped_at, items)
                      VALUES ('R-1', 1, 's', 'dpd', '0123', '2026-11-01T12:00:00Z', '[]');
                    INSERT INTO parcels (carrier, number, label_window, order_id, job, shipment)
                      VALUES ('dpd', '0123', '[2026-11-01,2026-12-01)', 'R-1', 1, 's');
                    DO $$ BEGIN PERFORM make_tracking_partition('2026-10-01'), make_tracking_partition('2026-11-01'); END $$;
                    INSERT INTO tracking_files (file_id, carrier, content_hash, name, bytes, state, found_at) OVERRIDING SYSTEM VALUE
                      SELECT n, 'dpd', 'hash-' || n, 'a.csv', 1, 'LOADED', now() FROM generate_series(901, 902) n;
                    INSERT INTO tracking_events (carrier, number, said_at, scan_code, depot, said, occurred_at, zone_rule, status, rank, file_id, line)
                      VALUES ('dpd', '0123', '2026-10-02', '1', '', '', '2026-10-02T08:00:00Z', '', 'IN_TRANSIT', 1, 901, 1),
                             ('dpd', '0123', '2026-11-02', '1', '', '', '2026-11-02T08:00:00Z', '', 'IN_TRANSIT', 1, 902, 1);
                    INSERT INTO reconciliation_runs (run_id, started_at) OVERRIDING SYSTEM VALUE VALUES (77, now()), (78, now());
                    INSERT INTO reported_files (run_id, file_id) VALUES (77, 901), (78, 902);
                    INSERT INTO reconciliation_reports (run_id, summary, page, written_at) VALUES (78, '{"run": 78}', '<html>run 78</html>', now())
                    """)
                .update();

        assertThat(api.get("/v1/orders/R-1", DEMO).json().at("/jobs/0/shipments/0/reports").toString())
                .as("not those of the number's former parcel").isEqualTo("[78]");
        assertThat(api.get("/v1/reports/78", DESK).json().path("run").asInt()).isEqualTo(78);
        Response page = api.get("/v1/reports/78", DESK, "Accept", "text/html");
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.text()).isEqualTo("<html>run 78</html>");
        api.get("/v1/reports/77", DESK).problem(ProblemType.NOT_FOUND);
        assertThat(api.get("/v1/reports/78", DEMO).status()).as("of all shops, so for operators").isEqualTo(403);
    }

    private List<String> ids(String path, String token) {
        return api.get(path, token).json().path("orders").valueStream().map(order -> order.path("orderId").asString()).toList();
    }

    private void place(String id, String token) {
        assertThat(api.post("/v1/orders", token, Examples.ORDER.replace("A-1001", id)).status()).isEqualTo(201);
    }
}
