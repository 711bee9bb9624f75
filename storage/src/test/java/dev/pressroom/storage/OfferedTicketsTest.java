package dev.pressroom.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Ref;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
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

    @Test
    void tellsByWhichOfTheAttemptsNamesItIsFetched() {
        Database database = Database.fresh();
        JdbcClient jdbc = database.jdbc();
        new Intake(jdbc, database.transactions()).place(Samples.order("A-1"));
        jdbc.sql("""
            INSERT INTO attempts (job_key, order_id, job, attempt, printer_id, profile_hash, state, stamped_at, intent_at)
            VALUES ('A-1-1-a1', 'A-1', 1, 1, 'north', 'p', 'INTENT', now(), now())
            """).update();
        jdbc.sql("""
            INSERT INTO attempt_refs (printer_id, kind, value, job_key)
            VALUES ('north', 'KEY', 'A-1-1-a1', 'A-1-1-a1'), ('north', 'ORDER', '10042', 'A-1-1-a1'), ('north', 'ITEM', '1', 'A-1-1-a1')
            """).update();
        jdbc.sql("""
            INSERT INTO offers (printer_id, reference, content_type, ticket, offered_at)
            SELECT 'north', reference, 'text/plain', '', now() FROM unnest(ARRAY['A-1-1-a1', '10042', '1']) AS reference
            """).update();
        OfferedTickets tickets = new OfferedTickets(jdbc);

        assertThat(Stream.of("A-1-1-a1", "10042", "1").map(reference -> tickets.find("north", reference).orElseThrow().name()))
                .containsExactly(new Ref(Ref.Kind.KEY, "A-1-1-a1"), new Ref(Ref.Kind.ORDER, "10042"), new Ref(Ref.Kind.KEY, "1"));
    }
}
