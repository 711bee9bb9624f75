package dev.pressroom.storage.tracking;

import static java.time.ZoneOffset.UTC;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds scans to the record: events, parcels' status, facts, orders to relay, in the caller's transaction. Repeating it changes nothing, and
 * neither the order nor the grouping of scans matters. Not thread-safe across one transaction; several transactions may run at once, best when
 * they have different parcels.
 */
public final class Scans {

    private static final String STAGING = """
        CREATE TEMPORARY TABLE IF NOT EXISTS scans_staging (
            line bigint, number text COLLATE "C", said_at timestamp, said text, scan_code text COLLATE "C", depot text COLLATE "C",
            occurred_at timestamptz, zone_rule text, status text, rank int, fact text, country text, place text
        ) ON COMMIT DELETE ROWS
        """;

    /**
     * Of a large table a chunk's parcels are looked up one by one. The planner takes that for dearer than to hash the table for each chunk up to
     * a few million parcels, since it forgets that the look-ups are in order; measured, hashing is cheaper up to some seven parcels a row.
     */
    private static final String LOOK_UP = """
        SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)
        FROM pg_class WHERE oid = CAST('parcels' AS regclass) AND reltuples > 7 * CAST(:rows AS bigint)
        """;

    private static final String COPY = "COPY scans_staging (" + ScanRows.COLUMNS + ") FROM STDIN (FORMAT binary)";

    private static final String ADD = """
        WITH fresh AS (
            INSERT INTO tracking_events (carrier, number, said_at, scan_code, depot, said, occurred_at, zone_rule, status, rank, fact,
                                         country, place, file_id, line)
            SELECT CAST(:carrier AS text), number, said_at, scan_code, depot, said, occurred_at, zone_rule, status, rank, fact,
                   country, place, :file, line
            FROM scans_staging
            ORDER BY number, said_at, scan_code, depot, line
            ON CONFLICT DO NOTHING
            RETURNING number, said_at, said, scan_code, depot, occurred_at, zone_rule, status, rank, fact
        )
        """ + Telling.REST;

    private static final byte[] COPY_HEADER = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0};
    private static final byte[] COPY_TRAILER = {(byte) 0xff, (byte) 0xff};

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate besides;
    private final Set<YearMonth> partitions = ConcurrentHashMap.newKeySet();

    public Scans(DataSource dataSource, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.besides = new TransactionTemplate(transactions);
        besides.setPropagationBehavior(TransactionTemplate.PROPAGATION_REQUIRES_NEW);
    }

    /** @param events new ones: scans minus repeats */
    public record Added(long events, long facts) {

        public static final Added NOTHING = new Added(0, 0);

        public Added plus(Added other) {
            return new Added(events + other.events, facts + other.facts);
        }
    }

    /** Adds one file's scans, rows {@code from} to before {@code to}, within the caller's transaction; one that the database refuses fails them all. */
    public Added add(String carrier, long fileId, ScanRows rows, int from, int to, Instant receivedAt) {
        if (from == to) {
            return Added.NOTHING;
        }
        rows.months().forEach(this::makePartition);
        keep(carrier, rows.relabels(from, to));
        jdbc.sql(STAGING).update();
        jdbc.sql("DELETE FROM scans_staging").update();
        copy(rows, from, to);
        jdbc.sql(LOOK_UP).param("rows", to - from).query(row -> {
        });
        return jdbc.sql(ADD).param("carrier", carrier).param("file", fileId).param("receivedAt", receivedAt.atOffset(UTC))
                .param("receivedText", receivedAt.toString()).query(Added.class).single();
    }

    /** Keeps what rows say of new labels, for the next {@link LateParcels#sweep}. */
    private void keep(String carrier, List<ScanRows.Relabel> relabels) {
        if (!relabels.isEmpty()) {
            jdbc.sql("""
                INSERT INTO parcel_aliases (carrier, number, original, at)
                SELECT :carrier, * FROM unnest(:numbers, :originals, CAST(:times AS timestamptz[])) ON CONFLICT DO NOTHING
                """).param("carrier", carrier).param("numbers", texts(relabels, ScanRows.Relabel::number))
                    .param("originals", texts(relabels, ScanRows.Relabel::original))
                    .param("times", texts(relabels, relabel -> relabel.at().toString())).update();
        }
    }

    private static String[] texts(List<ScanRows.Relabel> relabels, Function<ScanRows.Relabel, String> column) {
        return relabels.stream().map(column).toArray(String[]::new);
    }

    private void makePartition(YearMonth month) {
        if (!partitions.contains(month)) {
            LocalDate first = month.atDay(1);
            besides.executeWithoutResult(
                    status -> jdbc.sql("SELECT make_tracking_partition(:first)").param("first", first).query(rows -> {
                    }));
            partitions.add(month);
        }
    }

    private void copy(ScanRows rows, int from, int to) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY);
            try {
                copy.writeToCopy(COPY_HEADER, 0, COPY_HEADER.length);
                copy.writeToCopy(rows.bytes(), rows.start(from), rows.start(to) - rows.start(from));
                copy.writeToCopy(COPY_TRAILER, 0, COPY_TRAILER.length);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        } catch (SQLException e) {
            throw new SQLExceptionSubclassTranslator().translate("copy scans", COPY, e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
