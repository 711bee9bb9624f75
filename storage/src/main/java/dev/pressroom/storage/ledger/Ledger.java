package dev.pressroom.storage.ledger;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was tried at which printer under which key. A job key is bound to its printer for ever. Call within a transaction. */
public final class Ledger {

    private final JdbcClient jdbc;
    private final Clock clock;

    public Ledger(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Where an attempt stands, as far as the ledger knows. */
    public enum State {
        INTENT, STAGED, ACCEPTED, RECEIVED, REJECTED, DEFERRED, UNKNOWN, CANCELLED, NOT_RECEIVED
    }

    /** @param stampedAt the same for every repeat of this attempt: it names files */
    public record Entry(JobKey key, String printerId, State state, @Nullable String stagedTicket, @Nullable Instant stagedAt,
            @Nullable String code, Instant stampedAt, Instant intentAt) {}

    public Optional<Entry> find(JobKey key) {
        return jdbc
                .sql("SELECT printer_id, state, staged_ticket, staged_at, code, stamped_at, intent_at FROM attempts WHERE job_key = :key")
                .param("key", key.toString())
                .query((row, n) -> new Entry(key, row.getString(1), State.valueOf(row.getString(2)), row.getString(3),
                        Optional.ofNullable(row.getTimestamp(4)).map(Timestamp::toInstant).orElse(null), row.getString(5),
                        row.getTimestamp(6).toInstant(), row.getTimestamp(7).toInstant()))
                .optional();
    }

    /** Writes the intent before anything is sent; again after a deferral. Throws when the attempt is settled: it must not be sent any more. */
    public Entry intend(JobKey key, String printerId, String profileHash) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
            INSERT INTO attempts (job_key, order_id, job, attempt, printer_id, profile_hash, state, stamped_at, intent_at)
            VALUES (:key, :order, :job, :attempt, :printer, :profile, 'INTENT', :now, :now)
            ON CONFLICT (job_key) DO UPDATE SET state = CASE WHEN attempts.state = 'DEFERRED' THEN 'INTENT' ELSE attempts.state END,
                intent_at = CASE WHEN attempts.state = 'DEFERRED' THEN excluded.intent_at ELSE attempts.intent_at END
            """).param("key", key.toString()).param("order", key.orderId()).param("job", key.job()).param("attempt", key.attempt())
                .param("printer", printerId).param("profile", profileHash).param("now", now).update();
        Entry entry = find(key).orElseThrow();
        if (!entry.printerId().equals(printerId)) {
            throw new IllegalStateException("attempt " + key + " belongs to printer " + entry.printerId() + ", not " + printerId);
        }
        return switch (entry.state()) {
            case INTENT, STAGED, UNKNOWN, DEFERRED -> entry;
            case ACCEPTED, RECEIVED, REJECTED, CANCELLED, NOT_RECEIVED -> throw new IllegalStateException(
                    "attempt " + key + " is settled as " + entry.state() + "; it must not be sent any more");
        };
    }

    /** Notes when the ticket of an open attempt was last handed over. */
    public void intended(JobKey key, Instant at) {
        jdbc.sql("UPDATE attempts SET intent_at = :at WHERE job_key = :key").param("at", Timestamp.from(at)).param("key", key.toString())
                .update();
    }

    /** Settles an attempt that has no intent as one that the printer did not receive, so that nobody sends it later; one that has stays as it is. */
    public void neverSent(JobKey key, String printerId) {
        jdbc.sql("""
            INSERT INTO attempts (job_key, order_id, job, attempt, printer_id, profile_hash, state, stamped_at, intent_at, outcome_at)
            VALUES (:key, :order, :job, :attempt, :printer, '', 'NOT_RECEIVED', :now, :now, :now)
            ON CONFLICT (job_key) DO NOTHING
            """).param("key", key.toString()).param("order", key.orderId()).param("job", key.job()).param("attempt", key.attempt())
                .param("printer", printerId).param("now", Timestamp.from(clock.instant())).update();
    }

    /** Binds a name to the attempt; false when the name is another attempt's already. */
    public boolean name(String printerId, Ref ref, JobKey key, @Nullable String itemId) {
        jdbc.sql("""
            INSERT INTO attempt_refs (printer_id, kind, value, job_key, item_id) VALUES (:printer, :kind, :value, :key, :item)
            ON CONFLICT DO NOTHING
            """).param("printer", printerId).param("kind", ref.kind().name()).param("value", ref.value()).param("key", key.toString())
                .param("item", itemId).update();
        return jdbc.sql("""
            SELECT EXISTS (SELECT 1 FROM attempt_refs WHERE printer_id = :printer AND kind = :kind AND value = :value AND job_key = :key)
            """).param("printer", printerId).param("kind", ref.kind().name()).param("value", ref.value()).param("key", key.toString())
                .query(Boolean.class).single();
    }

    public List<Ref> refs(JobKey key) {
        return jdbc.sql("SELECT kind, value FROM attempt_refs WHERE job_key = :key ORDER BY kind, value").param("key", key.toString())
                .query((row, n) -> new Ref(Ref.Kind.valueOf(row.getString(1)), row.getString(2))).list();
    }

    /** Throws when the attempt is settled already: whoever still holds its ticket must not commit it. */
    public void staged(JobKey key, String ticket) {
        int changed = jdbc
                .sql("""
                    UPDATE attempts SET state = 'STAGED', staged_ticket = :ticket, staged_at = :now
                    WHERE job_key = :key AND state IN ('INTENT', 'STAGED')
                    """).param("now", Timestamp.from(clock.instant())).param("ticket", ticket).param("key", key.toString()).update();
        if (changed == 0) {
            throw new IllegalStateException("attempt " + key + " is not open any more; its ticket " + ticket + " must not be committed");
        }
    }

    /**
     * The printer was asked and does not have it. Settles an attempt whose fate is open; one that the printer took or spoke of stays as it is,
     * since its list may be behind, or end before it. Answers whether it is certain now that the printer does not have it.
     */
    public boolean notReceived(JobKey key) {
        return jdbc.sql("""
            UPDATE attempts a SET state = 'NOT_RECEIVED', code = NULL, reason = NULL, outcome_at = :now
            WHERE job_key = :key AND state IN ('INTENT', 'STAGED', 'UNKNOWN', 'DEFERRED', 'NOT_RECEIVED')
                AND NOT EXISTS (SELECT 1 FROM facts f WHERE f.order_id = a.order_id AND f.job_key = a.job_key
                    AND f.name IN ('JobReceived', 'JobAccepted', 'JobInProduction', 'JobPrinted', 'ItemsShipped'))
            """).param("key", key.toString()).param("now", Timestamp.from(clock.instant())).update() > 0;
    }

    /** @param reason what a person reads; may hold the printer's own words */
    public void outcome(JobKey key, State state, @Nullable String code, @Nullable String reason) {
        jdbc.sql("UPDATE attempts SET state = :state, code = :code, reason = :reason, outcome_at = :now WHERE job_key = :key")
                .param("state", state.name()).param("code", code).param("reason", reason).param("now", Timestamp.from(clock.instant()))
                .param("key", key.toString()).update();
    }
}
