package dev.pressroom.storage.tracking;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes the parcels' status and the facts again from the events that are kept. The caller holds the carrier's lock and a transaction around each call.
 */
public final class Refold {

    private static final int BATCH = 1_000;

    private final JdbcTemplate template;
    private final JdbcClient jdbc;

    public Refold(DataSource dataSource) {
        this.template = new JdbcTemplate(dataSource);
        template.setFetchSize(10_000);
        this.jdbc = JdbcClient.create(template);
    }

    /**
     * @param parcels that the carrier has in the record
     * @param changed those of them that had another status than their events tell
     */
    public record Folded(long parcels, long changed, long facts) {}

    /** What a code means now. */
    public record Meaning(String status, int rank, @Nullable String fact) {}

    /** A time, and by which rule its instant was found. */
    public record Moment(Instant occurredAt, String zoneRule) {}

    /** Reads a time again. */
    @FunctionalInterface
    public interface Clockwork {
        Moment read(String said, @Nullable String place);
    }

    /**
     * Folds all events of the carrier into its parcels and inserts the facts that are missing. On a sound record nothing changes. A parcel some of
     * whose events may have been dropped is never taken back, only raised by those that are left.
     */
    public Folded rebuild(String carrier, Instant receivedAt) {
        jdbc.sql("CREATE TEMPORARY TABLE parcels_before ON COMMIT DROP AS SELECT * FROM parcels WHERE carrier = :carrier")
                .param("carrier", carrier).update();
        jdbc.sql(Telling.RESET).param("carrier", carrier).update();
        long facts = jdbc.sql("WITH fresh AS (SELECT * FROM tracking_events WHERE carrier = :carrier)" + Telling.AGAIN)
                .param("carrier", carrier).param("receivedAt", receivedAt.atOffset(UTC)).param("receivedText", receivedAt.toString())
                .query(Scans.Added.class).single().facts();
        return jdbc.sql("""
            SELECT count(*) AS parcels,
                   count(*) FILTER (WHERE (now.status, now.rank, now.at, now.code)
                                          IS DISTINCT FROM (before.status, before.rank, before.at, before.code)) AS changed,
                   CAST(:facts AS bigint) AS facts
            FROM parcels_before before JOIN parcels now USING (carrier, number, label_window)
            """).param("facts", facts).query(Folded.class).single();
    }

    /** Gives the carrier's events the meaning and the instant that its profile gives them now; returns how many changed. */
    public long remap(String carrier, Function<String, Meaning> meanings, Clockwork clockwork) {
        List<Object[]> codes = new ArrayList<>();
        jdbc.sql("SELECT DISTINCT scan_code FROM tracking_events WHERE carrier = :carrier").param("carrier", carrier).query(String.class)
                .list().forEach(code -> {
                    Meaning meaning = meanings.apply(code);
                    codes.add(new Object[]{code, meaning.status(), meaning.rank(), meaning.fact()});
                });
        template.execute("CREATE TEMPORARY TABLE meanings (scan_code text COLLATE \"C\", status text, rank int, fact text) ON COMMIT DROP");
        template.batchUpdate("INSERT INTO meanings VALUES (?, ?, ?, ?)", codes);
        template.execute("""
            CREATE TEMPORARY TABLE instants (number text COLLATE "C", said_at timestamp, scan_code text COLLATE "C", depot text COLLATE "C",
                                             occurred_at timestamptz, zone_rule text) ON COMMIT DROP""");
        readTimesAgain(carrier, clockwork);
        int meant = jdbc.sql("""
            UPDATE tracking_events event SET status = meanings.status, rank = meanings.rank, fact = meanings.fact
            FROM meanings
            WHERE event.carrier = :carrier AND event.scan_code = meanings.scan_code
              AND (event.status, event.rank, event.fact) IS DISTINCT FROM (meanings.status, meanings.rank, meanings.fact)
            """).param("carrier", carrier).update();
        int timed = jdbc.sql("""
            UPDATE tracking_events event SET occurred_at = instants.occurred_at, zone_rule = instants.zone_rule
            FROM instants
            WHERE event.carrier = :carrier AND event.number = instants.number AND event.said_at = instants.said_at
              AND event.scan_code = instants.scan_code AND event.depot = instants.depot
            """).param("carrier", carrier).update();
        return (long) meant + timed;
    }

    private void readTimesAgain(String carrier, Clockwork clockwork) {
        List<Object[]> changed = new ArrayList<>();
        template.query(
                "SELECT number, said_at, scan_code, depot, said, place, occurred_at, zone_rule FROM tracking_events WHERE carrier = ?",
                row -> {
                    Moment moment = clockwork.read(row.getString("said"), row.getString("place"));
                    boolean same = moment.occurredAt().equals(row.getObject("occurred_at", OffsetDateTime.class).toInstant())
                            && moment.zoneRule().equals(row.getString("zone_rule"));
                    if (!same) {
                        changed.add(new Object[]{row.getString("number"), row.getObject("said_at", LocalDateTime.class),
                                row.getString("scan_code"), row.getString("depot"), moment.occurredAt().atOffset(UTC), moment.zoneRule()});
                    }
                    if (changed.size() == BATCH) {
                        keep(changed);
                    }
                }, carrier);
        keep(changed);
    }

    private void keep(List<Object[]> changed) {
        template.batchUpdate("INSERT INTO instants VALUES (?, ?, ?, ?, ?, ?)", changed);
        changed.clear();
    }
}
