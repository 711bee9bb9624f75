package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.StepResult;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class OrderJsonTest {

    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void readsWhatTheNightlyJobWritesInSql() {
        String json = """
            {"type":"ParcelFact","told":{"source":"carrier/dpd","key":"0001|x","occurredAt":"2026-11-21T10:00:00Z",
             "saidAt":"20261121110000","zoneRule":"Europe/Brussels","receivedAt":"2026-11-21T22:00:00.123456Z"},
             "carrier":"dpd","number":"0001","event":{"type":"ParcelDelivered","code":"13"}}""";
        Fact fact = OrderJson.read(json, Fact.class);
        assertThat(fact.name()).isEqualTo("ParcelDelivered");
        assertThat(OrderJson.read(OrderJson.write(fact), Fact.class)).isEqualTo(fact);
    }

    @Test
    void keepsEveryPartOfAPrinterFact() {
        Fact fact = new Fact.PrinterFact(new Told("printer/x", "k", AT, "10:00", "Europe/Berlin", AT),
                new TreeSet<>(List.of(new Ref(Ref.Kind.ORDER, "o"), new Ref(Ref.Kind.KEY, "k"))), new JobKey("A-1", 1, 2),
                List.of(new ItemQuantity("1", 2)), new PrinterEvent.JobRejected(Fault.CUSTOMER, "7000"));
        assertThat(OrderJson.read(OrderJson.write(fact), Fact.class)).isEqualTo(fact);
    }

    @Test
    void startsFromAnEmptySnapshot() {
        assertThat(OrderJson.write(Snapshot.NEW)).isEqualTo("{}");
        assertThat(OrderJson.read("{}", Snapshot.class)).isEqualTo(Snapshot.NEW);
    }

    @Test
    void writesComponentsOnly() {
        Snapshot.ParcelState state = new Snapshot.ParcelState(AT, AT, null, null, null);
        assertThat(OrderJson.write(state)).isEqualTo("{\"moved\":\"2026-11-21T10:00:00Z\",\"delivered\":\"2026-11-21T10:00:00Z\"}");
        assertThat(OrderJson.read(OrderJson.write(state), Snapshot.ParcelState.class)).isEqualTo(state);
    }

    @Test
    void ignoresWhatANewerReleaseAdded() {
        assertThat(OrderJson.read("{\"type\":\"Prepared\",\"colour\":\"red\"}", StepResult.class)).isEqualTo(new StepResult.Prepared());
    }

    @Test
    void namesTheTypeAndNeverTheTextWhenItCannotRead() {
        assertThatIllegalArgumentException().isThrownBy(() -> OrderJson.read("{\"type\":\"Klingon\",\"name\":\"Hans Dampf\"}", Fact.class))
                .withMessageContaining("Fact").withMessageNotContaining("Hans");
    }
}
