package dev.pressroom.routes;

import dev.pressroom.printers.PrinterProfile.Limits;
import dev.pressroom.printers.Reply;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands before a lane outwards and answers at once: how many calls at a time and a minute, the circuit, and the time for which the
 * printer asked us to stay away (Retry-After, RFC 9110 10.2.3). Safe for many threads.
 */
final class Gate {

    /** A printer that asks for more is asked again after this. */
    private static final Duration LONGEST_QUIET = Duration.ofMinutes(15);
    private static final int SLICES_OF_A_MINUTE = 6;

    private final int permits;
    private final CircuitBreaker breaker;
    private final @Nullable RateLimiter rate;
    private final @Nullable Integer perMinute;
    private final Duration circuitOpen;
    private final Clock clock;
    private volatile Instant quietUntil = Instant.MIN;
    private volatile Instant openedAt = Instant.MIN;

    Gate(String name, Limits limits, RouteSettings settings, Clock clock) {
        this.permits = Math.max(1, limits.concurrency() / settings.instances());
        this.circuitOpen = settings.circuitOpen();
        this.clock = clock;
        this.perMinute = limits.perMinute() == null ? null : Math.max(1, limits.perMinute() / settings.instances());
        this.rate = perMinute == null ? null : rate(name, perMinute);
        this.breaker = CircuitBreaker.of(name,
                CircuitBreakerConfig.custom().slidingWindowSize(settings.circuitCalls()).minimumNumberOfCalls(settings.circuitCalls())
                        .failureRateThreshold(50).waitDurationInOpenState(circuitOpen).permittedNumberOfCallsInHalfOpenState(1)
                        // By itself: an open circuit keeps new jobs away, and without a call it would stay open for ever.
                        .automaticTransitionFromOpenToHalfOpenEnabled(true)
                        .ignoreExceptions(BulkheadFullException.class, LaneFull.class).writableStackTraceEnabled(false).build());
        breaker.getEventPublisher().onStateTransition(change -> {
            if (change.getStateTransition().getToState() == CircuitBreaker.State.OPEN) {
                openedAt = clock.instant();
            }
        });
    }

    /** Spread over the minute, so that two of its borders cannot let twice as many pass. */
    private static RateLimiter rate(String name, int perMinute) {
        int slice = Math.max(1, perMinute / SLICES_OF_A_MINUTE);
        return RateLimiter.of(name, RateLimiterConfig.custom().limitForPeriod(slice)
                .limitRefreshPeriod(Duration.ofMinutes(1).multipliedBy(slice).dividedBy(perMinute)).timeoutDuration(Duration.ZERO)
                .writableStackTraceEnabled(false).build());
    }

    int permits() {
        return permits;
    }

    CircuitBreaker breaker() {
        return breaker;
    }

    /** Why no call may pass now; asking takes one of the minute's calls. */
    Optional<String> refusal() {
        if (clock.instant().isBefore(quietUntil)) {
            return Optional.of("the printer asked to be left alone until " + quietUntil);
        }
        return rate == null || rate.acquirePermission()
                ? Optional.empty()
                : Optional.of("the printer takes " + perMinute + " calls a minute from this instance, and they are used up");
    }

    /** When it makes sense to come again; empty when nothing is known to stand in the way. */
    Optional<Instant> notBefore() {
        Instant now = clock.instant();
        Instant tried = breaker.getState() == CircuitBreaker.State.OPEN ? openedAt.plus(circuitOpen) : Instant.MIN;
        Instant last = tried.isAfter(quietUntil) ? tried : quietUntil;
        return last.isAfter(now) ? Optional.of(last) : Optional.empty();
    }

    /** As it was before a restart. */
    void beginOpen() {
        if (breaker.getState() == CircuitBreaker.State.CLOSED) {
            breaker.transitionToOpenState();
        }
    }

    /** Takes notice of an answer that asks us to stay away. */
    void heard(Reply.Answered answered) {
        Instant now = clock.instant();
        Instant asked = answered.status() == 429 || answered.status() == 503 ? retryAfter(answered, now) : null;
        if (asked != null && asked.isAfter(now)) {
            Instant longest = now.plus(LONGEST_QUIET);
            quietUntil = asked.isAfter(longest) ? longest : asked;
        }
    }

    private static @Nullable Instant retryAfter(Reply.Answered answered, Instant now) {
        String text = answered.headers().getOrDefault("retry-after", List.of()).stream().findFirst().orElse("").strip();
        try {
            return text.matches("\\d{1,6}")
                    ? now.plusSeconds(Long.parseLong(text))
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
