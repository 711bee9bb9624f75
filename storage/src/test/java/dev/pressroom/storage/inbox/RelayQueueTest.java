package dev.pressroom.storage.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.Database;
import dev.pressroom.storage.inbox.FactStore.Match;
import dev.pressroom.storage.inbox.FactStore.NewFact;
import dev.pressroom.storage.inbox.RelayQueue.Lease;
import dev.pressroom.storage.inbox.RelayQueue.Queued;
import dev.pressroom.storage.inbox.RelayQueue.Sent;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayQueueTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Database database = Database.fresh();
    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final FactStore facts = new FactStore(database.jdbc(), clock);
    private final RelayQueue queue = new RelayQueue(database.jdbc(), clock);

    @BeforeEach
    void place() {
        new Intake(database.jdbc(), database.transactions()).place(Samples.order("A-1"));
        database.jdbc().sql("DELETE FROM relay_queue").update();
        database.jdbc().sql("DELETE FROM facts").update();
    }

    private void told(int count, int characters) {
        for (int n = 0; n < count; n++) {
            String payload = "{\"type\": \"PrinterFact\", \"text\": \"%s\"}".formatted("x".repeat(characters));
            facts.put(new NewFact("printer/north", "e" + n, "JobAccepted", payload, null, NOON, NOON, null),
                    new Match("A-1", "A-1-1-a1", Map.of()));
            queue.add("A-1");
        }
    }

    /** As the relay does, until nothing is left to send. */
    private List<Integer> sent() {
        List<Integer> batches = new ArrayList<>();
        for (List<Lease> leases = queue.lease(50, Duration.ofSeconds(30)); !leases.isEmpty(); leases = queue.lease(50,
                Duration.ofSeconds(30))) {
            List<Long> batch = queue.facts(leases).get("A-1").stream().map(Queued::factId).toList();
            batches.add(batch.size());
            assertThat(queue.sent(List.of(new Sent(leases.getFirst(), batch)))).isEmpty();
        }
        return batches;
    }

    @Test
    void sendsAllFactsOfAnOrderAlsoWhenTheyAreMoreThanOneSignalCarries() {
        told(450, 10);
        assertThat(sent()).containsExactly(200, 200, 50);
    }

    @Test
    void sendsLargeFactsInSmallerBatchesAndEachOfThem() {
        told(5, 100_000);
        assertThat(sent()).containsExactly(3, 2);
        database.jdbc().sql("DELETE FROM facts").update();
        told(2, 1_000_000);
        assertThat(sent()).containsExactly(1, 1);
    }
}
