package dev.pressroom.storage.inbox;

import dev.pressroom.orders.Ref;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Facts as received, once each by (source, event key), and the references that say whose they are. Call within a transaction. */
public final class FactStore {

    private final JdbcClient jdbc;
    private final Clock clock;

    public FactStore(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param payload the fact's JSON as the workflow will get it */
    public record NewFact(String source, String key, String name, String payload, @Nullable String rawText, Instant occurredAt,
            Instant receivedAt, @Nullable Long messageId) {}

    /**
     * Whose a fact is.
     *
     * @param items the printer's item names to ours
     */
    public record Match(String orderId, String jobKey, Map<String, String> items) {}

    /** @param payload the fact's JSON, without a job */
    public record Unmatched(long factId, String source, String payload) {}

    /** What became of a fact. */
    public enum Stored {
        NEW, UNMATCHED, KNOWN, CONFLICT
    }

    /** Keeps the fact. The same key with other content is kept apart as a conflict and changes nothing. */
    public Stored put(NewFact fact, @Nullable Match match) {
        int inserted = jdbc.sql("""
            INSERT INTO facts (source, event_key, order_id, job_key, name, payload, raw_text, occurred_at, received_at, message_id, state)
            VALUES (:source, :key, :order, :job, :name, :payload::jsonb, :raw, :occurred, :received, :message, :state)
            ON CONFLICT (source, event_key) DO NOTHING
            """).param("source", fact.source()).param("key", fact.key()).param("order", match == null ? null : match.orderId())
                .param("job", match == null ? null : match.jobKey()).param("name", fact.name()).param("payload", fact.payload())
                .param("raw", fact.rawText()).param("occurred", Timestamp.from(fact.occurredAt()))
                .param("received", Timestamp.from(fact.receivedAt())).param("message", fact.messageId())
                .param("state", match == null ? "UNMATCHED" : "NEW").update();
        if (inserted == 1) {
            return match == null ? Stored.UNMATCHED : Stored.NEW;
        }
        int conflict = jdbc
                .sql("""
                    INSERT INTO fact_conflicts (source, event_key, payload, received_at, message_id)
                    SELECT source, event_key, :payload::jsonb, :received, :message FROM facts
                    WHERE source = :source AND event_key = :key
                      AND (payload->'event' <> (:payload::jsonb)->'event'
                        OR payload->'told'->>'saidAt' IS DISTINCT FROM (:payload::jsonb)->'told'->>'saidAt')
                    ON CONFLICT DO NOTHING
                    """)
                .param("payload", fact.payload()).param("received", Timestamp.from(fact.receivedAt())).param("message", fact.messageId())
                .param("source", fact.source()).param("key", fact.key()).update();
        return conflict == 1 ? Stored.CONFLICT : Stored.KNOWN;
    }

    /** Finds the attempt that these references name at that printer; item references only count within it. */
    public Optional<Match> match(String printerId, Collection<Ref> about) {
        for (Ref ref : about) {
            if (ref.kind() == Ref.Kind.ITEM) {
                continue;
            }
            Optional<Match> found = jdbc.sql("""
                SELECT a.order_id, a.job_key FROM attempt_refs r JOIN attempts a USING (job_key)
                WHERE r.printer_id = :printer AND r.kind = :kind AND r.value = :value
                """).param("printer", printerId).param("kind", ref.kind().name()).param("value", ref.value())
                    .query((row, n) -> new Match(row.getString(1), row.getString(2), items(row.getString(2)))).optional();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Map<String, String> items(String jobKey) {
        Map<String, String> names = new HashMap<>();
        jdbc.sql("SELECT value, item_id FROM attempt_refs WHERE job_key = :job AND kind = 'ITEM'").param("job", jobKey)
                .query(row -> {
                    names.put(row.getString(1), row.getString(2));
                });
        return names;
    }

    /** Facts of one printer that nobody owns yet, the latest first: what stays unmatched for ever must not hide what may match now. */
    public List<Unmatched> unmatched(String printerId, int most) {
        return jdbc.sql("""
            SELECT fact_id, source, payload FROM facts WHERE state = 'UNMATCHED' AND source = :source
            ORDER BY fact_id DESC LIMIT :most
            """).param("source", "printer/" + printerId).param("most", most)
                .query((row, n) -> new Unmatched(row.getLong(1), row.getString(2), row.getString(3))).list();
    }

    /** An unmatched fact found its order. */
    public void matched(long factId, Match match, String payload) {
        jdbc.sql("""
            UPDATE facts SET state = 'NEW', order_id = :order, job_key = :job, payload = :payload::jsonb
            WHERE fact_id = :fact AND state = 'UNMATCHED'
            """).param("order", match.orderId()).param("job", match.jobKey()).param("payload", payload).param("fact", factId).update();
    }

    /** @param again it was quarantined and came again */
    public record Raw(long messageId, boolean again) {}

    /** Stores a raw message; empty when the same message with the same body is known, unless it could not be read so far. */
    public Optional<Raw> message(String source, String key, String bodyHash, String channel, String headers, byte[] body,
            Instant receivedAt) {
        return jdbc.sql("""
            INSERT INTO messages (source, message_key, body_hash, channel, headers, body, received_at, state)
            VALUES (:source, :key, :hash, :channel, :headers::jsonb, :body, :received, 'DECODED')
            ON CONFLICT (source, message_key, body_hash) DO UPDATE SET state = messages.state WHERE messages.state = 'QUARANTINED'
            RETURNING message_id, xmax <> 0
            """).param("source", source).param("key", key).param("hash", bodyHash).param("channel", channel).param("headers", headers)
                .param("body", body).param("received", Timestamp.from(receivedAt))
                .query((row, n) -> new Raw(row.getLong(1), row.getBoolean(2))).optional();
    }

    /** Puts the message aside; false when it lay there for the same reason before. */
    public boolean quarantine(long messageId, String problem) {
        return jdbc.sql("""
            UPDATE messages SET state = 'QUARANTINED', problem = :problem
            WHERE message_id = :id AND (state, problem) IS DISTINCT FROM ('QUARANTINED', :problem)
            """).param("problem", problem).param("id", messageId).update() == 1;
    }

    /** A message that was quarantined could be read now. */
    public void decoded(long messageId) {
        jdbc.sql("UPDATE messages SET state = 'DECODED', problem = NULL WHERE message_id = :id").param("id", messageId).update();
    }

    /** The message is a hint: what it names must be fetched before anything is believed. */
    public void hint(long messageId, String reference) {
        jdbc.sql("UPDATE messages SET state = 'HINT', problem = :reference, due_at = :now WHERE message_id = :id")
                .param("reference", reference).param("now", Timestamp.from(clock.instant())).param("id", messageId).update();
    }

    /**
     * A hint to work off.
     *
     * @param reference what to fetch, as kind:value
     */
    public record Hint(long messageId, String printerId, String reference, int attempts) {}

    public List<Hint> hints(int most) {
        return jdbc.sql("""
            SELECT message_id, substr(source, 9), problem, attempts FROM messages
            WHERE state = 'HINT' AND due_at <= :now ORDER BY due_at LIMIT :most
            """).param("now", Timestamp.from(clock.instant())).param("most", most)
                .query((row, n) -> new Hint(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4))).list();
    }

    public void hintDone(long messageId) {
        jdbc.sql("UPDATE messages SET state = 'DONE', due_at = NULL WHERE message_id = :id").param("id", messageId).update();
    }

    public void hintLater(long messageId, Instant again) {
        jdbc.sql("UPDATE messages SET attempts = attempts + 1, due_at = :again WHERE message_id = :id")
                .param("again", Timestamp.from(again))
                .param("id", messageId).update();
    }
}
