package dev.pressroom.storage.orders;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Why which printer got what: every routing decision of an order, kept for good. */
public final class Decisions {

    private final JdbcClient jdbc;

    public Decisions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param version counts from 1
     * @param job that went elsewhere or was printed again; null for the order's first choice
     * @param occasion why there was something to decide
     * @param chosen JSON: items by printer, empty when nobody could
     * @param candidates JSON: every printer with its verdict
     */
    public record Decided(long version, Instant decidedAt, @Nullable Integer job, @Nullable String occasion, String chosen,
            String candidates) {}

    public void keep(String orderId, Instant at, @Nullable Integer job, String occasion, String chosen, String candidates) {
        jdbc.sql("""
            INSERT INTO routing_decisions (order_id, decided_at, version, job, occasion, chosen, candidates)
            SELECT :order, :at, coalesce(max(version), 0) + 1, :job, :occasion, :chosen::jsonb, :candidates::jsonb FROM routing_decisions
            WHERE order_id = :order ON CONFLICT DO NOTHING
            """).param("order", orderId).param("at", Timestamp.from(at)).param("job", job, Types.INTEGER)
                .param("occasion", occasion).param("chosen", chosen).param("candidates", candidates).update();
    }

    /** The first decision first. */
    public List<Decided> of(String orderId) {
        return jdbc.sql("""
            SELECT version, decided_at, job, occasion, chosen, candidates FROM routing_decisions WHERE order_id = ? ORDER BY version
            """).param(orderId)
                .query((row, _) -> new Decided(row.getLong("version"), row.getTimestamp("decided_at").toInstant(),
                        row.getObject("job", Integer.class), row.getString("occasion"), row.getString("chosen"),
                        row.getString("candidates")))
                .list();
    }
}
