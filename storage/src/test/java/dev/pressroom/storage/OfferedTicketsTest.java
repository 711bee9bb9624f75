package dev.pressroom.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OfferedTicketsTest {

    @Test
    void findsATicketForItsOwnPrinterOnly() {
        JdbcClient jdbc = Database.fresh().jdbc();
        jdbc.sql(
                "INSERT INTO offers (printer_id, reference, content_type, ticket, offered_at) VALUES ('north', 'k1', 'application/xml', ?, now())")
                .param("<order/>".getBytes(StandardCharsets.UTF_8)).update();
        OfferedTickets tickets = new OfferedTickets(jdbc);

        assertThat(tickets.find("north", "k1")).hasValueSatisfying(ticket -> {
            assertThat(ticket.contentType()).isEqualTo("application/xml");
            assertThat(ticket.bytes()).asString().isEqualTo("<order/>");
        });
        assertThat(tickets.find("south", "k1")).isEmpty();
    }
}
