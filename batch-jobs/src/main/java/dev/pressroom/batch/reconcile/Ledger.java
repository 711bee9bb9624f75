package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.carriers.CarrierProfile;
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
     * @param parts that its parcels were dealt to when it was first found
     * @param unmapped JSON: code to rows
     */
    record Entry(long fileId, State state, String name, long bytes, int parts, long rows, long events, long rejected, long facts,
            String unmapped, @Nullable String problem) {}

    /** Where the next chunk of a part begins, and the number of the line there. */
    record Position(int part, long nextByte, long nextLine) {}

    /** What one chunk did; {@code from} is the position it began at. */
    record Step(long from, long toByte, long toLine, boolean last, long rows, long events, long facts, Map<String, Long> unmapped,
            List<Reject> rejects) {}

    /** @param parts for a file that was not known */
    Entry find(CarrierProfile carrier, String contentHash, String name, long bytes, int parts, Instant now) {
        jdbc.sql("""
            WITH file AS (
                INSERT INTO tracking_files (carrier, content_hash, name, bytes, state, code_table, found_at)
                VALUES (:carrier, :hash, :name, :bytes, 'FOUND', :table, :now)
                ON CONFLICT (carrier, content_hash) DO NOTHING
                RETURNING file_id)
            INSERT INTO tracking_parts (file_id, part) SELECT file_id, generate_series(0, :parts - 1) FROM file
            """).param("carrier", carrier.id()).param("hash", contentHash).param("name", name).param("bytes", bytes)
                .param("table", carrier.codes().version()).param("parts", parts).param("now", now.atOffset(UTC)).update();
        return get(jdbc.sql("SELECT file_id FROM tracking_files WHERE carrier = :carrier AND content_hash = :hash")
                .param("carrier", carrier.id()).param("hash", contentHash).query(Long.class).single());
    }

    Entry get(long fileId) {
        return jdbc
                .sql("""
                    SELECT file_id, state, name, bytes, (SELECT count(*) FROM tracking_parts WHERE file_id = :file) AS parts, rows, events, rejected,
                           facts, unmapped, problem
                    FROM tracking_files WHERE file_id = :file
                    """)
                .param("file", fileId).query(Entry.class).single();
    }

    /** The parts of a file that are not at its end. */
    List<Position> left(long fileId) {
        return jdbc.sql("SELECT part, next_byte, next_line FROM tracking_parts WHERE file_id = :file AND NOT done ORDER BY part")
                .param("file", fileId).query(Position.class).list();
    }

    void mark(long fileId, State state, @Nullable String problem) {
        jdbc.sql("UPDATE tracking_files SET state = :state, problem = :problem WHERE file_id = :file").param("file", fileId)
                .param("state", state.name()).param("problem", problem).update();
    }

    /** Moves the position in the caller's transaction, which must not commit when this throws: somebody else moved it. */
    void advance(long fileId, int part, Step step, Instant now) {
        template.batchUpdate("""
            INSERT INTO rejects (file_id, line, code, reason, raw) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, step.rejects(), 1_000, (statement, reject) -> {
            statement.setLong(1, fileId);
            statement.setLong(2, reject.line());
            statement.setString(3, reject.problem().name());
            statement.setString(4, reject.reason());
            statement.setString(5, reject.raw());
        });
        int moved = jdbc.sql("""
            UPDATE tracking_parts SET next_byte = :toByte, next_line = :toLine, done = :last
            WHERE file_id = :file AND part = :part AND next_byte = :from AND NOT done
            """).param("file", fileId).param("part", part).param("from", step.from()).param("toByte", step.toByte())
                .param("toLine", step.toLine()).param("last", step.last()).update();
        if (moved == 0) {
            throw new ConcurrencyFailureException("file " + fileId + " is no longer at byte " + step.from()
                    + ": another run loads it; run again when that one has ended");
        }
        count(fileId, step);
        if (step.last()) {
            finish(fileId, now);
        }
    }

    private void count(long fileId, Step step) {
        jdbc.sql(
                """
                    UPDATE tracking_files SET
                        state = 'LOADING', rows = rows + :rows, events = events + :events, rejected = rejected + :rejected, facts = facts + :facts,
                        unmapped = CASE WHEN :unmapped = '{}' THEN unmapped ELSE (
                            SELECT coalesce(jsonb_object_agg(code, rows), '{}')
                            FROM (SELECT key AS code, sum(CAST(value AS bigint)) AS rows
                                  FROM (SELECT * FROM jsonb_each_text(unmapped) UNION ALL SELECT * FROM jsonb_each_text(CAST(:unmapped AS jsonb))) counted
                                  GROUP BY key) summed) END
                    WHERE file_id = :file
                    """)
                .param("file", fileId).param("rows", step.rows()).param("events", step.events()).param("rejected", step.rejects().size())
                .param("facts", step.facts()).param("unmapped", JSON.writeValueAsString(step.unmapped())).update();
    }

    /** The file's row is locked since it was counted, so of two parts that end at once the second sees the first. */
    private void finish(long fileId, Instant now) {
        jdbc.sql("""
            UPDATE tracking_files SET state = 'LOADED', loaded_at = :now
            WHERE file_id = :file AND NOT EXISTS (SELECT FROM tracking_parts WHERE file_id = :file AND NOT done)
            """).param("file", fileId).param("now", now.atOffset(UTC)).update();
    }
}
