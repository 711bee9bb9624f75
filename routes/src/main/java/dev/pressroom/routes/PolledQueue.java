package dev.pressroom.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;

/**
 * A queue that is polled. While its messages cannot be stored it is asked less and less, so that an outage of ours does not use up a message's
 * receives; and it is looked whether messages lie in its dead-letter queue, which is a person's work.
 */
final class PolledQueue extends PolledLane {

    private static final Duration LOOKED_EVERY = Duration.ofSeconds(10);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final int DOUBLINGS = 7;

    private final SqsAccess access;
    private final String queue;
    private final Traffic traffic;
    private final Lane lane;
    private final Clock clock;
    private volatile Instant quietUntil = Instant.MIN;
    private volatile int failures;
    private Instant lookAt = Instant.MIN;

    PolledQueue(Lane lane, SqsAccess access, String queue, Traffic traffic, Clock clock) {
        super(lane);
        this.lane = lane;
        this.access = access;
        this.queue = queue;
        this.traffic = traffic;
        this.clock = clock;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        Instant now = clock.instant();
        if (!now.isBefore(lookAt)) {
            lookAt = now.plus(LOOKED_EVERY);
            access.deadLetters(queue).ifPresent(count -> traffic.deadLetters(lane, count));
        }
        return !now.isBefore(quietUntil) && super.begin(consumer, endpoint);
    }

    @Override
    void failed(String why) {
        Instant now = clock.instant();
        if (!now.isBefore(quietUntil)) { // one poll may fail for several of its messages, and tells each more than once
            failures = Math.min(failures + 1, DOUBLINGS);
            quietUntil = now.plus(FIRST_PAUSE.multipliedBy(1L << (failures - 1)));
        }
        super.failed(why);
    }

    /** A message was stored. */
    void took() {
        failures = 0;
        quietUntil = Instant.MIN;
    }
}
