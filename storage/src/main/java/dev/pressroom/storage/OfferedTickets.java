package dev.pressroom.storage;

import dev.pressroom.orders.Ref;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tickets that a printer pulls from us, as they were offered. */
public final class OfferedTickets {

    private final JdbcClient jdbc;

    public OfferedTickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param name what the reference is among the attempt's names, so that the fetch finds its order */
    public record OfferedTicket(String contentType, byte[] bytes, Ref name) {}

    /** A printer finds its own only. */
    public Optional<OfferedTicket> find(String printerId, String reference) {
        return jdbc.sql("""
            SELECT o.content_type, o.ticket, COALESCE(r.kind, 'KEY') AS kind
            FROM offers o LEFT JOIN attempt_refs r
              ON r.printer_id = o.printer_id AND r.value = o.reference AND r.kind IN ('KEY', 'ORDER')
            WHERE o.printer_id = ? AND o.reference = ?
            ORDER BY r.kind LIMIT 1
            """).params(printerId, reference).query((row, _) -> new OfferedTicket(row.getString("content_type"), row.getBytes("ticket"),
                new Ref(Ref.Kind.valueOf(row.getString("kind")), reference))).optional();
    }
}
