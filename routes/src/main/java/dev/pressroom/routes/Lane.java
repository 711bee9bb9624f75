package dev.pressroom.routes;

import dev.pressroom.routes.LaneState.Circuit;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way to or from one printer or carrier, and how it fared last. Logs when that changes, not each time. */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int TEXT = 300;

    private final String owner;
    private final String name;
    private final @Nullable CircuitBreaker breaker;
    private final Clock clock;
    private volatile boolean suspended;
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable String lastError;
    private volatile @Nullable Instant lastErrorAt;

    /**
     * @param owner printer or carrier
     * @param kind names it among its owner's lanes
     */
    Lane(String owner, String kind, @Nullable CircuitBreaker breaker, Clock clock) {
        this.owner = owner;
        this.name = owner + "." + kind;
        this.breaker = breaker;
        this.clock = clock;
    }

    String owner() {
        return owner;
    }

    String name() {
        return name;
    }

    boolean suspended() {
        return suspended;
    }

    void suspend(boolean now) {
        suspended = now;
    }

    void succeeded() {
        if (state().failing()) {
            LOG.info("lane {} works again", name);
        }
        lastSuccess = clock.instant();
    }

    void failed(Throwable failure) {
        failed(describe(failure));
    }

    void failed(String why) {
        String text = why.length() > TEXT ? why.substring(0, TEXT) : why;
        if (!state().failing() || !text.equals(lastError)) {
            LOG.warn("lane {}: {}", name, text);
        }
        lastError = text;
        lastErrorAt = clock.instant();
    }

    LaneState state() {
        Circuit circuit = breaker == null ? Circuit.NONE : switch (breaker.getState()) {
            case CLOSED, DISABLED, METRICS_ONLY -> Circuit.CLOSED;
            case HALF_OPEN -> Circuit.HALF_OPEN;
            case OPEN, FORCED_OPEN -> Circuit.OPEN;
        };
        return new LaneState(owner, circuit, suspended, lastSuccess, lastError, lastErrorAt);
    }

    /** What failed and its first cause, in one line. */
    static String describe(Throwable failure) {
        String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        if (failure.getCause() == null) {
            return what;
        }
        Throwable root = failure.getCause();
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return what + " (" + root.getClass().getSimpleName() + ": " + root.getMessage() + ")";
    }
}
