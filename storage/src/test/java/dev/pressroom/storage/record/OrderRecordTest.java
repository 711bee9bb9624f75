package dev.pressroom.storage.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.orders.AddressBook;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import dev.pressroom.storage.record.OrderRecord.ShipmentRow;
import dev.pressroom.storage.record.OrderRecord.Version;
import dev.pressroom.storage.tracking.ParcelRules;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OrderRecordTest {

    private static final Instant NOW = Instant.parse("2026-12-01T08:00:00Z");

    private final Database database = Database.fresh();
    private final JdbcClient jdbc = database.jdbc();
    private final OrderRecord record = new OrderRecord(jdbc, Clock.fixed(NOW, ZoneOffset.UTC));

    @BeforeEach
    void place() {
        new Intake(jdbc, database.transactions()).place(Samples.order("A-1"));
    }

    private static Version version(String run, long number, @Nullable Instant due, @Nullable Integer address) {
        return new Version("A-1", run, number, "{}", "PREPARING", null, null, "the artwork of job 1", due, NOW.plusSeconds(60), address,
                false,
                List.of(), List.of(), List.of(), List.of());
    }

    @Test
    void aRunTakesTheRulesInForceAndIsToldWhenNewerOnesCome() {
        assertThat(record.claim("A-1", "run-1").orElseThrow().rules()).isEqualTo(OrderProcess.RULES);
        assertThat(record.newerRules("A-1")).isFalse();
        jdbc.sql("UPDATE rules_in_force SET rules = 5").update();
        assertThat(record.newerRules("A-1")).isTrue();
        assertThat(record.claim("A-1", "run-2").orElseThrow().rules()).isEqualTo(5);
        jdbc.sql("UPDATE rules_in_force SET rules = 4").update();
        assertThat(record.claim("A-1", "run-3").orElseThrow().rules()).as("rules never go back for an order").isEqualTo(5);
    }

    @Test
    void anotherRunIsStaleAndTheAddressStaysWithoutAChange() {
        record.claim("A-1", "run-1");
        assertThat(record.write(version("run-0", 1, null, null))).isFalse();
        assertThat(record.write(version("run-1", 1, null, null))).isTrue();
        AddressBook book = new AddressBook(jdbc, database.transactions());
        assertThat(book.store("A-1", "c-1", Samples.order("A-1").shipTo(), NOW)).contains(2);
        assertThat(book.store("A-1", "c-1", Samples.order("A-1").shipTo(), NOW)).contains(2);
        assertThat(book.store("A-1", "c-2", Samples.order("A-1").shipTo(), NOW)).contains(3);
        assertThat(jdbc.sql("SELECT address FROM orders").query(Integer.class).single()).isEqualTo(1);
        record.write(version("run-1", 2, null, 2));
        record.write(version("run-1", 3, null, null));
        assertThat(jdbc.sql("SELECT address FROM orders").query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void aJobGoesWhereItsPrinterAgreedToSendItAndTheOthersWhereTheOrderGoes() {
        record.claim("A-1", "run-1");
        Address first = Samples.order("A-1").shipTo();
        Address second = new Address("Erika", null, "Neue Str. 2", null, "10115", "Berlin", null, "DE", null, null);
        new AddressBook(jdbc, database.transactions()).store("A-1", "c-1", second, NOW);
        record.write(new Version("A-1", "run-1", 1, "{\"jobs\": [{\"number\": 1, \"address\": 2}, {\"number\": 2}]}", "WITH_PRINTER", null,
                null, "the printers", null, null, null, false, List.of(), List.of(), List.of(), List.of()));
        assertThat(record.address(new JobKey("A-1", 1, 1))).contains(second);
        assertThat(record.address(new JobKey("A-1", 2, 1))).contains(first);
    }

    @Test
    void keepsAParcelInTheCarriersFormAndShowsItAsThePrinterWroteIt() {
        record.claim("A-1", "run-1");
        ShipmentRow shipment = new ShipmentRow(1, "P-1", "ups-qv", "1z 999aa10123456784", NOW, "[]", false,
                new ParcelRules.Label("1Z999AA10123456784", NOW.minusSeconds(60), NOW.plusSeconds(60)));
        for (int version = 1; version <= 2; version++) {
            record.write(new Version("A-1", "run-1", version, "{}", "SHIPPED", null, null, "the parcel", null, null, null, false, List.of(),
                    List.of(shipment), List.of(), List.of()));
        }

        assertThat(jdbc.sql("SELECT number || '/' || told_number || '/' || label_window FROM parcels").query(String.class).list())
                .containsExactly("1Z999AA10123456784/1z 999aa10123456784/[\"2026-12-01 07:59:00+00\",\"2026-12-01 08:01:00+00\")");
        assertThat(jdbc.sql("SELECT tracking_number FROM shipments").query(String.class).list()).containsExactly("1z 999aa10123456784");
    }

    @Test
    void findsDeadlinesThatPassedWithoutAnything() {
        record.claim("A-1", "run-1");
        record.write(version("run-1", 1, NOW.minusSeconds(45), null));
        assertThat(record.overdue(NOW.minusSeconds(30), 10)).extracting(OrderRecord.Overdue::orderId).containsExactly("A-1");
        assertThat(record.overdue(NOW.minusSeconds(60), 10)).isEmpty();
    }
}
