package dev.pressroom.app.relay;

import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.storage.record.OrderRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Heals what was lost between the record and Temporal: facts that were sent and never applied are sent again, and open orders without a
 * running workflow get one. So a Terminate, a failed run or a lost Temporal is repaired by waiting. A deadline is a timer of the order's
 * workflow; one that passed without anything is found here by the record's index, whatever became of the timer.
 */
public final class Sweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

    private static final int AT_ONCE = 1_000;
    /** Timers may be that late on a busy server; together with the sweep's interval a passed deadline is seen within a minute. */
    private static final Duration OVERDUE = Duration.ofSeconds(25);
    private static final int MOST_OVERDUE = 500;

    private final Redrive redrive;
    private final OrderRecord record;
    private final OrderRuns runs;
    private final Clock clock;
    private final Duration every;
    private final Duration patience;
    private String after = "";
    private volatile boolean running;
    private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    /** @param patience how long a fact may be sent and not applied, and an order untouched, before it is looked at */
    public Sweeper(RelayQueue queue, OrderRecord record, OrderRuns runs, Clock clock, Duration every, Duration patience) {
        this.redrive = new Redrive(queue, record, runs);
        this.record = record;
        this.runs = runs;
        this.clock = clock;
        this.every = every;
        this.patience = patience;
    }

    @Override
    public void start() {
        timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("sweeper").daemon().factory());
        running = true;
        var _ = timer.scheduleWithFixedDelay(this::sweepQuietly, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Temporal or the database may be away; the next sweep tries again. */
    private void sweepQuietly() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.warn("sweep: could not finish, trying again in {}: {}", every, e.toString());
        }
    }

    /** Looks at the next orders of all open ones, and begins again after the last: many wait for days and lack nothing. */
    void sweep() {
        Instant before = clock.instant().minus(patience);
        for (String orderId : record.overdue(clock.instant().minus(OVERDUE), MOST_OVERDUE)) {
            LOG.warn("sweep: a deadline of order {} passed and nothing happened, waking its workflow", orderId);
            runs.wake(orderId);
        }
        redrive.sendAgain(before);
        List<String> open = redrive.open(before, after, AT_ONCE);
        after = open.size() == AT_ONCE ? open.getLast() : "";
        redrive.startLost(open);
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
