package dev.pressroom.storage.orders;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** What people ask about orders. Each answer is of one moment. */
public final class OrderQueries {

    private static final String LINE = """
        SELECT order_id, shop, service, country, placed_by, placed_at, stage, attention, attention_about, waiting_for, due_at, closed_at
        FROM orders
        """;

    private final JdbcClient jdbc;
    private final TransactionTemplate oneMoment;

    public OrderQueries(JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.oneMoment = new TransactionTemplate(transactions);
        oneMoment.setReadOnly(true);
        oneMoment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
    }

    /** Which orders to list; null means any. */
    public record Filter(@Nullable String shop, @Nullable String stage, @Nullable String attention, boolean onlyAttention) {}

    public Optional<OrderView.Line> line(String orderId) {
        return jdbc.sql(LINE + "WHERE order_id = ?").param(orderId).query(AS_LINE).optional();
    }

    public Optional<OrderView> find(String orderId) {
        return oneMoment.execute(_ -> line(orderId).map(line -> new OrderView(line, items(orderId), jobs(orderId), timeline(orderId))));
    }

    /** @param after the last order of the page before; null for the first page. The newest come first. */
    public List<OrderView.Line> list(Filter filter, OrderView.@Nullable Line after, int limit) {
        // Only the conditions asked for, so that each list finds its index.
        String conditions = (filter.shop() == null ? "" : " AND shop = :shop") + (filter.stage() == null ? "" : " AND stage = :stage")
                + (filter.onlyAttention() ? " AND attention IS NOT NULL" : "")
                + (filter.attention() == null ? "" : " AND attention = :attention")
                + (after == null ? "" : " AND (placed_at, order_id) < (:afterAt, :after)");
        return jdbc.sql(LINE + "WHERE true" + conditions + " ORDER BY placed_at DESC, order_id DESC LIMIT :limit")
                .param("shop", filter.shop()).param("stage", filter.stage()).param("attention", filter.attention())
                .param("afterAt", after == null ? null : Timestamp.from(after.placedAt()))
                .param("after", after == null ? null : after.orderId()).param("limit", limit).query(AS_LINE).list();
    }

    private List<OrderView.Item> items(String orderId) {
        return jdbc.sql("""
            SELECT item_id, product, quantity, jsonb_array_length(photos) AS photos
            FROM order_items WHERE order_id = ? ORDER BY position
            """).param(orderId).query((row, _) -> new OrderView.Item(row.getString("item_id"), row.getString("product"),
                row.getInt("quantity"), row.getInt("photos"))).list();
    }

    private List<OrderView.Job> jobs(String orderId) {
        Map<Integer, List<OrderView.ItemCount>> items = itemCounts("""
            SELECT j.job, i.item, i.quantity FROM jobs j, jsonb_to_recordset(j.items) AS i (item text, quantity int)
            WHERE j.order_id = ?
            """, orderId, row -> row.getInt("job"));
        Map<Integer, List<OrderView.Attempt>> attempts = attempts(orderId);
        Map<Integer, List<OrderView.Shipment>> shipments = shipments(orderId);
        return jdbc.sql("SELECT job, status, printer_id FROM jobs WHERE order_id = ? ORDER BY job").param(orderId).query((row, _) -> {
            int job = row.getInt("job");
            return new OrderView.Job(job, row.getString("status"), row.getString("printer_id"), items.getOrDefault(job, List.of()),
                    attempts.getOrDefault(job, List.of()), shipments.getOrDefault(job, List.of()));
        }).list();
    }

    private Map<Integer, List<OrderView.Attempt>> attempts(String orderId) {
        Map<String, List<OrderView.Reference>> refs = jdbc.sql("""
            SELECT DISTINCT r.job_key, r.kind, r.value FROM attempts a JOIN attempt_refs r USING (job_key)
            WHERE a.order_id = ? ORDER BY r.kind, r.value
            """).param(orderId)
                .query((row, _) -> Map.entry(row.getString("job_key"),
                        new OrderView.Reference(row.getString("kind"), row.getString("value"))))
                .list().stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
        return jdbc.sql("""
            SELECT job_key, job, attempt, printer_id, state, code, reason FROM attempts WHERE order_id = ? ORDER BY job, attempt
            """).param(orderId)
                .query((row, _) -> Map.entry(row.getInt("job"),
                        new OrderView.Attempt(row.getInt("attempt"), row.getString("printer_id"), row.getString("state"),
                                row.getString("code"),
                                row.getString("reason"), refs.getOrDefault(row.getString("job_key"), List.of()))))
                .list().stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private Map<Integer, List<OrderView.Shipment>> shipments(String orderId) {
        record Parcel(int job, String shipment) {}
        Map<Parcel, List<OrderView.ItemCount>> items = itemCounts("""
            SELECT s.job, s.shipment, i.item, i.quantity
            FROM shipments s, jsonb_to_recordset(s.items) AS i (item text, quantity int) WHERE s.order_id = ?
            """, orderId, row -> new Parcel(row.getInt("job"), row.getString("shipment")));
        return jdbc
                .sql("""
                    SELECT s.job, s.shipment, s.carrier, s.tracking_number, s.shipped_at, s.voided, p.status, p.at,
                           ARRAY(SELECT DISTINCT f.run_id FROM tracking_events e JOIN reported_files f USING (file_id)
                                 WHERE e.carrier = p.carrier AND e.number = p.number AND p.label_window @> e.occurred_at ORDER BY 1) AS reports
                    FROM shipments s LEFT JOIN parcels p
                      ON p.order_id = s.order_id AND p.job = s.job AND p.shipment = s.shipment AND p.carrier = s.carrier
                     AND coalesce(p.told_number, p.number) = s.tracking_number
                    WHERE s.order_id = ? ORDER BY s.job, s.shipped_at, s.shipment
                    """)
                .param(orderId).query((row, _) -> {
                    Parcel parcel = new Parcel(row.getInt("job"), row.getString("shipment"));
                    return Map.entry(parcel.job(),
                            new OrderView.Shipment(parcel.shipment(), row.getString("carrier"), row.getString("tracking_number"),
                                    row.getTimestamp("shipped_at").toInstant(), row.getBoolean("voided"),
                                    items.getOrDefault(parcel, List.of()),
                                    row.getString("status"), instant(row, "at"),
                                    List.of((Long[]) row.getArray("reports").getArray())));
                }).list().stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private List<OrderView.Happening> timeline(String orderId) {
        return jdbc
                .sql("""
                    SELECT t.occurred_at, t.kind, t.job, t.printer_id, t.says, t.who, c.reason, t.recorded_at, t.version, t.line
                    FROM timeline t LEFT JOIN commands c ON c.order_id = t.order_id AND c.command_id = t.command_id
                    WHERE t.order_id = :order
                    UNION ALL
                    SELECT coalesce(announced_at, created_at), 'NOTICE_' || state, NULL, NULL,
                           CASE state WHEN 'ANNOUNCED' THEN 'shop told: ' || kind
                                      WHEN 'UNADDRESSED' THEN 'shop not told, it has no address for notices: ' || kind
                                      WHEN 'GIVEN_UP' THEN 'shop not told, given up after ' || attempts || ' tries: ' || kind
                                      ELSE 'shop not told yet: ' || kind || CASE WHEN attempts > 0 THEN ' (' || attempts || ' tries)' ELSE '' END END
                           || coalesce(', ' || last_error, ''),
                           NULL, NULL, coalesce(announced_at, created_at), NULL, notice_id
                    FROM notices WHERE order_id = :order
                    ORDER BY recorded_at, version, line
                    """)
                .param("order", orderId).query((row, _) -> new OrderView.Happening(row.getTimestamp("occurred_at").toInstant(),
                        row.getString("kind"), row.getObject("job", Integer.class), row.getString("printer_id"), row.getString("says"),
                        row.getString("who"), row.getString("reason")))
                .list();
    }

    private <K> Map<K, List<OrderView.ItemCount>> itemCounts(String sql, String orderId, Key<K> key) {
        return jdbc.sql(sql).param(orderId)
                .query((row, _) -> Map.entry(key.of(row), new OrderView.ItemCount(row.getString("item"), row.getInt("quantity")))).list()
                .stream().collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
    }

    private interface Key<K> {
        K of(ResultSet row) throws SQLException;
    }

    private static final RowMapper<OrderView.Line> AS_LINE = (row, _) -> new OrderView.Line(row.getString("order_id"),
            row.getString("shop"),
            row.getString("service"), row.getString("country"), row.getString("placed_by"), row.getTimestamp("placed_at").toInstant(),
            row.getString("stage"), row.getString("attention"), row.getString("attention_about"), row.getString("waiting_for"),
            instant(row, "due_at"), instant(row, "closed_at"));

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
