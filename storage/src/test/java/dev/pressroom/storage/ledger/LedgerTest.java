package dev.pressroom.storage.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.ledger.Ledger.State;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LedgerTest {

    private static final Database DATABASE = Database.fresh();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static int orders;

    private Instant now = NOON;
    private final Ledger ledger = new Ledger(DATABASE.jdbc(), ((InstantSource) () -> now).withZone(ZoneOffset.UTC));
    private JobKey key;

    @BeforeEach
    void order() {
        String id = "L-" + ++orders;
        new Intake(DATABASE.jdbc(), DATABASE.transactions()).place(Samples.order(id));
        key = new JobKey(id, 1, 1);
    }

    @Test
    void writesTheIntentBeforeAnythingIsSent() {
        Ledger.Entry entry = ledger.intend(key, "north", "p1");

        assertThat(entry).isEqualTo(new Ledger.Entry(key, "north", State.INTENT, null, null, null, NOON, NOON));
        assertThat(ledger.find(key)).contains(entry);
    }

    @Test
    void anIntentRepeatedKeepsTheTimeThatNamesItsFiles() {
        ledger.intend(key, "north", "p1");
        now = NOON.plus(Duration.ofMinutes(5));

        assertThat(ledger.intend(key, "north", "p1").intentAt()).isEqualTo(NOON);

        ledger.outcome(key, State.DEFERRED, "DEFERRED", "printer is down");
        Ledger.Entry again = ledger.intend(key, "north", "p1");
        assertThat(again.state()).isEqualTo(State.INTENT);
        assertThat(again.intentAt()).isEqualTo(now);
        assertThat(again.stampedAt()).isEqualTo(NOON);
    }

    @Test
    void anAttemptBelongsToItsPrinterForEver() {
        ledger.intend(key, "north", "p1");

        assertThatThrownBy(() -> ledger.intend(key, "south", "p1"))
                .hasMessage("attempt " + key + " belongs to printer north, not south");
    }

    @Test
    void stagesAnOpenAttemptAsOftenAsNeeded() {
        ledger.intend(key, "north", "p1");
        ledger.staged(key, "ticket-1.tmp");
        ledger.staged(key, "ticket-2.tmp");

        assertThat(ledger.find(key)).hasValueSatisfying(entry -> {
            assertThat(entry.state()).isEqualTo(State.STAGED);
            assertThat(entry.stagedTicket()).isEqualTo("ticket-2.tmp");
        });
    }

    @ParameterizedTest
    @EnumSource(value = State.class, mode = EnumSource.Mode.EXCLUDE, names = {"INTENT", "STAGED"})
    void stagesNothingForAnAttemptThatIsSettled(State settled) {
        ledger.intend(key, "north", "p1");
        ledger.outcome(key, settled, null, null);

        assertThatThrownBy(() -> ledger.staged(key, "ticket-1.tmp")).isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll(key.toString(), "ticket-1.tmp", "must not be committed");
        assertThat(ledger.find(key).orElseThrow().state()).isEqualTo(settled);
        assertThat(ledger.find(key).orElseThrow().stagedTicket()).isNull();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aLookUpThatFindsNothingSettlesOnlyWhatWasOpen(State before) {
        ledger.intend(key, "north", "p1");
        ledger.outcome(key, before, null, null);

        boolean open = !Set.of(State.ACCEPTED, State.RECEIVED, State.REJECTED, State.CANCELLED).contains(before);
        assertThat(ledger.notReceived(key)).isEqualTo(open);
        assertThat(ledger.find(key).orElseThrow().state()).isEqualTo(open ? State.NOT_RECEIVED : before);
    }

    @Test
    void aLookUpThatFindsNothingDoesNotOutweighWhatThePrinterTold() {
        ledger.intend(key, "north", "p1");
        ledger.outcome(key, State.UNKNOWN, null, null);
        DATABASE.jdbc().sql("""
            INSERT INTO facts (source, event_key, order_id, job_key, name, payload, occurred_at, received_at, state)
            VALUES ('north', 'k-1', :order, :key, 'JobInProduction', '{}', now(), now(), 'NEW')
            """).param("order", key.orderId()).param("key", key.toString()).update();

        assertThat(ledger.notReceived(key)).isFalse();
        assertThat(ledger.find(key).orElseThrow().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void stagesNothingWithoutAnIntent() {
        assertThatThrownBy(() -> ledger.staged(key, "ticket-1.tmp")).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(key.toString());
    }

    @Test
    void bindsANameToOneAttemptOnlyUnlessItNamesAnItem() {
        JobKey other = new JobKey(key.orderId(), 2, 1);
        ledger.intend(key, "north", "p1");
        ledger.intend(other, "north", "p1");

        Ref order = new Ref(Ref.Kind.ORDER, key.orderId() + "-10042");
        assertThat(ledger.name("north", order, key, null)).isTrue();
        assertThat(ledger.name("north", order, key, null)).as("again").isTrue();
        assertThat(ledger.name("north", order, other, null)).as("of another attempt").isFalse();

        Ref item = new Ref(Ref.Kind.ITEM, "1");
        assertThat(ledger.name("north", item, key, "book")).isTrue();
        assertThat(ledger.name("north", item, other, "prints")).isTrue();
        assertThat(ledger.refs(key)).containsExactly(item, order);
    }
}
