package dev.pressroom.storage.printers;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Opens, drains and pauses printers for all instances, and keeps what each instance sees of its lanes. */
public final class PrinterControl {

    /** What an instance that is silent for so long saw counts no more. */
    private static final Duration STALE = Duration.ofSeconds(60);

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final Clock clock;

    public PrinterControl(JdbcClient jdbc, TransactionTemplate transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether a printer gets jobs. */
    public enum Mode {
        /** New jobs and those under way. */
        OPEN,
        /** No new jobs; what was routed to it already is still handed over. */
        DRAINING,
        /** Nothing that changes anything there is sent; it is still asked and heard. */
        PAUSED
    }

    /** @param by who changed it last, {@code at} when, {@code reason} why; null when nobody ever did */
    public record Standing(String printerId, Mode mode, @Nullable String by, @Nullable Instant at, @Nullable String reason) {

        public static Standing untouched(String printerId) {
            return new Standing(printerId, Mode.OPEN, null, null, null);
        }
    }

    /**
     * How one lane is for one instance.
     *
     * @param circuit {@code NONE}, {@code CLOSED}, {@code HALF_OPEN} or {@code OPEN}
     */
    public record LaneHealth(String printerId, String lane, String instance, String circuit, boolean failing,
            @Nullable Instant lastSuccess, @Nullable String lastError, @Nullable Instant lastErrorAt, Instant seenAt) {}

    public Standing set(String printerId, Mode mode, String by, @Nullable String reason) {
        Timestamp now = Timestamp.from(clock.instant());
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql("""
                INSERT INTO printers (printer_id, paused, draining, changed_by, changed_at, reason)
                VALUES (:printer, :paused, :draining, :by, :at, :reason)
                ON CONFLICT (printer_id) DO UPDATE SET paused = excluded.paused, draining = excluded.draining,
                    changed_by = excluded.changed_by, changed_at = excluded.changed_at, reason = excluded.reason
                """).param("printer", printerId).param("paused", mode == Mode.PAUSED).param("draining", mode == Mode.DRAINING)
                    .param("by", by).param("at", now).param("reason", reason).update();
            jdbc.sql("""
                INSERT INTO printer_changes (printer_id, mode, changed_by, changed_at, reason)
                VALUES (:printer, :mode, :by, :at, :reason)
                """).param("printer", printerId).param("mode", mode.name()).param("by", by).param("at", now).param("reason", reason)
                    .update();
        });
        return new Standing(printerId, mode, by, now.toInstant(), reason);
    }

    /** By printer; one that nobody ever touched may be missing, and is open. */
    public Map<String, Standing> standings() {
        return jdbc.sql("SELECT printer_id, paused, draining, changed_by, changed_at, reason FROM printers")
                .query((row, _) -> new Standing(row.getString(1), mode(row.getBoolean(2), row.getBoolean(3)), row.getString(4),
                        instant(row, 5), row.getString(6)))
                .list().stream().collect(Collectors.toMap(Standing::printerId, Function.identity()));
    }

    private static Mode mode(boolean paused, boolean draining) {
        return paused ? Mode.PAUSED : draining ? Mode.DRAINING : Mode.OPEN;
    }

    /**
     * Why new jobs do not go to a printer now, as the end of a sentence about it: people closed it, or every instance that knows it finds a circuit of it open. A job that was routed to
     * it before waits for a circuit to close.
     */
    public Optional<String> unavailableBecause(String printerId) {
        return closedBecause(printerId).or(() -> jdbc.sql("""
            SELECT 'cannot be reached, its circuit is open' FROM (
                SELECT bool_or(circuit = 'OPEN') AS open FROM printer_health
                WHERE printer_id = :printer AND seen_at > :fresh AND circuit <> 'NONE' GROUP BY instance) seen
            HAVING bool_and(open)
            """).param("printer", printerId).param("fresh", Timestamp.from(clock.instant().minus(STALE))).query(String.class).optional());
    }

    public boolean draining(String printerId) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM printers WHERE printer_id = :printer AND draining)").param("printer", printerId)
                .query(Boolean.class).single();
    }

    private Optional<String> closedBecause(String printerId) {
        return jdbc.sql("""
            SELECT CASE WHEN paused THEN 'is paused' ELSE 'is draining' END FROM printers
            WHERE printer_id = :printer AND (paused OR draining)
            """).param("printer", printerId).query(String.class).optional();
    }

    /** Replaces what the instance saw before. */
    public void seen(String instance, Collection<LaneHealth> lanes) {
        transactions.executeWithoutResult(transaction -> {
            jdbc.sql("DELETE FROM printer_health WHERE instance = :instance OR seen_at < :stale").param("instance", instance)
                    .param("stale", Timestamp.from(clock.instant().minus(Duration.ofDays(1)))).update();
            for (LaneHealth lane : lanes) {
                jdbc.sql(
                        """
                            INSERT INTO printer_health (printer_id, lane, instance, circuit, failing, last_success, last_error, last_error_at, seen_at)
                            VALUES (:printer, :lane, :instance, :circuit, :failing, :success, :error, :errorAt, :seen)
                            """)
                        .param("printer", lane.printerId()).param("lane", lane.lane()).param("instance", instance)
                        .param("circuit", lane.circuit()).param("failing", lane.failing()).param("success", timestamp(lane.lastSuccess()))
                        .param("error", lane.lastError()).param("errorAt", timestamp(lane.lastErrorAt()))
                        .param("seen", Timestamp.from(lane.seenAt())).update();
            }
        });
    }

    /** What instances saw lately, by printer, lane and instance. */
    public List<LaneHealth> lanes() {
        return jdbc.sql("""
            SELECT printer_id, lane, instance, circuit, failing, last_success, last_error, last_error_at, seen_at
            FROM printer_health WHERE seen_at > :fresh ORDER BY printer_id, lane, instance
            """).param("fresh", Timestamp.from(clock.instant().minus(STALE)))
                .query((row, _) -> new LaneHealth(row.getString(1), row.getString(2), row.getString(3), row.getString(4),
                        row.getBoolean(5), instant(row, 6), row.getString(7), instant(row, 8), row.getTimestamp(9).toInstant()))
                .list();
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
