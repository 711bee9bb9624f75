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
    /** Together with what a timer may be late a passed deadline is seen within a minute. */
    private static final Duration LOOK_EVERY = Duration.ofSeconds(10);
    private static final int MOST_OVERDUE = 10_000;

    private final Redrive redrive;
    private final PassedDeadlines deadlines;
    private final Clock clock;
    private final Duration every;
    private final Duration patience;
    private String after = "";
    private volatile boolean running;
    private ScheduledExecutorService timer = Executors.newScheduledThreadPool(0);

    /** @param patience how long a fact may be sent and not applied, and an order untouched, before it is looked at */
    public Sweeper(RelayQueue queue, OrderRecord record, OrderRuns runs, Clock clock, Duration every, Duration patience) {
        this.redrive = new Redrive(queue, record, runs);
        this.deadlines = new PassedDeadlines(before -> record.overdue(before, MOST_OVERDUE), runs::wake, clock);
        this.clock = clock;
        this.every = every;
        this.patience = patience;
    }

    @Override
    public void start() {
        timer = Executors.newScheduledThreadPool(2, Thread.ofPlatform().name("sweeper-", 0).daemon().factory());
        running = true;
        again(this::sweep, every);
        // Not behind the search for lost workflows, which may take longer.
        again(deadlines::look, every.compareTo(LOOK_EVERY) < 0 ? every : LOOK_EVERY);
    }

    /** Temporal or the database may be away; the next time tries again. */
    private void again(Runnable look, Duration interval) {
        var _ = timer.scheduleWithFixedDelay(() -> {
            try {
                look.run();
            } catch (RuntimeException e) {
                LOG.warn("sweep: could not finish, trying again in {}: {}", interval, e.toString());
            }
        }, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks at the next orders of all open ones, and begins again after the last: many wait for days and lack nothing. */
    void sweep() {
        Instant before = clock.instant().minus(patience);
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
