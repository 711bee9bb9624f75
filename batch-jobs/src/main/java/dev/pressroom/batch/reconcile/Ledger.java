package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.decode.Row.Reject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** What was loaded, and how far: the only authority for restarts. A file is its carrier and the SHA-256 of its bytes, whatever its name. */
final class Ledger {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    Ledger(JdbcTemplate template) {
        this.template = template;
        this.jdbc = JdbcClient.create(template);
    }

    enum State {
        FOUND, LOADING, LOADED, EMPTY, BAD
    }

    /**
     * @param nextByte where the next chunk begins
     * @param nextLine the number of that line
     * @param unmapped JSON: code to rows
     */
    record Entry(long fileId, State state, String name, long bytes, long nextByte, long nextLine, long rows, long events, long rejected,
            long facts,
            String unmapped, @Nullable String problem) {}

    /** What one chunk did; {@code from} is the position it began at. */
    record Step(long from, long toByte, long toLine, boolean last, long rows, long events, long facts, Map<String, Long> unmapped,
            List<Reject> rejects) {}

    Entry find(String carrier, String contentHash, String name, long bytes, Instant now) {
        jdbc.sql("""
            INSERT INTO tracking_files (carrier, content_hash, name, bytes, state, found_at)
            VALUES (:carrier, :hash, :name, :bytes, 'FOUND', :now)
            ON CONFLICT (carrier, content_hash) DO NOTHING
            """).param("carrier", carrier).param("hash", contentHash).param("name", name).param("bytes", bytes)
                .param("now", now.atOffset(UTC))
                .update();
        return jdbc.sql("""
            SELECT file_id, state, name, bytes, next_byte, next_line, rows, events, rejected, facts, unmapped, problem
            FROM tracking_files WHERE carrier = :carrier AND content_hash = :hash
            """).param("carrier", carrier).param("hash", contentHash).query(Entry.class).single();
    }

    Entry get(long fileId) {
        return jdbc.sql("""
            SELECT file_id, state, name, bytes, next_byte, next_line, rows, events, rejected, facts, unmapped, problem
            FROM tracking_files WHERE file_id = :file
            """).param("file", fileId).query(Entry.class).single();
    }

    void mark(long fileId, State state, @Nullable String problem) {
        jdbc.sql("UPDATE tracking_files SET state = :state, problem = :problem WHERE file_id = :file").param("file", fileId)
                .param("state", state.name()).param("problem", problem).update();
    }

    /** Moves the position in the caller's transaction, which must not commit when this throws: somebody else moved it. */
    void advance(long fileId, Step step, Instant now) {
        template.batchUpdate("""
            INSERT INTO rejects (file_id, line, code, reason, raw) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, step.rejects(), 1_000, (statement, reject) -> {
            statement.setLong(1, fileId);
            statement.setLong(2, reject.line());
            statement.setString(3, reject.problem().name());
            statement.setString(4, reject.reason());
            statement.setString(5, reject.raw());
        });
        int moved = jdbc
                .sql("""
                    UPDATE tracking_files SET
                        state = :state, next_byte = :toByte, next_line = :toLine, rows = rows + :rows, events = events + :events,
                        rejected = rejected + :rejected, facts = facts + :facts,
                        loaded_at = CASE WHEN :state = 'LOADED' THEN CAST(:now AS timestamptz) END,
                        unmapped = (
                            SELECT coalesce(jsonb_object_agg(code, rows), '{}')
                            FROM (SELECT key AS code, sum(CAST(value AS bigint)) AS rows
                                  FROM (SELECT * FROM jsonb_each_text(unmapped) UNION ALL SELECT * FROM jsonb_each_text(CAST(:unmapped AS jsonb))) counted
                                  GROUP BY key) summed)
                    WHERE file_id = :file AND next_byte = :from AND state IN ('FOUND', 'LOADING')
                    """)
                .param("file", fileId).param("from", step.from()).param("toByte", step.toByte()).param("toLine", step.toLine())
                .param("state", (step.last() ? State.LOADED : State.LOADING).name()).param("rows", step.rows())
                .param("events", step.events())
                .param("rejected", step.rejects().size()).param("facts", step.facts())
                .param("unmapped", JSON.writeValueAsString(step.unmapped())).param("now", now.atOffset(UTC)).update();
        if (moved == 0) {
            throw new ConcurrencyFailureException("file " + fileId + " is no longer at byte " + step.from()
                    + ": another run loads it; run again when that one has ended");
        }
    }
}
