package dev.pressroom.storage.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.Database;
import dev.pressroom.storage.orders.OrderQueries.Filter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderQueriesTest {

    private static final Database DATABASE = Database.fresh();
    private final JdbcClient jdbc = DATABASE.jdbc();
    private final Intake intake = new Intake(jdbc, DATABASE.transactions());
    private final OrderQueries queries = new OrderQueries(jdbc, DATABASE.transactionManager());

    @Test
    void findsNothingUnderAnUnknownId() {
        assertThat(queries.find("nobody")).isEmpty();
        assertThat(queries.line("nobody")).isEmpty();
    }

    @Test
    void showsAnOrderAsPlaced() {
        intake.place(Samples.order("B-1"));

        OrderView view = queries.find("B-1").orElseThrow();

        assertThat(view.order()).isEqualTo(new OrderView.Line("B-1", "demo", "STANDARD", "DE", "demo",
                Instant.parse("2026-11-21T12:00:00.123457Z"), "PLACED", null, null, null, null, null));
        assertThat(view.items()).containsExactly(new OrderView.Item("book", "BOOK-A4", 1, 1),
                new OrderView.Item("prints", "PRINT-10X15", 2, 2));
        assertThat(view.jobs()).isEmpty();
        assertThat(view.timeline()).isEmpty();
    }

    @Test
    void showsJobsAttemptsParcelsAndTheTimelineInOrder() {
        intake.place(Samples.order("B-2"));
        record("B-2");

        OrderView view = queries.find("B-2").orElseThrow();

        assertThat(view.order()).extracting(OrderView.Line::stage, OrderView.Line::attention, OrderView.Line::waitingFor)
                .containsExactly("SHIPPED", "PARCEL_SILENT", "the carrier to deliver");
        assertThat(view.jobs()).containsExactly(
                new OrderView.Job(1, "SHIPPED", "north", List.of(new OrderView.ItemCount("book", 1), new OrderView.ItemCount("prints", 2)),
                        List.of(new OrderView.Attempt(1, "south", "REJECTED", "NO_PAPER", "out of paper", List.of()),
                                new OrderView.Attempt(2, "north", "ACCEPTED", null, null,
                                        List.of(new OrderView.Reference("KEY", "B-2-1-a2"), new OrderView.Reference("ORDER", "ord_77")))),
                        List.of(new OrderView.Shipment("s1", "dpd", "0150", Instant.parse("2026-11-21T13:00:00Z"), false,
                                List.of(new OrderView.ItemCount("book", 1)), "MOVING", Instant.parse("2026-11-21T14:00:00Z"), List.of()),
                                new OrderView.Shipment("s2", null, null, Instant.parse("2026-11-21T13:30:00Z"), false, List.of(), null,
                                        null, List.of()))));
        assertThat(view.timeline()).extracting(OrderView.Happening::kind).containsExactly("PLACED", "SUBMITTED", "SHIPPED");
    }

    @Test
    void listsNewestFirstPageByPageWithoutGapsOrRepeats() {
        for (int i = 0; i < 7; i++) {
            // Two of a moment each, so that the id decides between them.
            intake.place(Samples.order("P-" + i, "pager", "h", Instant.parse("2026-11-20T00:00:00Z").plusSeconds(i / 2)));
        }

        List<String> pages = new ArrayList<>();
        OrderView.Line last = null;
        for (List<OrderView.Line> page = page(null); !page.isEmpty(); page = page(last)) {
            page.forEach(line -> pages.add(line.orderId()));
            last = page.getLast();
        }

        assertThat(pages).containsExactly("P-6", "P-5", "P-4", "P-3", "P-2", "P-1", "P-0");
    }

    @Test
    void listsByShopStageAndAttention() {
        intake.place(Samples.order("F-1", "filter", "h", Samples.NOON));
        intake.place(Samples.order("F-2", "filter", "h", Samples.NOON));
        intake.place(Samples.order("F-3", "someone-else", "h", Samples.NOON));
        jdbc.sql("UPDATE orders SET stage = 'SUBMITTING', attention = 'NO_PRINTER' WHERE order_id IN ('F-2', 'F-3')").update();

        assertThat(ids(new Filter("filter", null, null, false))).containsExactly("F-2", "F-1");
        assertThat(ids(new Filter("filter", "PLACED", null, false))).containsExactly("F-1");
        assertThat(ids(new Filter("filter", null, null, true))).containsExactly("F-2");
        assertThat(ids(new Filter(null, "SUBMITTING", "NO_PRINTER", false))).containsExactly("F-3", "F-2");
        assertThat(ids(new Filter("filter", null, "JOB_HELD", false))).isEmpty();
    }

    private List<OrderView.Line> page(OrderView.Line after) {
        return queries.list(new Filter("pager", null, null, false), after, 2);
    }

    private List<String> ids(Filter filter) {
        return queries.list(filter, null, 10).stream().map(OrderView.Line::orderId).toList();
    }

    private void record(String orderId) {
        jdbc.sql("""
            UPDATE orders SET stage = 'SHIPPED', attention = 'PARCEL_SILENT', attention_about = 'job 1 at north',
              waiting_for = 'the carrier to deliver', due_at = '2026-11-30T00:00:00Z' WHERE order_id = :id
            """).param("id", orderId).update();
        jdbc.sql("""
            INSERT INTO jobs (order_id, job, items, status, printer_id, attempt)
            VALUES (:id, 1, '[{"item": "book", "quantity": 1}, {"item": "prints", "quantity": 2}]', 'SHIPPED', 'north', 2)
            """).param("id", orderId).update();
        jdbc.sql("""
            INSERT INTO attempts (job_key, order_id, job, attempt, printer_id, profile_hash, state, code, reason, stamped_at, intent_at)
            VALUES (:id || '-1-a1', :id, 1, 1, 'south', 'p', 'REJECTED', 'NO_PAPER', 'out of paper', now(), now()),
                   (:id || '-1-a2', :id, 1, 2, 'north', 'p', 'ACCEPTED', NULL, NULL, now(), now())
            """).param("id", orderId).update();
        jdbc.sql("""
            INSERT INTO attempt_refs (printer_id, kind, value, job_key)
            VALUES ('north', 'ORDER', 'ord_77', :id || '-1-a2'), ('north', 'KEY', :id || '-1-a2', :id || '-1-a2')
            """).param("id", orderId).update();
        jdbc.sql("""
            INSERT INTO shipments (order_id, job, shipment, carrier, tracking_number, shipped_at, items)
            VALUES (:id, 1, 's1', 'dpd', '0150', '2026-11-21T13:00:00Z', '[{"item": "book", "quantity": 1}]'),
                   (:id, 1, 's2', NULL, NULL, '2026-11-21T13:30:00Z', '[]')
            """).param("id", orderId).update();
        jdbc.sql("""
            INSERT INTO parcels (carrier, number, told_number, label_window, order_id, job, shipment, status, rank, at)
            VALUES ('dpd', '000000000150', '0150', '[2026-11-14,2027-02-19)', :id, 1, 's1', 'MOVING', 10, '2026-11-21T14:00:00Z')
            """).param("id", orderId).update();
        jdbc.sql("""
            INSERT INTO timeline (order_id, version, line, recorded_at, occurred_at, kind, job, printer_id, says)
            VALUES (:id, 2, 2, now(), now(), 'SHIPPED', 1, 'north', 'parcel s1'),
                   (:id, 1, 1, now(), now(), 'PLACED', NULL, NULL, 'placed by demo'),
                   (:id, 2, 1, now(), now(), 'SUBMITTED', 1, 'north', 'sent')
            """).param("id", orderId).update();
    }
}
