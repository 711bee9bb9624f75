package dev.pressroom.storage.record;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.storage.tracking.ParcelRules;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What is recorded of an order's workflow. One run owns an order at a time: the last that loaded it. Call {@link #write} within a
 * transaction.
 */
public final class OrderRecord {

    private final JdbcClient jdbc;
    private final Clock clock;

    public OrderRecord(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param snapshot JSON; null for an order never decided on */
    public record Claimed(OrderSummary order, int rules, long version, @Nullable String snapshot) {}

    /**
     * @param job null for lines about the whole order
     * @param who asked for the command that it tells of
     */
    public record TimelineLine(Instant occurredAt, String kind, @Nullable Integer job, @Nullable String printer, String says,
            @Nullable String who, @Nullable String command) {}

    public record JobRow(int job, String items, String status, String printer, int attempt, @Nullable Integer reprintOf,
            @Nullable Instant shipBy) {}

    /**
     * @param number as the printer wrote it
     * @param items JSON; an empty array means all of the job
     * @param label of a parcel that a carrier tracks
     */
    public record ShipmentRow(int job, String shipment, @Nullable String carrier, @Nullable String number, Instant shippedAt, String items,
            boolean voided, ParcelRules.@Nullable Label label) {}

    /**
     * Everything one wake-up decided, as columns.
     *
     * @param promisedAt when the customer has everything at the latest, as last told; the first one is kept besides
     * @param address version of the address in use; null leaves the one it was placed with
     */
    public record Version(String orderId, String runId, long version, String snapshot, String stage, @Nullable String attention,
            @Nullable String attentionAbout, String waitingFor, @Nullable Instant dueAt, @Nullable Instant promisedAt,
            @Nullable Integer address, boolean closed, List<JobRow> jobs,
            List<ShipmentRow> shipments, List<TimelineLine> lines, List<Long> appliedFacts) {}

    /** Claims the order for the run. Empty when there is no such order. */
    public Optional<Claimed> claim(String orderId, String runId) {
        List<OrderSummary.OrderedItem> items = jdbc
                .sql("SELECT item_id, product, quantity FROM order_items WHERE order_id = :order ORDER BY position").param("order", orderId)
                .query((row, n) -> new OrderSummary.OrderedItem(row.getString(1), row.getString(2), row.getInt(3))).list();
        return jdbc.sql("""
            UPDATE orders SET run_id = :run, rules = greatest(rules, (SELECT rules FROM rules_in_force)) WHERE order_id = :order
            RETURNING order_id, shop, service, country, placed_at, rules, version, snapshot
            """).param("run", runId).param("order", orderId).query((row, n) -> claimed(row, items)).optional();
    }

    private static Claimed claimed(ResultSet row, List<OrderSummary.OrderedItem> items) throws SQLException {
        return new Claimed(order(row, items), row.getInt("rules"), row.getLong("version"), row.getString("snapshot"));
    }

    private static OrderSummary order(ResultSet row, List<OrderSummary.OrderedItem> items) throws SQLException {
        return new OrderSummary(row.getString("order_id"), row.getString("shop"), ServiceLevel.valueOf(row.getString("service")),
                row.getString("country"), items, row.getTimestamp("placed_at").toInstant());
    }

    /** What is needed to start a run: the summary, and what operators last saw. */
    public Optional<Summary> summary(String orderId) {
        return Optional.ofNullable(summaries(List.of(orderId)).get(orderId));
    }

    /** The same of several orders, by their ids; those that are not in the record are left out. */
    public Map<String, Summary> summaries(Collection<String> orders) {
        record Row(String orderId, OrderSummary.OrderedItem item) {}
        String[] ids = orders.toArray(String[]::new);
        Map<String, List<OrderSummary.OrderedItem>> items = jdbc
                .sql("SELECT order_id, item_id, product, quantity FROM order_items WHERE order_id = ANY (:orders) ORDER BY position")
                .param("orders", ids)
                .query((row, n) -> new Row(row.getString(1),
                        new OrderSummary.OrderedItem(row.getString(2), row.getString(3), row.getInt(4))))
                .list().stream().collect(Collectors.groupingBy(Row::orderId, Collectors.mapping(Row::item, Collectors.toList())));
        return jdbc.sql("""
            SELECT order_id, shop, service, country, placed_at, stage, coalesce(attention, 'none') AS attention
            FROM orders WHERE order_id = ANY (:orders)
            """).param("orders", ids)
                .query((row, n) -> new Summary(order(row, items.getOrDefault(row.getString("order_id"), List.of())),
                        row.getString("stage"), row.getString("attention")))
                .list().stream().collect(Collectors.toMap(summary -> summary.order().orderId(), Function.identity()));
    }

    /** @param attention code, or {@code none} */
    public record Summary(OrderSummary order, String stage, String attention) {}

    /**
     * Writes a version. The same run and version again overwrites it; a lower version, or a run that no longer owns the order, changes
     * nothing and answers false.
     */
    public boolean write(Version version) {
        Timestamp now = Timestamp.from(clock.instant());
        int owned = jdbc.sql("""
            UPDATE orders SET version = :version, snapshot = :snapshot::jsonb, stage = :stage, attention = :attention,
                attention_about = :about, waiting_for = :waiting, due_at = :due, updated_at = :now,
                promised_at = coalesce(:promised, promised_at),
                first_promised_at = coalesce(first_promised_at, :promised), address = coalesce(:address, address),
                closed_at = CASE WHEN :closed THEN coalesce(closed_at, :now) END
            WHERE order_id = :order AND run_id = :run AND version <= :version
            """).param("version", version.version()).param("snapshot", version.snapshot()).param("stage", version.stage())
                .param("attention", version.attention()).param("about", version.attentionAbout()).param("waiting", version.waitingFor())
                .param("due", timestamp(version.dueAt()), Types.TIMESTAMP)
                .param("promised", timestamp(version.promisedAt()), Types.TIMESTAMP)
                .param("address", version.address(), Types.INTEGER).param("now", now)
                .param("closed", version.closed()).param("order", version.orderId()).param("run", version.runId()).update();
        if (owned == 0) {
            return false;
        }
        writeJobs(version);
        writeShipments(version);
        jdbc.sql("DELETE FROM timeline WHERE order_id = :order AND version >= :version").param("order", version.orderId())
                .param("version", version.version()).update();
        int line = 0;
        for (TimelineLine row : version.lines()) {
            jdbc.sql("""
                INSERT INTO timeline (order_id, version, line, recorded_at, occurred_at, kind, job, printer_id, says, who, command_id)
                VALUES (:order, :version, :line, :now, :occurred, :kind, :job, :printer, :says, :who, :command)
                """).param("order", version.orderId()).param("version", version.version()).param("line", line++).param("now", now)
                    .param("occurred", Timestamp.from(row.occurredAt())).param("kind", row.kind()).param("job", row.job())
                    .param("printer", row.printer()).param("says", row.says()).param("who", row.who()).param("command", row.command())
                    .update();
        }
        jdbc.sql("UPDATE facts SET state = 'APPLIED', applied_at = :now WHERE fact_id = ANY (:ids) AND state IN ('NEW', 'SENT')")
                .param("now", now).param("ids", version.appliedFacts().toArray(Long[]::new)).update();
        return true;
    }

    private void writeJobs(Version version) {
        for (JobRow job : version.jobs()) {
            jdbc.sql("""
                INSERT INTO jobs (order_id, job, items, status, printer_id, attempt, reprint_of, ship_by)
                VALUES (:order, :job, :items::jsonb, :status, :printer, :attempt, :reprintOf, :shipBy)
                ON CONFLICT (order_id, job) DO UPDATE SET items = excluded.items, status = excluded.status,
                    printer_id = excluded.printer_id, attempt = excluded.attempt, ship_by = excluded.ship_by
                """).param("order", version.orderId()).param("job", job.job()).param("items", job.items()).param("status", job.status())
                    .param("printer", job.printer()).param("attempt", job.attempt()).param("reprintOf", job.reprintOf(), Types.INTEGER)
                    .param("shipBy", timestamp(job.shipBy()), Types.TIMESTAMP).update();
        }
    }

    /** Shipments, and a parcel for each tracked one. A number that another order's label window covers is left to be seen as unmatched. */
    private void writeShipments(Version version) {
        for (ShipmentRow shipment : version.shipments()) {
            Timestamp shipped = Timestamp.from(shipment.shippedAt());
            jdbc.sql("""
                INSERT INTO shipments (order_id, job, shipment, carrier, tracking_number, shipped_at, items, voided)
                VALUES (:order, :job, :shipment, :carrier, :number, :shipped, :items::jsonb, :voided)
                ON CONFLICT (order_id, job, shipment) DO UPDATE SET carrier = excluded.carrier,
                    tracking_number = excluded.tracking_number, shipped_at = excluded.shipped_at, items = excluded.items,
                    voided = excluded.voided
                """).param("order", version.orderId()).param("job", shipment.job()).param("shipment", shipment.shipment())
                    .param("carrier", shipment.carrier()).param("number", shipment.number()).param("shipped", shipped)
                    .param("items", shipment.items()).param("voided", shipment.voided()).update();
            ParcelRules.Label label = shipment.label();
            if (label != null) {
                jdbc.sql("""
                    INSERT INTO parcels (carrier, number, told_number, label_window, order_id, job, shipment)
                    SELECT :carrier, :number, nullif(:told, :number), tstzrange(:from, :to), :order, :job, :shipment
                    WHERE NOT EXISTS (SELECT 1 FROM parcels
                                      WHERE carrier = :carrier AND number = :number AND label_window && tstzrange(:from, :to))
                    ON CONFLICT DO NOTHING
                    """).param("carrier", shipment.carrier()).param("number", label.number()).param("told", shipment.number())
                        .param("from", label.from().atOffset(ZoneOffset.UTC)).param("to", label.to().atOffset(ZoneOffset.UTC))
                        .param("order", version.orderId()).param("job", shipment.job()).param("shipment", shipment.shipment()).update();
            }
        }
    }

    /** Whether nobody takes the job back or holds its order, as of the last decision. */
    public boolean wanted(String orderId, int job) {
        return jdbc
                .sql("""
                    SELECT NOT coalesce(jsonb_path_exists(snapshot, '$ ? (exists (@.hold) || exists (@.jobs[*] ? (@.number == $job && exists (@.withdrawal))))',
                        jsonb_build_object('job', :job)), false) FROM orders WHERE order_id = :order
                    """)
                .param("order", orderId).param("job", job).query(Boolean.class).single();
    }

    /** An order whose deadline passed. */
    public record Overdue(String orderId, Instant dueAt) {}

    /** Orders whose deadline passed before {@code before} and that nobody acted on, the longest waiting first. */
    public List<Overdue> overdue(Instant before, int most) {
        return jdbc.sql("SELECT order_id, due_at FROM orders WHERE due_at < :before ORDER BY due_at LIMIT :most")
                .param("before", Timestamp.from(before)).param("most", most)
                .query((row, n) -> new Overdue(row.getString(1), row.getTimestamp(2).toInstant())).list();
    }

    /** Whether newer rules are in force than those that the order's run loaded. */
    public boolean newerRules(String orderId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM orders JOIN rules_in_force f ON f.rules > orders.rules WHERE order_id = :order)")
                .param("order", orderId).query(Boolean.class).single();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    /** Where a job goes: by the version that its printer took for it alone, else by the order's. Personal data: for tickets only. */
    public Optional<Address> address(JobKey job) {
        return jdbc.sql("""
            SELECT a.* FROM addresses a JOIN orders o ON o.order_id = a.order_id
                AND a.version = coalesce((o.snapshot -> 'jobs' -> CAST(:index AS int) ->> 'address')::int, o.address)
            WHERE a.order_id = :order
            """).param("index", job.job() - 1).param("order", job.orderId()).query(OrderRecord::address).optional();
    }

    /** One version of where the order goes. Personal data: for printers only. */
    public Optional<Address> address(String orderId, int version) {
        return jdbc.sql("SELECT * FROM addresses WHERE order_id = :order AND version = :version").param("order", orderId)
                .param("version", version).query(OrderRecord::address).optional();
    }

    private static Address address(ResultSet row, int number) throws SQLException {
        return new Address(row.getString("name"), row.getString("company"), row.getString("line1"), row.getString("line2"),
                row.getString("postal_code"), row.getString("city"), row.getString("state"), row.getString("country"),
                row.getString("email"), row.getString("phone"));
    }

    /** Open orders not touched since {@code before}, by their ids, after that one: candidates for a run that was lost. */
    public List<String> open(Instant before, String after, int most) {
        return jdbc.sql("""
            SELECT order_id FROM orders WHERE closed_at IS NULL AND updated_at < :before AND order_id > :after ORDER BY order_id LIMIT :most
            """).param("before", Timestamp.from(before)).param("after", after).param("most", most).query(String.class).list();
    }
}
