package dev.pressroom.storage.tracking;

import static java.time.ZoneOffset.UTC;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionSubclassTranslator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds scans to the record: events, parcels' status, facts, orders to relay, in the caller's transaction. Repeating it changes nothing, and
 * neither the order nor the grouping of scans matters. Not thread-safe across one transaction; several transactions may run at once.
 */
public final class Scans {

    private static final String STAGING = """
        CREATE TEMPORARY TABLE IF NOT EXISTS scans_staging (
            line bigint, number text, said_at timestamp, said text, scan_code text, depot text, occurred_at timestamptz,
            zone_rule text, status text, rank int, fact text, country text
        ) ON COMMIT DELETE ROWS
        """;

    private static final String COPY = """
        COPY scans_staging (line, number, said_at, said, scan_code, depot, occurred_at, zone_rule, status, rank, fact, country) FROM STDIN
        """;

    private static final String ADD = """
        WITH fresh AS (
            INSERT INTO tracking_events (carrier, number, said_at, scan_code, depot, said, occurred_at, zone_rule, status, rank, fact,
                                         country, file_id, line)
            SELECT CAST(:carrier AS text), number, said_at, scan_code, depot, said, occurred_at, zone_rule, status, rank, fact,
                   country, :file, line
            FROM scans_staging
            ORDER BY line
            ON CONFLICT DO NOTHING
            RETURNING *
        )
        """ + Telling.REST;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final TransactionTemplate besides;
    private final Set<YearMonth> partitions = ConcurrentHashMap.newKeySet();

    public Scans(DataSource dataSource, PlatformTransactionManager transactions) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
        this.besides = new TransactionTemplate(transactions);
        besides.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** @param events new ones: scans minus repeats */
    public record Added(long events, long facts) {

        public static final Added NOTHING = new Added(0, 0);

        public Added plus(Added other) {
            return new Added(events + other.events, facts + other.facts);
        }
    }

    /** Adds one file's scans within the caller's transaction; a scan that the database refuses fails them all. */
    public Added add(String carrier, long fileId, List<Scan> scans, Instant receivedAt) {
        if (scans.isEmpty()) {
            return Added.NOTHING;
        }
        scans.stream().map(scan -> YearMonth.from(scan.saidAt())).collect(Collectors.toSet()).forEach(this::makePartition);
        jdbc.sql(STAGING).update();
        jdbc.sql("DELETE FROM scans_staging").update();
        copy(scans);
        return jdbc.sql(ADD).param("carrier", carrier).param("file", fileId).param("receivedAt", receivedAt.atOffset(UTC))
                .param("receivedText", receivedAt.toString()).query(Added.class).single();
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

    private void copy(List<Scan> scans) {
        StringBuilder text = new StringBuilder(scans.size() * 120);
        scans.forEach(scan -> append(text, scan));
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(COPY, new StringReader(text.toString()));
        } catch (SQLException e) {
            throw new SQLExceptionSubclassTranslator().translate("copy scans", COPY, e);
        } catch (IOException e) {
            throw new DataAccessResourceFailureException("copy scans", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }

    private static void append(StringBuilder text, Scan scan) {
        text.append(scan.line()).append('\t');
        escaped(text, scan.number()).append('\t');
        text.append(scan.saidAt()).append('\t');
        escaped(text, scan.said()).append('\t');
        escaped(text, scan.scanCode()).append('\t');
        escaped(text, scan.depot()).append('\t');
        text.append(scan.occurredAt()).append('\t');
        escaped(text, scan.zoneRule()).append('\t');
        escaped(text, scan.status()).append('\t');
        text.append(scan.rank()).append('\t');
        escaped(text, scan.fact()).append('\t');
        escaped(text, scan.country()).append('\n');
    }

    /** COPY's text format: PostgreSQL documentation, COPY, "Text Format". */
    private static StringBuilder escaped(StringBuilder text, @Nullable String value) {
        if (value == null) {
            return text.append("\\N");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\\' -> text.append("\\\\");
                case '\t' -> text.append("\\t");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                default -> text.append(c);
            }
        }
        return text;
    }
}
