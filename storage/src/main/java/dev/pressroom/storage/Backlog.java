package dev.pressroom.storage;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What lies in the inbox and should not: for metrics and health. Cheap enough to ask every few seconds. */
public final class Backlog {

    private final JdbcClient jdbc;
    private final Clock clock;

    public Backlog(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Ages of the oldest, empty when there is none.
     *
     * @param unsent facts that the relay has not handed over
     * @param unapplied facts handed over whose effect is not recorded
     * @param unmatched facts that belong to no order yet
     * @param quarantined messages that could not be decoded
     */
    public record Figures(Optional<Duration> unsent, Optional<Duration> unapplied, Optional<Duration> unmatched, long quarantined) {}

    public Figures figures() {
        Instant now = clock.instant();
        return jdbc.sql("""
            SELECT (SELECT min(received_at) FROM facts WHERE state = 'NEW') AS unsent,
                   (SELECT min(sent_at) FROM facts WHERE state = 'SENT') AS unapplied,
                   (SELECT min(received_at) FROM facts WHERE state = 'UNMATCHED') AS unmatched,
                   (SELECT count(*) FROM messages WHERE state = 'QUARANTINED') AS quarantined
            """).query((row, _) -> new Figures(age(row.getTimestamp("unsent"), now), age(row.getTimestamp("unapplied"), now),
                age(row.getTimestamp("unmatched"), now), row.getLong("quarantined"))).single();
    }

    private static Optional<Duration> age(@Nullable Timestamp oldest, Instant now) {
        return Optional.ofNullable(oldest).map(at -> Duration.between(at.toInstant(), now));
    }
}
