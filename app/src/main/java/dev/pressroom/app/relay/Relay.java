package dev.pressroom.app.relay;

import dev.pressroom.orders.facts.Fact;
import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.storage.inbox.RelayQueue.Lease;
import dev.pressroom.storage.inbox.RelayQueue.Queued;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.OrderWorkflow.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Hands facts to the workflows: leases orders, signals outside any transaction with all that is new for the order, marks it sent. A failing
 * order waits with its own back-off and holds no other; nothing is lost while Temporal is away.
 */
public final class Relay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Relay.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int ORDERS_AT_ONCE = 50;
    private static final int SENDERS = 4;

    private final RelayQueue queue;
    private final OrderRuns runs;
    private final Clock clock;
    private final Duration poll;
    private volatile boolean running;
    private volatile boolean away;
    private ScheduledExecutorService poller = Executors.newSingleThreadScheduledExecutor();
    private ExecutorService senders = Executors.newFixedThreadPool(1);

    public Relay(RelayQueue queue, OrderRuns runs, Clock clock, Duration poll) {
        this.queue = queue;
        this.runs = runs;
        this.clock = clock;
        this.poll = poll;
    }

    @Override
    public void start() {
        poller = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("relay").factory());
        senders = Executors.newFixedThreadPool(SENDERS, Thread.ofPlatform().name("relay-", 0).factory());
        running = true;
        var _ = poller.scheduleWithFixedDelay(this::pollQuietly, 0, poll.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The database may be away for a while; the next poll tries again. */
    private void pollQuietly() {
        try {
            while (running && drain() == ORDERS_AT_ONCE) {
                // more are due
            }
        } catch (RuntimeException e) {
            LOG.warn("relay: could not poll, trying again in {}: {}", poll, e.toString());
        }
    }

    private int drain() {
        List<Lease> leases = queue.lease(ORDERS_AT_ONCE, LEASE);
        List<Future<?>> sending = new ArrayList<>();
        leases.forEach(lease -> sending.add(senders.submit(() -> send(lease))));
        for (Future<?> one : sending) {
            try {
                one.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return 0;
            } catch (ExecutionException e) {
                LOG.warn("relay: could not finish an order, its lease runs out: {}", String.valueOf(e.getCause()));
            }
        }
        return leases.size();
    }

    private void send(Lease lease) {
        List<Queued> facts = queue.facts(lease.orderId());
        if (facts.isEmpty()) {
            queue.done(lease);
            return;
        }
        try {
            runs.tell(lease.orderId(),
                    facts.stream().map(fact -> new Delivery(fact.factId(), OrderJson.read(fact.payload(), Fact.class))).toList());
            if (away) {
                away = false;
                LOG.info("relay: Temporal is back");
            }
        } catch (RuntimeException e) {
            Duration wait = Duration.ofSeconds(Math.min(60, 1L << Math.min(lease.attempts(), 6)));
            queue.failed(lease, e.getClass().getSimpleName() + ": " + e.getMessage(), clock.instant().plus(wait));
            if (!away) {
                away = true;
                LOG.warn("relay: order {} not told, again in {} s: {}", lease.orderId(), wait.toSeconds(), e.toString());
            }
            return;
        }
        queue.sent(facts.stream().map(Queued::factId).toList());
        queue.done(lease);
    }

    @Override
    public void stop() {
        running = false;
        poller.shutdown();
        senders.shutdown();
        try {
            senders.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
