package dev.pressroom.storage.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.Database;
import dev.pressroom.storage.inbox.FactStore.NewFact;
import dev.pressroom.storage.inbox.FactStore.Stored;
import dev.pressroom.storage.inbox.FactStore.Unmatched;
import dev.pressroom.storage.orders.Intake;
import dev.pressroom.storage.orders.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactStoreTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Database database = Database.fresh();
    private final FactStore facts = new FactStore(database.jdbc(), Clock.fixed(NOON, ZoneOffset.UTC));

    /** A printer's word as it is stored: what happened, and how and when it was told. */
    private static NewFact accepted(String key, String event, String saidAt, Instant receivedAt) {
        String payload = """
            {"type": "Printer", "event": %s, "told": {"key": "%s", "saidAt": "%s", "receivedAt": "%s"}}""".formatted(event, key, saidAt,
                receivedAt);
        return new NewFact("printer/north", key, "JobAccepted", payload, "ok", NOON, receivedAt, null);
    }

    private long count(String sql) {
        return database.jdbc().sql(sql).query(Long.class).single();
    }

    @Test
    void keepsAFactOnceHoweverOftenItIsToldAndWhenever() {
        String event = "{\"type\": \"JobAccepted\", \"code\": \"1\"}";

        assertThat(facts.put(accepted("e1", event, "12:00", NOON), null)).isEqualTo(Stored.UNMATCHED);
        assertThat(facts.put(accepted("e1", event, "12:00", NOON), null)).isEqualTo(Stored.KNOWN);
        assertThat(facts.put(accepted("e1", "{\"code\": \"1\",   \"type\": \"JobAccepted\"}", "12:00", NOON.plusSeconds(60)), null))
                .as("received later, its properties in another order").isEqualTo(Stored.KNOWN);
        assertThat(count("SELECT count(*) FROM facts")).isOne();
        assertThat(count("SELECT count(*) FROM fact_conflicts")).isZero();
    }

    @Test
    void keepsAKeyWithAnotherEventApartAsAConflictAndChangesNothing() {
        facts.put(accepted("e1", "{\"type\": \"JobAccepted\"}", "12:00", NOON), null);

        assertThat(facts.put(accepted("e1", "{\"type\": \"JobRejected\"}", "12:00", NOON.plusSeconds(1)), null))
                .isEqualTo(Stored.CONFLICT);
        assertThat(database.jdbc().sql("SELECT payload->'event'->>'type' FROM facts").query(String.class).list())
                .containsExactly("JobAccepted");
        assertThat(database.jdbc().sql("SELECT payload->'event'->>'type' FROM fact_conflicts").query(String.class).list())
                .containsExactly("JobRejected");
    }

    @Test
    void keepsAKeyThatIsSaidForAnotherTimeApartAsAConflict() {
        String event = "{\"type\": \"JobAccepted\"}";
        facts.put(accepted("e1", event, "12:00", NOON), null);

        assertThat(facts.put(accepted("e1", event, "13:00", NOON.plusSeconds(1)), null)).isEqualTo(Stored.CONFLICT);
        assertThat(count("SELECT count(*) FROM facts")).isOne();
    }

    @Test
    void takesTheSameKeyFromAnotherSource() {
        NewFact north = accepted("e1", "{\"type\": \"JobAccepted\"}", "12:00", NOON);
        NewFact south = new NewFact("printer/south", "e1", north.name(), north.payload(), null, NOON, NOON, null);

        assertThat(facts.put(north, null)).isEqualTo(Stored.UNMATCHED);
        assertThat(facts.put(south, null)).isEqualTo(Stored.UNMATCHED);
    }

    @Test
    void givesAnUnmatchedFactToItsOrderOnce() {
        new Intake(database.jdbc(), database.transactions()).place(Samples.order("A-1"));
        facts.put(accepted("e1", "{\"type\": \"JobAccepted\"}", "12:00", NOON), null);
        facts.put(accepted("e2", "{\"type\": \"JobPrinted\"}", "12:00", NOON), null);
        Unmatched latest = facts.unmatched("north", 10).getFirst();
        assertThat(latest.payload()).as("the latest first").contains("JobPrinted");

        facts.matched(latest.factId(), new FactStore.Match("A-1", "A-1-1-a1", Map.of()), latest.payload());

        assertThat(facts.unmatched("north", 10)).hasSize(1);
        assertThat(count("SELECT count(*) FROM facts WHERE order_id = 'A-1' AND job_key = 'A-1-1-a1' AND state = 'NEW'")).isOne();
    }

    @Test
    void knowsAMessageByItsKeyAndItsBody() {
        byte[] body = "<status/>".getBytes(StandardCharsets.UTF_8);

        assertThat(facts.message("printer/north", "m1", "hash-1", "SFTP", "{}", body, NOON)).isPresent();
        assertThat(facts.message("printer/north", "m1", "hash-1", "SFTP", "{}", body, NOON)).as("twice the same").isEmpty();
        assertThat(facts.message("printer/north", "m1", "hash-2", "SFTP", "{}", body, NOON)).as("another body").isPresent();
    }
}
