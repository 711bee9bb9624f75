package dev.pressroom.storage.inbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Orders with facts to be handed to their workflows. A row is leased and committed before anything is sent; its {@code seq} tells whether
 * more came in meanwhile. A failing order waits on its own row and holds no other.
 */
public final class RelayQueue {

    private final JdbcClient jdbc;
    private final Clock clock;

    public RelayQueue(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param seq the row's sequence when it was leased */
    public record Lease(String orderId, long seq, int attempts) {}

    /** @param payload the fact's JSON */
    public record Queued(long factId, String payload) {}

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
    public List<Lease> lease(int most, Duration lease) {
        return jdbc.sql("""
            UPDATE relay_queue q SET due_at = :until
            FROM (SELECT order_id FROM relay_queue WHERE due_at <= :now ORDER BY due_at LIMIT :most
                  FOR NO KEY UPDATE SKIP LOCKED) due
            WHERE q.order_id = due.order_id
            RETURNING q.order_id, q.seq, q.attempts
            """).param("until", Timestamp.from(clock.instant().plus(lease))).param("now", now()).param("most", most)
                .query((row, n) -> new Lease(row.getString(1), row.getLong(2), row.getInt(3))).list();
    }

    /** What is new for the order, oldest first: as much as one signal carries (Temporal takes 2 MB), and at least one. */
    public List<Queued> facts(String orderId) {
        return jdbc.sql("""
            SELECT fact_id, payload FROM (
                SELECT fact_id, payload, sum(length(payload::text)) OVER (ORDER BY fact_id) - length(payload::text) AS before
                FROM facts WHERE order_id = :order AND state = 'NEW') sized
            WHERE before < 250000 ORDER BY fact_id LIMIT 200
            """).param("order", orderId).query((row, n) -> new Queued(row.getLong(1), row.getString(2))).list();
    }

    /** Marks facts as sent, never over one that was applied meanwhile. */
    public void sent(List<Long> factIds) {
        jdbc.sql("UPDATE facts SET state = 'SENT', sent_at = :now WHERE fact_id = ANY (:ids) AND state = 'NEW'").param("now", now())
                .param("ids", factIds.toArray(Long[]::new)).update();
    }

    /** Ends a lease: the row goes, unless more came in or one signal did not carry all, then it is due at once. */
    public void done(Lease lease) {
        int deleted = jdbc.sql("""
            DELETE FROM relay_queue WHERE order_id = :order AND seq = :seq
              AND NOT EXISTS (SELECT 1 FROM facts WHERE order_id = :order AND state = 'NEW')
            """).param("order", lease.orderId()).param("seq", lease.seq()).update();
        if (deleted == 0) {
            jdbc.sql("UPDATE relay_queue SET due_at = :now, attempts = 0, last_error = NULL WHERE order_id = :order").param("now", now())
                    .param("order", lease.orderId()).update();
        }
    }

    public void failed(Lease lease, String error, Instant again) {
        jdbc.sql("UPDATE relay_queue SET due_at = :again, attempts = attempts + 1, last_error = :error WHERE order_id = :order")
                .param("again", Timestamp.from(again)).param("error", error).param("order", lease.orderId()).update();
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
