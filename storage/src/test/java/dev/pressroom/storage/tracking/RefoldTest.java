package dev.pressroom.storage.tracking;

import static dev.pressroom.storage.tracking.Scanned.scan;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefoldTest {

    private static final Scanned RECORD = new Scanned();

    @BeforeEach
    void emptyRecord() {
        RECORD.empty();
    }

    @Test
    void leavesAParcelAsItIsWhenItsEventsWereDropped() {
        RECORD.parcel("A", "O-1", "[2024-01-01,2024-05-01)");
        RECORD.parcel("B", "O-2", "[2024-01-31,2024-05-31)");
        RECORD.parcel("C", "O-3", "[2025-03-01,2025-07-01)");
        RECORD.add(scan("A", "2024-01-10T10:00", "DELIVERED", null), scan("B", "2024-01-31T10:00", "DELIVERED", null),
                scan("B", "2024-02-10T10:00", "IN_TRANSIT", null), scan("C", "2025-03-10T10:00", "DELIVERED", null));
        RECORD.sweep();
        new Expiry(RECORD.source).events(Instant.parse("2024-02-15T00:00:00Z"), false);
        RECORD.anotherProcess();
        RECORD.add(scan("C", "2024-01-15T10:00", "IN_TRANSIT", null));
        RECORD.jdbc.sql("UPDATE parcels SET status = 'RETURNED', rank = 130 WHERE number = 'C'").update();

        assertThat(RECORD.rebuild()).isEqualTo(new Refold.Folded(3, 1, 0));
        assertThat(RECORD.parcels()).containsExactly("O-1 A DELIVERED 01-10", "O-2 B DELIVERED 01-31", "O-3 C DELIVERED 03-10");
        assertThat(RECORD.rebuild()).isEqualTo(new Refold.Folded(3, 0, 0));
    }

    @Test
    void tellsAMilestoneThatACorrectedCodeMeansBesidesTheOneItMeantBefore() {
        RECORD.parcel("A", "O-1", "[2025-01-01,2025-05-01)");
        RECORD.add(scan("A", "2025-01-10T10:00", "DELAYED", null), scan("A", "2025-01-09T10:00", "DELAYED", null));
        RECORD.jdbc.sql("DELETE FROM relay_queue").update();

        for (int time = 0; time < 2; time++) {
            remap("DELIVERED", 110, "ParcelDelivered");
            assertThat(RECORD.rebuild().facts()).isEqualTo(time == 0 ? 2 : 0);
        }
        assertThat(RECORD.parcels()).containsExactly("O-1 A DELIVERED 01-10");
        assertThat(RECORD.jdbc.sql("SELECT event_key || ' ' || (payload -> 'told' ->> 'key' = event_key) FROM facts ORDER BY 1")
                .query(String.class).list()).containsExactly("A|20250109100000|DELAYED|0512 true",
                        "A|20250109100000|DELAYED|0512|ParcelDelivered|A true", "A|20250110100000|DELAYED|0512 true",
                        "A|20250110100000|DELAYED|0512|ParcelDelivered|A true");
        assertThat(RECORD.jdbc.sql("SELECT order_id FROM relay_queue").query(String.class).list()).containsExactly("O-1");

        remap("READY_FOR_PICKUP", 64, null);
        assertThat(RECORD.rebuild()).isEqualTo(new Refold.Folded(1, 1, 0));
        assertThat(RECORD.parcels()).containsExactly("O-1 A READY_FOR_PICKUP 01-10");
    }

    private static void remap(String status, int rank, @Nullable String fact) {
        Map<String, Refold.Meaning> meanings = Map.of("DELAYED", new Refold.Meaning(status, rank, fact));
        RECORD.transactions.executeWithoutResult(transaction -> new Refold(RECORD.source).remap("c", meanings::get,
                (said, place) -> new Refold.Moment(LocalDateTime.parse(said).toInstant(ZoneOffset.UTC), "UTC")));
    }
}
