package dev.pressroom.storage.inbox;

import dev.pressroom.storage.inbox.RelayQueue.Failed;
import dev.pressroom.storage.inbox.RelayQueue.Lease;
import dev.pressroom.storage.inbox.RelayQueue.Queued;
import dev.pressroom.storage.inbox.RelayQueue.Sent;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands facts over, order by order: leases many orders at once, hands each all that is new for it outside any transaction, and marks what was handed
 * over as it comes back. An order has one call at a time, with its
 * committed facts in the order of their ids; each fact at least once. A failing order waits with its
 * own back-off, a hanging one for its call alone; nothing is lost when nobody takes facts for a while, or when this process dies.
 */
public final class FactRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(FactRelay.class);
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    /** Of each thread: enough that its next statement finds many orders. */
    private static final int ORDERS_UNDERWAY = 128;

    private final RelayQueue queue;
    private final TransactionTemplate transactions;
    private final Taker taker;
    private final Clock clock;
    private final Pace pace;
    private volatile boolean running;
    private volatile boolean away;
    private ExecutorService threads = Executors.newFixedThreadPool(1);
    private ExecutorService callers = Executors.newFixedThreadPool(1);

    public FactRelay(RelayQueue queue, TransactionTemplate transactions, Taker taker, Clock clock, Pace pace) {
        this.queue = queue;
        this.transactions = transactions;
        this.taker = taker;
        this.clock = clock;
        this.pace = pace;
    }

    /** Takes facts. */
    @FunctionalInterface
    public interface Taker {
        /** Asked once for some orders; the answer is called once for each, by several threads. */
        Hand ready(Collection<String> orders);
    }

    /** Takes the facts of an order; throws when it did not, or may not have. */
    @FunctionalInterface
    public interface Hand {
        void take(String orderId, List<Queued> facts);
    }

    /**
     * @param poll how often it is asked for what is new
     * @param threads that read and mark
     * @param calls at once
     * @param patience a call lasts no longer: one that would outlast its order's lease is not begun
     */
    public record Pace(Duration poll, int threads, int calls, Duration patience) {}

    /** A call that ended. */
    private sealed interface Ended {
        record Taken(Sent sent) implements Ended {}

        record Refused(Failed failed) implements Ended {}

        /** It was too late to begin. */
        record NotBegun(Lease lease) implements Ended {}
    }

    @Override
    public void start() {
        running = true;
        threads = Executors.newFixedThreadPool(pace.threads(), Thread.ofPlatform().name("relay-", 0).factory());
        callers = Executors.newFixedThreadPool(pace.calls(), Thread.ofPlatform().name("relay-call-", 0).factory());
        IntStream.range(0, pace.threads()).forEach(_ -> threads.execute(this::work));
    }

    /** Begins no further call and waits for those that are underway. */
    @Override
    public void stop() {
        running = false;
        threads.shutdown();
        try {
            threads.awaitTermination(pace.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        callers.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** The database may be away for a while: what was leased is due again when its lease is over. */
    private void work() {
        BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
        List<Lease> written = new ArrayList<>();
        int underway = 0;
        while (running || underway > 0) {
            try {
                if (running && underway <= ORDERS_UNDERWAY / 2) {
                    underway += begin(ORDERS_UNDERWAY - underway, ended);
                }
                List<Ended> some = next(ended);
                underway -= some.size();
                mark(some, written);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("relay: could not ask or mark, trying again in {}: {}", pace.poll(), e.toString());
                LockSupport.parkNanos(pace.poll().toNanos());
            }
        }
    }

    /** Waits for the first that ends, if any does, and takes all that ended since. */
    private List<Ended> next(BlockingQueue<Ended> ended) throws InterruptedException {
        List<Ended> some = new ArrayList<>();
        Ended first = ended.poll(pace.poll().toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            some.add(first);
            ended.drainTo(some);
        }
        return some;
    }

    private int begin(int most, BlockingQueue<Ended> ended) {
        List<Lease> leases = queue.lease(most, LEASE);
        if (leases.isEmpty()) {
            return 0;
        }
        Map<String, List<Queued>> facts = queue.facts(leases);
        Hand hand = taker.ready(facts.keySet());
        for (Lease lease : leases) {
            List<Queued> news = facts.get(lease.orderId());
            if (news == null) {
                ended.add(new Ended.Taken(new Sent(lease, List.of())));
            } else {
                callers.execute(() -> {
                    Ended end = new Ended.NotBegun(lease);
                    try {
                        end = call(hand, lease, news);
                    } finally {
                        ended.add(end);
                    }
                });
            }
        }
        return leases.size();
    }

    private Ended call(Hand hand, Lease lease, List<Queued> facts) {
        if (!running || clock.instant().plus(pace.patience()).isAfter(lease.until())) {
            return new Ended.NotBegun(lease);
        }
        try {
            hand.take(lease.orderId(), facts);
            if (away) {
                away = false;
                LOG.info("relay: facts are taken again");
            }
            return new Ended.Taken(new Sent(lease, facts.stream().map(Queued::factId).toList()));
        } catch (RuntimeException e) {
            Duration doubled = Duration.ofSeconds(1L << Math.min(lease.attempts(), 6));
            Duration wait = doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
            if (!away) {
                away = true;
                LOG.warn("relay: order {} not told, again in {} s: {}", lease.orderId(), wait.toSeconds(), e.toString());
            }
            return new Ended.Refused(new Failed(lease, e.getClass().getSimpleName() + ": " + e.getMessage(), clock.instant().plus(wait)));
        }
    }

    /** @param written leases that could not be released since somebody was adding to their rows; tried again here */
    private void mark(List<Ended> some, List<Lease> written) {
        List<Sent> sent = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        List<Lease> notBegun = new ArrayList<>();
        for (Ended one : some) {
            switch (one) {
                case Ended.Taken(Sent told) -> sent.add(told);
                case Ended.Refused(Failed refused) -> failed.add(refused);
                case Ended.NotBegun(Lease lease) -> notBegun.add(lease);
            }
        }
        List<Lease> again = List.copyOf(written);
        written.clear();
        written.addAll(queue.release(again, true));
        queue.release(notBegun, false);
        if (!sent.isEmpty()) {
            written.addAll(Objects.requireNonNull(transactions.execute(_ -> queue.sent(sent))));
        }
        if (!failed.isEmpty()) {
            queue.failed(failed);
        }
    }
}
