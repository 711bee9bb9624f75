package dev.pressroom.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.Backlog.Figures;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class BacklogTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
    private final JdbcClient jdbc = Database.fresh().jdbc();
    private final Backlog backlog = new Backlog(jdbc, CLOCK);

    @Test
    void isEmptyWithoutFacts() {
        assertThat(backlog.figures()).isEqualTo(new Figures(Optional.empty(), Optional.empty(), Optional.empty(), 0));
    }

    @Test
    void tellsTheOldestOfEachStateAndCountsQuarantinedMessages() {
        jdbc.sql(
                """
                    INSERT INTO facts (source, event_key, name, payload, occurred_at, received_at, state, sent_at)
                    VALUES ('s', '1', 'X', '{}', now(), '2026-11-21T11:59:00Z', 'NEW', NULL), ('s', '2', 'X', '{}', now(), '2026-11-21T11:58:00Z', 'NEW', NULL),
                           ('s', '3', 'X', '{}', now(), '2026-11-21T10:00:00Z', 'SENT', '2026-11-21T11:55:00Z'),
                           ('s', '4', 'X', '{}', now(), '2026-11-21T09:00:00Z', 'UNMATCHED', NULL),
                           ('s', '5', 'X', '{}', now(), '2026-11-20T09:00:00Z', 'APPLIED', '2026-11-20T09:00:00Z')
                    """)
                .update();
        jdbc.sql("""
            INSERT INTO messages (source, message_key, body_hash, channel, headers, body, received_at, state)
            VALUES ('s', 'm1', 'h', 'sftp', '{}', '', now(), 'QUARANTINED'), ('s', 'm2', 'h', 'sftp', '{}', '', now(), 'DECODED')
            """).update();

        assertThat(backlog.figures()).isEqualTo(new Figures(Optional.of(Duration.ofMinutes(2)), Optional.of(Duration.ofMinutes(5)),
                Optional.of(Duration.ofHours(3)), 1));
    }
}
