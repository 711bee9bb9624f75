package dev.pressroom.app.relay;

import dev.pressroom.storage.record.OrderRecord.Overdue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wakes orders whose deadline passed and that did nothing about it, whatever became of the timer of their workflow. One that stays as it is, for
 * example because its release is not deployed yet, is woken again after ever longer waits: each signal lengthens its history. For one thread.
 */
final class PassedDeadlines {

    private static final Logger LOG = LoggerFactory.getLogger(PassedDeadlines.class);

    /** Timers may be that late on a busy server. */
    static final Duration LATE = Duration.ofSeconds(20);

    private final Function<Instant, List<Overdue>> overdue;
    private final UnaryOperator<List<String>> wake;
    private final Clock clock;
    private final Map<String, Instant> woken = new HashMap<>();

    /**
     * @param overdue orders whose deadline passed before that time, the longest waiting first
     * @param wake wakes these orders, answers those that took it
     */
    PassedDeadlines(Function<Instant, List<Overdue>> overdue, UnaryOperator<List<String>> wake, Clock clock) {
        this.overdue = overdue;
        this.wake = wake;
        this.clock = clock;
    }

    void look() {
        Instant now = clock.instant();
        List<Overdue> late = overdue.apply(now.minus(LATE));
        woken.keySet().retainAll(late.stream().map(Overdue::orderId).collect(Collectors.toSet()));
        List<String> asleep = late.stream().filter(order -> asleep(order, now)).map(Overdue::orderId).toList();
        if (asleep.isEmpty()) {
            return;
        }
        List<String> took = wake.apply(asleep);
        took.forEach(order -> woken.put(order, now));
        LOG.warn("sweep: a deadline of {} orders passed and nothing happened, woke {} of their workflows, first {}", asleep.size(),
                took.size(), asleep.getFirst());
    }

    /** Waits double: as long again as it was late when it was woken last. */
    private boolean asleep(Overdue order, Instant now) {
        Instant last = woken.get(order.orderId());
        return last == null || !last.plus(Duration.between(order.dueAt(), last)).isAfter(now);
    }
}
