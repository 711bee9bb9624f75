package dev.pressroom.storage.printers;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How busy and how good printers are, measured from the record; at most some seconds old. Safe for many threads. */
public final class PrinterFigures {

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration MEASURED_OVER = Duration.ofDays(30);
    /** Fewer jobs than this say nothing about a printer. */
    private static final int ENOUGH = 20;

    private final JdbcClient jdbc;
    private final Clock clock;
    private Map<String, Figures> figures = Map.of();
    private Instant readAt = Instant.EPOCH;

    public PrinterFigures(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * @param failures share of the last jobs that were refused or never arrived, for good
     * @param daysLate by how many days the last jobs were shipped later than the printer's clocks say, on average; what is late and still there counts
     *        as if it left now
     */
    public record Figures(int openJobs, double failures, double daysLate) {
        static final Figures NONE = new Figures(0, 0, 0);
    }

    public Figures of(String printerId) {
        return all().getOrDefault(printerId, Figures.NONE);
    }

    private synchronized Map<String, Figures> all() {
        Instant now = clock.instant();
        if (readAt.plus(FRESH).isBefore(now)) {
            figures = read(now);
            readAt = now;
        }
        return figures;
    }

    private Map<String, Figures> read(Instant now) {
        Map<String, Figures> read = new HashMap<>();
        jdbc.sql("""
            SELECT printer_id, count(*) FROM jobs
            WHERE status IN ('SUBMITTING', 'WITH_PRINTER', 'IN_PRODUCTION', 'PRINTED') GROUP BY printer_id
            """).query(row -> {
            read.put(row.getString(1), new Figures(row.getInt(2), 0, 0));
        });
        jdbc.sql("""
            SELECT printer_id, count(*), count(*) FILTER (WHERE state IN ('REJECTED', 'NOT_RECEIVED')) FROM attempts
            WHERE intent_at > :since AND profile_hash <> '' -- what never left our house is no fault of the printer's
            GROUP BY printer_id
            """).param("since", Timestamp.from(now.minus(MEASURED_OVER))).query(row -> {
            int total = row.getInt(2);
            double failures = total < ENOUGH ? 0 : row.getInt(3) / (double) total;
            read.merge(row.getString(1), new Figures(0, failures, 0), (a, b) -> new Figures(a.openJobs(), b.failures(), 0));
        });
        jdbc.sql("""
            SELECT j.printer_id, avg(greatest(0, extract(epoch FROM coalesce(s.left_at, :now) - j.ship_by) / 86400))
            FROM jobs j LEFT JOIN LATERAL (SELECT max(shipped_at) AS left_at FROM shipments s
                                           WHERE s.order_id = j.order_id AND s.job = j.job AND NOT s.voided) s ON true
            WHERE j.ship_by > :since AND (s.left_at IS NOT NULL
                OR (j.ship_by < :now AND j.status IN ('WITH_PRINTER', 'IN_PRODUCTION', 'PRINTED')))
            GROUP BY j.printer_id HAVING count(*) >= :enough
            """).param("now", Timestamp.from(now)).param("since", Timestamp.from(now.minus(MEASURED_OVER))).param("enough", ENOUGH)
                .query(row -> {
                    read.merge(row.getString(1), new Figures(0, 0, row.getDouble(2)),
                            (a, b) -> new Figures(a.openJobs(), a.failures(), b.daysLate()));
                });
        return read;
    }
}
