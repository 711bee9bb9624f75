package dev.pressroom.app;

import dev.pressroom.storage.Backlog;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What waits in the inbox, as gauges: ages in seconds, read at most every few seconds however often they are asked. */
final class BacklogMeters implements MeterBinder {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Backlog backlog;
    private final Clock clock;
    private Backlog.Figures figures = new Backlog.Figures(Optional.empty(), Optional.empty(), Optional.empty(), 0);
    private Instant readAt = Instant.EPOCH;

    BacklogMeters(Backlog backlog, Clock clock) {
        this.backlog = backlog;
        this.clock = clock;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        age(registry, "new", Backlog.Figures::unsent);
        age(registry, "sent", Backlog.Figures::unapplied);
        age(registry, "unmatched", Backlog.Figures::unmatched);
        Gauge.builder("pressroom.messages.quarantined", () -> figures().quarantined())
                .description("messages that could not be read and that nobody has decided on").register(registry);
    }

    private void age(MeterRegistry registry, String state, Function<Backlog.Figures, Optional<Duration>> age) {
        Gauge.builder("pressroom.inbox.oldest", () -> age.apply(figures()).orElse(Duration.ZERO).toMillis() / 1000.0)
                .description("age of the oldest fact: new, not handed to Temporal; sent, not applied; unmatched, of no order")
                .tag("state", state)
                .baseUnit("seconds")
                .register(registry);
    }

    private synchronized Backlog.Figures figures() {
        Instant now = clock.instant();
        if (readAt.plus(FRESH).isBefore(now)) {
            figures = backlog.figures();
            readAt = now;
        }
        return figures;
    }
}
