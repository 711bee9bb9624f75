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

    /** What one chunk did; {@code from} is the position it began at, {@code scans} the rows that could be read as such. */
    record Step(long from, long toByte, long toLine, boolean last, long rows, long scans, long events, long facts,
            Map<String, Long> unmapped,
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

    /** As if the file had never been read, in the caller's transaction. Its events stay: read again, they change nothing. */
    Entry forget(long fileId, CarrierProfile carrier, int parts) {
        jdbc.sql("DELETE FROM rejects WHERE file_id = ?").param(fileId).update();
        jdbc.sql("DELETE FROM reported_files WHERE file_id = ?").param(fileId).update();
        jdbc.sql("DELETE FROM tracking_parts WHERE file_id = ?").param(fileId).update();
        jdbc.sql("INSERT INTO tracking_parts (file_id, part) SELECT ?, generate_series(0, ? - 1)").params(fileId, parts).update();
        jdbc.sql(
                """
                    UPDATE tracking_files SET state = 'FOUND', problem = NULL, rows = 0, scans = 0, events = 0, rejected = 0, facts = 0, unmapped = '{}',
                                              loaded_at = NULL, code_table = :table
                    WHERE file_id = :file
                    """)
                .param("file", fileId).param("table", carrier.codes().version()).update();
        return get(fileId);
    }

    /** Files of the carrier that were loaded to their end, and no run's report tells of them. */
    List<Entry> untold(String carrier) {
        return jdbc.sql("""
            SELECT file_id FROM tracking_files file
            WHERE carrier = :carrier AND state IN ('LOADED', 'BAD') AND loaded_at IS NOT NULL
              AND NOT EXISTS (SELECT FROM reported_files told WHERE told.file_id = file.file_id)
            ORDER BY file_id
            """).param("carrier", carrier).query(Long.class).list().stream().map(this::get).toList();
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
                        state = 'LOADING', rows = rows + :rows, scans = scans + :scans, events = events + :events, rejected = rejected + :rejected, facts = facts + :facts,
                        unmapped = CASE WHEN :unmapped = '{}' THEN unmapped ELSE (
                            SELECT coalesce(jsonb_object_agg(code, rows), '{}')
                            FROM (SELECT key AS code, sum(CAST(value AS bigint)) AS rows
                                  FROM (SELECT * FROM jsonb_each_text(unmapped) UNION ALL SELECT * FROM jsonb_each_text(CAST(:unmapped AS jsonb))) counted
                                  GROUP BY key) summed) END
                    WHERE file_id = :file
                    """)
                .param("file", fileId).param("rows", step.rows()).param("scans", step.scans()).param("events", step.events())
                .param("rejected", step.rejects().size())
                .param("facts", step.facts()).param("unmapped", JSON.writeValueAsString(step.unmapped())).update();
    }

    /**
     * The file's row is locked since it was counted, so of two parts that end at once the second sees the first. Of a file without one readable scan
     * nothing was loaded: it stays BAD until somebody mends it or the profile.
     */
    private void finish(long fileId, Instant now) {
        jdbc.sql("""
            UPDATE tracking_files SET
                state = CASE WHEN scans = 0 AND rejected > 0 THEN 'BAD' ELSE 'LOADED' END,
                problem = CASE WHEN scans = 0 AND rejected > 0
                               THEN 'no row of it could be read; see its rejects, then correct the profile or ask the carrier' END,
                loaded_at = :now
            WHERE file_id = :file AND NOT EXISTS (SELECT FROM tracking_parts WHERE file_id = :file AND NOT done)
            """).param("file", fileId).param("now", now.atOffset(UTC)).update();
    }
}
