package dev.pressroom.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.JobKey;
import dev.pressroom.printers.Content;
import dev.pressroom.routes.Offers;
import dev.pressroom.routes.SubmissionLedger;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.ledger.Ledger.State;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordPortsTest {

    private final Database database = Database.fresh();
    private final Ledger ledger = new Ledger(database.jdbc(), Clock.systemUTC());

    /** A look-up of a job that a printer took long ago took it for never sent, and removed its artwork from the printer's folder. */
    @Test
    void aTicketThatMayHaveBeenRenamedIsRemembered() {
        new Intake(database.jdbc(), database.transactions()).place(Samples.order("A-1"));
        SubmissionLedger port = new RecordPorts.StagedTickets(ledger);
        for (State state : State.values()) {
            JobKey key = new JobKey("A-1", 1, state.ordinal() + 1);
            ledger.intend(key, "elanders-de", "p1");
            port.staged(key, "submit/ticket.xml");
            ledger.outcome(key, state, null, null);
            boolean mayBeThere = Set.of(State.STAGED, State.UNKNOWN, State.RECEIVED, State.ACCEPTED).contains(state);
            assertThat(port.stagedTicket(key).isPresent()).as(state.name()).isEqualTo(mayBeThere);
        }
    }

    /** The parcel went to the old address after "address changed, done": the ticket that was laid out before the deferral stayed. */
    @Test
    void aTicketThatIsOfferedAgainWithANewAddressReplacesTheOldOne() {
        Offers offers = new RecordPorts.PulledTickets(database.jdbc(), Clock.systemUTC());
        for (String ticket : List.of("<City>Old</City>", "<City>New</City>")) {
            offers.offer("photofinale-us", "4711", new Content.Bytes("application/xml", ticket.getBytes(StandardCharsets.UTF_8)));
        }
        assertThat(database.jdbc().sql("SELECT convert_from(ticket, 'UTF8') FROM offers").query(String.class).list())
                .containsExactly("<City>New</City>");
    }
}
