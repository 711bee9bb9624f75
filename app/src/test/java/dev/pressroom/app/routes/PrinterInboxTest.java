package dev.pressroom.app.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.routes.Inbox.Taken;
import dev.pressroom.routes.Printer;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.inbox.FactStore;
import dev.pressroom.storage.inbox.RelayQueue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that must not touch what is not their printer's. */
class PrinterInboxTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    private final Database database = Database.fresh();
    private final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final PrinterInbox inbox = new PrinterInbox(database.transactions(), new FactStore(database.jdbc(), clock),
            new RelayQueue(database.jdbc(), clock), id -> new Printer(null, speaking(id)), clock, meters);

    /** Says of the order that the body names that it is printed; anything else cannot be read. */
    private static Dialect.Reads speaking(String printerId) {
        return message -> {
            String body = new String(message.body(), StandardCharsets.UTF_8);
            if (body.startsWith("ask ")) {
                return new Decoded(List.of(), List.of(new Decoded.Unreadable("entry 2", "is odd")),
                        List.of(new Ref(Ref.Kind.ORDER, body.substring(4))));
            }
            if (!body.matches("(printed|unknown) .*")) {
                return Decoded.unreadable("message", "not a status");
            }
            Told told = new Told("printer/" + printerId, "printed/" + body, NOON, null, null, NOON);
            Ref about = new Ref(Ref.Kind.ORDER, body.substring(body.indexOf(' ') + 1));
            PrinterEvent event = body.startsWith("printed") ? new PrinterEvent.JobPrinted() : new PrinterEvent.Unmapped("unknown");
            return new Decoded(List.of(new Heard(new PrinterFact(told, new TreeSet<>(List.of(about)), null, List.of(),
                    event), body)), List.of(), List.of());
        };
    }

    @BeforeEach
    void southHasAJob() {
        database.jdbc().sql("""
            INSERT INTO orders (order_id, shop, service, country, content_hash, placed_by, placed_at, updated_at)
            VALUES ('A-1', 'demo', 'STANDARD', 'DE', 'h', 'demo', now(), now())
            """).update();
        database.jdbc().sql("""
            INSERT INTO attempts (job_key, order_id, job, attempt, printer_id, profile_hash, state, stamped_at, intent_at)
            VALUES ('A-1-1-a1', 'A-1', 1, 1, 'south', 'p', 'ACCEPTED', now(), now())
            """).update();
        database.jdbc().sql("INSERT INTO attempt_refs (printer_id, kind, value, job_key) VALUES ('south', 'ORDER', 'S-77', 'A-1-1-a1')")
                .update();
    }

    private static Inbound message(String body) {
        return new Inbound("m-" + body, "webhook", Map.of(), body.getBytes(StandardCharsets.UTF_8), NOON);
    }

    private List<String> facts() {
        return database.jdbc().sql("SELECT source || ' ' || state || ' ' || coalesce(order_id, '-') FROM facts ORDER BY fact_id")
                .query(String.class).list();
    }

    private long queued() {
        return database.jdbc().sql("SELECT count(*) FROM relay_queue").query(Long.class).single();
    }

    @Test
    void aStatusForAJobOfAnotherPrinterStaysUnmatchedAndTouchesNothing() {
        assertThat(inbox.take("north", message("printed S-77"))).isEqualTo(Taken.STORED);
        inbox.namesKnown("north");

        assertThat(facts()).containsExactly("printer/north UNMATCHED -");
        assertThat(queued()).isZero();
    }

    @Test
    void aStatusThatIsReplayedChangesNothing() {
        assertThat(inbox.take("south", message("printed S-77"))).isEqualTo(Taken.STORED);
        assertThat(inbox.take("south", message("printed S-77"))).isEqualTo(Taken.KNOWN);
        Inbound underAnotherId = new Inbound("m-2", "webhook", Map.of(), message("printed S-77").body(), NOON);
        inbox.take("south", underAnotherId);

        assertThat(facts()).containsExactly("printer/south NEW A-1");
        assertThat(queued()).isOne();
    }

    @Test
    void whatCannotBeReadIsQuarantinedWithItsReasonAndCounted() {
        assertThat(inbox.take("south", message("<!DOCTYPE x>"))).isEqualTo(Taken.QUARANTINED);

        assertThat(database.jdbc().sql("SELECT state || ' ' || problem FROM messages").query(String.class).list())
                .containsExactly("QUARANTINED message: not a status");
        assertThat(facts()).isEmpty();
        assertThat(queued()).isZero();
        assertThat(meters.get("pressroom.printer.messages").tags("printer", "south", "taken", "QUARANTINED").counter().count()).isOne();
    }

    @Test
    void aStatusThatNobodyKnowsIsStoredShownAndCountedOnce() {
        inbox.take("south", message("unknown S-77"));
        inbox.take("south", new Inbound("m-2", "webhook", Map.of(), message("unknown S-77").body(), NOON));

        assertThat(facts()).containsExactly("printer/south NEW A-1");
        assertThat(meters.get("pressroom.printer.unmapped").tags("printer", "south").counter().count()).isOne();
    }

    @Test
    void aHintThatCannotBeWorkedOffHoldsNoOther() {
        inbox.take("gone", message("ask S-1"));
        inbox.take("south", message("ask S 2%:3"));
        inbox.take("south", message("ask S-4"));
        List<String> asked = new ArrayList<>();
        Hints hints = new Hints(new FactStore(database.jdbc(), clock), (printer, ref) -> {
            if (printer.equals("gone")) {
                throw new IllegalArgumentException("printer gone is not configured here");
            }
            return asked.add(ref.toString());
        }, clock);

        hints.work();
        hints.work();

        assertThat(asked).containsExactlyInAnyOrder("ORDER:S 2%:3", "ORDER:S-4");
        assertThat(database.jdbc().sql("SELECT substr(source, 9) || ' ' || state || ' ' || attempts FROM messages ORDER BY message_id")
                .query(String.class).list()).containsExactly("gone HINT 1", "south DONE 0", "south DONE 0");
    }

    @Test
    void aQuarantinedStatusThatComesAgainIsReadOnceTheDialectCan() {
        Inbound file = new Inbound("status.xml", "sftp", Map.of(), message("printed S-77").body(), NOON);
        PrinterInbox before = new PrinterInbox(database.transactions(), new FactStore(database.jdbc(), clock),
                new RelayQueue(database.jdbc(), clock),
                id -> new Printer(null, (Dialect.Reads) any -> Decoded.unreadable("message", "no such word")), clock, meters);
        assertThat(before.take("south", file)).isEqualTo(Taken.QUARANTINED);
        assertThat(before.take("south", file)).as("put back too early").isEqualTo(Taken.QUARANTINED);
        assertThat(inbox.take("south", file)).isEqualTo(Taken.STORED);
        assertThat(inbox.take("south", file)).isEqualTo(Taken.KNOWN);

        assertThat(facts()).containsExactly("printer/south NEW A-1");
        assertThat(database.jdbc().sql("SELECT state FROM messages WHERE problem IS NULL").query(String.class).list())
                .containsExactly("DECODED");
    }

    @Test
    void whatAPollCannotReadIsToldOnce() {
        Inbound polled = new Inbound("ord_1", "poll", Map.of(), message("odd").body(), NOON);
        assertThat(inbox.take("south", polled)).isEqualTo(Taken.QUARANTINED);
        assertThat(inbox.take("south", polled)).isEqualTo(Taken.KNOWN);
    }

    /** A signal larger than 2 MB is refused by Temporal, whoever tries and however often. */
    @Test
    void payloadGuardAFactThatNoSignalCarriesIsQuarantinedAndHoldsNothing() {
        List<ItemQuantity> many = IntStream.range(0, 20_000).mapToObj(item -> new ItemQuantity("item " + item, 1)).toList();
        PrinterInbox talkative = new PrinterInbox(database.transactions(), new FactStore(database.jdbc(), clock),
                new RelayQueue(database.jdbc(), clock), id -> new Printer(null, (Dialect.Reads) any -> {
                    Heard heard = speaking(id).read(any).facts().getFirst();
                    PrinterFact fact = heard.fact();
                    return new Decoded(
                            List.of(heard, new Heard(new PrinterFact(new Told(fact.told().source(), "large", NOON, null, null, NOON),
                                    fact.about(), null, many, fact.event()), "large")),
                            List.of(), List.of());
                }), clock, meters);

        assertThat(talkative.take("south", message("printed S-77"))).isEqualTo(Taken.QUARANTINED);

        assertThat(facts()).containsExactly("printer/south NEW A-1");
        assertThat(database.jdbc().sql("SELECT problem FROM messages WHERE state = 'QUARANTINED'").query(String.class).single())
                .isEqualTo("fact JobPrinted: names 20000 items, at most 1000 can be kept");
    }

    @Test
    void aFactOfANewerReleaseHoldsNeitherSubmitsNorOtherFacts() {
        inbox.take("south", message("printed S-78"));
        inbox.take("south", message("printed S-79"));
        database.jdbc()
                .sql("UPDATE facts SET payload = '{\"type\": \"PrinterFact\", \"event\": {\"type\": \"JobBlessed\"}}' WHERE fact_id = 2")
                .update();
        database.jdbc().sql("UPDATE attempt_refs SET value = 'S-78'").update();

        inbox.namesKnown("south");

        assertThat(facts()).containsExactly("printer/south NEW A-1", "printer/south UNMATCHED -");
    }
}
