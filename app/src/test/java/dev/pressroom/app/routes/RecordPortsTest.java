package dev.pressroom.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.JobKey;
import dev.pressroom.routes.SubmissionLedger;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.ledger.Ledger.State;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.time.Clock;
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
}
