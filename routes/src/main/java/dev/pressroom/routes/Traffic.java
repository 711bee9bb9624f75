package dev.pressroom.routes;

import dev.pressroom.printers.Reply;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What lanes outwards are measured by: {@code pressroom.lane.calls} (time and count, by outcome), {@code pressroom.lane.circuit} (0 closed, 1
 * half open, 2 open), {@code pressroom.lane.suspended} and {@code pressroom.lane.failing} (0 or 1), all tagged with printer and lane.
 */
final class Traffic {

    private static final Logger LOG = LoggerFactory.getLogger(Traffic.class);

    private final MeterRegistry meters;
    private final Map<String, AtomicInteger> dead = new ConcurrentHashMap<>();
    private final Map<String, Collection<Meter>> gauges = new ConcurrentHashMap<>();

    /** What a call came to, for the printer's sake: {@code REFUSED} means that it never left us. */
    enum Outcome {
        ANSWERED, NOT_SENT, BROKE, REFUSED;

        static Outcome of(Reply reply) {
            return switch (reply) {
                case Reply.Answered _ -> ANSWERED;
                case Reply.NotSent _ -> NOT_SENT;
                case Reply.Broke _ -> BROKE;
            };
        }
    }

    Traffic(MeterRegistry meters) {
        this.meters = meters;
    }

    void watch(Lane lane) {
        gauges.put(lane.name(), List.of(
                Gauge.builder("pressroom.lane.circuit", lane, it -> switch (it.state().circuit()) {
                    case NONE, CLOSED -> 0;
                    case HALF_OPEN -> 1;
                    case OPEN -> 2;
                }).description("0 closed, 1 half open, 2 open: nothing is sent until it closes").tag("printer", lane.owner())
                        .tag("lane", lane.name()).register(meters),
                Gauge.builder("pressroom.lane.suspended", lane, it -> it.suspended() ? 1 : 0)
                        .description("1 while the printer is paused").tag("printer", lane.owner())
                        .tag("lane", lane.name()).register(meters),
                Gauge.builder("pressroom.lane.failing", lane, it -> it.state().failing() ? 1 : 0)
                        .description("1 while the last try of this way to or from the printer failed").tag("printer", lane.owner())
                        .tag("lane", lane.name()).register(meters)));
    }

    /** {@code pressroom.queue.dead}: an alarm should ring when it is not 0. */
    void deadLetters(Lane lane, int count) {
        AtomicInteger known = dead.computeIfAbsent(lane.name(), name -> {
            AtomicInteger first = new AtomicInteger();
            Gauge.builder("pressroom.queue.dead", first, AtomicInteger::get)
                    .description("status messages in the dead-letter queue; alarm when it is not 0").tag("printer", lane.owner())
                    .tag("lane", name)
                    .register(meters);
            return first;
        });
        if (known.getAndSet(count) < count) {
            LOG.error(
                    "lane {}: {} messages that nobody could take lie in the dead-letter queue; look at them, mend the cause and redrive them",
                    lane.name(), count);
        }
    }

    void forget(Lane lane) {
        Collection<Meter> watched = gauges.remove(lane.name());
        if (watched != null) {
            watched.forEach(meters::remove);
        }
    }

    void count(Lane lane, Outcome outcome, long nanos) {
        Timer.builder("pressroom.lane.calls").description("calls to a printer: ANSWERED, REFUSED, NOT_SENT, BROKE (it may have arrived)")
                .tag("printer", lane.owner()).tag("lane", lane.name()).tag("outcome", outcome.name())
                .register(meters).record(nanos, TimeUnit.NANOSECONDS);
    }
}
