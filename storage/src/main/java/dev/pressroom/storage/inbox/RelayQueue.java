package dev.pressroom.storage.inbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Orders with facts to be handed to their workflows. Rows are leased, many at once and committed, before anything is sent; a row's {@code seq} tells
 * whether more came in meanwhile, its {@code due_at} whose lease it is. A failing order waits on its own row and holds no other; nothing here waits for
 * a transaction that is adding facts.
 */
public final class RelayQueue {

    /** Facts of one order that are handed over together at the most, since a signal has a limit of size: Temporal takes 2 MB. */
    private static final int FACTS_AT_ONCE = 200;

    /** No further fact is added to as many characters; one that is longer by itself is handed over alone. */
    private static final int CHARACTERS_AT_ONCE = 250_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    public RelayQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param seq the row's sequence when it was leased
     * @param until others may lease it from then on
     */
    public record Lease(String orderId, long seq, int attempts, Instant until) {}

    /** @param payload the fact's JSON */
    public record Queued(long factId, String payload) {}

    /** @param factIds what was handed over; empty when nothing was new */
    record Sent(Lease lease, List<Long> factIds) {}

    /** @param again when the order is due again */
    record Failed(Lease lease, String error, Instant again) {}

    /**
     * To be called in the transaction that inserts the order's fact. A row that is leased or waits after a failure keeps its time: the lease's
     * end sees the new sequence.
     */
    public void add(String orderId) {
        jdbc.sql("""
            INSERT INTO relay_queue (order_id, due_at) VALUES (:order, :now)
            ON CONFLICT (order_id) DO UPDATE SET seq = relay_queue.seq + 1
            """).param("order", orderId).param("now", now()).update();
    }

    /** Leases due orders, the longest waiting first. */
    List<Lease> lease(int most, Duration lease) {
        Instant until = clock.instant().plus(lease).truncatedTo(ChronoUnit.MICROS);
        return jdbc.sql("""
            UPDATE relay_queue q SET due_at = :until
            FROM (SELECT order_id FROM relay_queue WHERE due_at <= :now ORDER BY due_at LIMIT :most
                  FOR NO KEY UPDATE SKIP LOCKED) due
            WHERE q.order_id = due.order_id
            RETURNING q.order_id, q.seq, q.attempts
            """).param("until", Timestamp.from(until)).param("now", now()).param("most", most)
                .query((row, n) -> new Lease(row.getString(1), row.getLong(2), row.getInt(3), until)).list();
    }

    /**
     * What is new for each of the orders, oldest first; orders without are left out. Not one statement with the lease: that would see the facts as of its
     * beginning and the sequence as of its end, and what came between would never be sent.
     */
    Map<String, List<Queued>> facts(Collection<Lease> leases) {
        record Row(String orderId, Queued fact) {}
        return jdbc
                .sql("""
                    SELECT asked.order_id, fact.fact_id, fact.payload
                    FROM unnest(CAST(:orders AS text[])) AS asked (order_id), LATERAL (
                        SELECT fact_id, payload FROM (
                            SELECT fact_id, payload,
                                   coalesce(sum(length(payload::text)) OVER (ORDER BY fact_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS before
                            FROM facts WHERE facts.order_id = asked.order_id COLLATE "C" AND state = 'NEW') sized
                        WHERE before < :characters ORDER BY fact_id LIMIT :most) fact
                    ORDER BY fact.fact_id
                    """)
                .param("orders", orders(leases)).param("most", FACTS_AT_ONCE).param("characters", CHARACTERS_AT_ONCE)
                .query((row, n) -> new Row(row.getString(1), new Queued(row.getLong(2), row.getString(3)))).list().stream()
                .collect(Collectors.groupingBy(Row::orderId, Collectors.mapping(Row::fact, Collectors.toList())));
    }

    /**
     * Marks facts as sent, never over one that was applied meanwhile, and ends the leases: a row goes, unless more came in or is left, then it is due at
     * once. To be called in a transaction.
     *
     * @return leases whose row somebody is adding to just now: they are to be {@linkplain #release released} later
     */
    List<Lease> sent(List<Sent> orders) {
        // Locked in the order of their ids, as by whoever applies them.
        jdbc.sql("""
            UPDATE facts SET state = 'SENT', sent_at = :now
            FROM (SELECT fact_id FROM facts WHERE fact_id = ANY (:ids) AND state = 'NEW' ORDER BY fact_id FOR NO KEY UPDATE) told
            WHERE facts.fact_id = told.fact_id
            """).param("now", now()).param("ids", orders.stream().flatMap(order -> order.factIds().stream()).toArray(Long[]::new))
                .update();
        List<Lease> leases = orders.stream().map(Sent::lease).toList();
        Set<String> gone = Set.copyOf(jdbc.sql("""
            DELETE FROM relay_queue USING (
                SELECT order_id FROM relay_queue
                JOIN unnest(CAST(:orders AS text[]), CAST(:seqs AS bigint[])) AS ended (id, last_seq)
                    ON order_id = id COLLATE "C" AND seq = last_seq
                WHERE NOT EXISTS (SELECT 1 FROM facts WHERE facts.order_id = id COLLATE "C" AND facts.state = 'NEW')
                FOR UPDATE OF relay_queue SKIP LOCKED) ended
            WHERE relay_queue.order_id = ended.order_id
            RETURNING relay_queue.order_id
            """).param("orders", orders(leases)).param("seqs", leases.stream().map(Lease::seq).toArray(Long[]::new)).query(String.class)
                .list());
        return release(leases.stream().filter(lease -> !gone.contains(lease.orderId())).toList(), true);
    }

    /**
     * Makes orders due at once; answers those whose row somebody is adding to just now.
     *
     * @param succeeded forget the failures before
     */
    List<Lease> release(List<Lease> leases, boolean succeeded) {
        if (leases.isEmpty()) {
            return List.of();
        }
        leased(leases, """
            UPDATE relay_queue SET due_at = :now, attempts = CASE WHEN :succeeded THEN 0 ELSE attempts END,
                                   last_error = CASE WHEN :succeeded THEN NULL ELSE last_error END
            FROM (SELECT order_id FROM relay_queue JOIN lease ON order_id = id COLLATE "C" AND due_at = until
                  FOR NO KEY UPDATE OF relay_queue SKIP LOCKED) free
            WHERE relay_queue.order_id = free.order_id
            """).param("now", now()).param("succeeded", succeeded).update();
        Set<String> left = Set
                .copyOf(leased(leases, "SELECT order_id FROM relay_queue JOIN lease ON order_id = id COLLATE \"C\" AND due_at = until")
                        .query(String.class).list());
        return leases.stream().filter(lease -> left.contains(lease.orderId())).toList();
    }

    /** Has orders wait; one whose row somebody is adding to just now waits until its lease is over. */
    void failed(List<Failed> orders) {
        leased(orders.stream().map(Failed::lease).toList(),
                """
                    UPDATE relay_queue SET due_at = again, attempts = attempts + 1, last_error = error
                    FROM (SELECT order_id, again, error FROM relay_queue JOIN lease ON order_id = id COLLATE "C" AND due_at = until
                          JOIN unnest(CAST(:orders AS text[]), CAST(:agains AS timestamptz[]), CAST(:errors AS text[])) AS failed (failed_id, again, error)
                          ON failed_id = id
                          FOR NO KEY UPDATE OF relay_queue SKIP LOCKED) free
                    WHERE relay_queue.order_id = free.order_id
                    """)
                .param("agains", orders.stream().map(order -> order.again().toString()).toArray(String[]::new))
                .param("errors", orders.stream().map(Failed::error).toArray(String[]::new)).update();
    }

    /** A statement that knows the leases as {@code lease (id, until)}. */
    private StatementSpec leased(List<Lease> leases, String statement) {
        return jdbc
                .sql("WITH lease (id, until) AS (SELECT * FROM unnest(CAST(:orders AS text[]), CAST(:untils AS timestamptz[])))\n"
                        + statement)
                .param("orders", orders(leases))
                .param("untils", leases.stream().map(lease -> lease.until().toString()).toArray(String[]::new));
    }

    private static String[] orders(Collection<Lease> leases) {
        return leases.stream().map(Lease::orderId).toArray(String[]::new);
    }

    /** Facts that were sent before {@code before} and never applied become new again; returns the orders concerned. */
    public int sendAgain(Instant before) {
        return jdbc.sql("""
            WITH late AS (
                UPDATE facts SET state = 'NEW', sent_at = NULL WHERE state = 'SENT' AND sent_at < :before RETURNING order_id
            )
            INSERT INTO relay_queue (order_id, due_at) SELECT DISTINCT order_id, :now::timestamptz FROM late ORDER BY order_id
            ON CONFLICT (order_id) DO UPDATE SET seq = relay_queue.seq + 1
            """).param("before", Timestamp.from(before)).param("now", now()).update();
    }

    /** Facts of the order that were sent and never applied become new again; answers 1 when there were any. */
    public int sendAgain(String orderId) {
        return jdbc.sql("""
            WITH late AS (UPDATE facts SET state = 'NEW', sent_at = NULL WHERE order_id = :order AND state = 'SENT' RETURNING order_id)
            INSERT INTO relay_queue (order_id, due_at) SELECT DISTINCT order_id, :now::timestamptz FROM late
            ON CONFLICT (order_id) DO UPDATE SET seq = relay_queue.seq + 1
            """).param("order", orderId).param("now", now()).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
