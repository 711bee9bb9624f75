package dev.pressroom.storage.orders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.process.Answer;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.orders.CommandLog.Asked;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CommandLogTest {

    private static final Database DATABASE = Database.fresh();
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private final CommandLog log = new CommandLog(DATABASE.jdbc(), DATABASE.transactions());

    @Test
    void keepsWhoAskedFirst() {
        Asked first = new Asked("A-1", "c1", "CANCEL", "ada", NOON, "wrong photo", null, "{}");

        assertThat(log.ask(first).answer()).isEmpty();
        assertThat(log.ask(new Asked("A-1", "c1", "CANCEL", "bob", NOON.plusSeconds(5), null, null, "{}")).asked()).isEqualTo(first);
    }

    @Test
    void keepsASettledAnswerAndReplacesAPendingOne() {
        Asked asked = new Asked("A-2", "c1", "CANCEL", "ada", NOON, null, null, "{}");
        log.ask(asked);

        log.answered("A-2", "c1", Answer.PENDING_AT_PRINTER, NOON);
        assertThat(log.ask(asked).answer()).contains(Answer.PENDING_AT_PRINTER);

        log.answered("A-2", "c1", Answer.CANCELLED, NOON);
        log.answered("A-2", "c1", Answer.PENDING_AT_PRINTER, NOON);
        assertThat(log.ask(asked).answer()).contains(Answer.CANCELLED);
    }
}
