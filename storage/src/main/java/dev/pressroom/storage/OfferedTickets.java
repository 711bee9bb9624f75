package dev.pressroom.storage;

import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tickets that a printer pulls from us, as they were offered. */
public final class OfferedTickets {

    private final JdbcClient jdbc;

    public OfferedTickets(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public record OfferedTicket(String contentType, byte[] bytes) {}

    /** A printer finds its own only. */
    public Optional<OfferedTicket> find(String printerId, String reference) {
        return jdbc.sql("SELECT content_type, ticket FROM offers WHERE printer_id = ? AND reference = ?").params(printerId, reference)
                .query((row, _) -> new OfferedTicket(row.getString("content_type"), row.getBytes("ticket"))).optional();
    }
}
