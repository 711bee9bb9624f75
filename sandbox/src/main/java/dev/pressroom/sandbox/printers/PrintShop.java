package dev.pressroom.sandbox.printers;

import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.simulation.Journal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands behind every printer's door, whatever protocol is spoken at it: the book, the line, the outbox and the habits. */
public final class PrintShop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PrintShop.class);
    private static final int WORKERS = 4;
    /** Longer than the service waits before it looks up what became of a submission. */
    private static final Duration LATE = Duration.ofSeconds(4);

    private final PrinterSettings settings;
    private final Carrier carrier;
    private final Clock clock;
    private final JobBook book;
    private final Behaviour behaviour;
    private final AtomicInteger storing = new AtomicInteger();
    private @Nullable Shift shift;

    private record Shift(ScheduledExecutorService workers, ArtworkFetch artwork, ProductionLine line) {}

    /**
     * Reads the printer's list from its folder; {@link #open} starts the work.
     *
     * @param jobIdPrefix what the printer's own job ids begin with
     * @param dividesItems whether the protocol can say that a parcel holds some copies of an item
     */
    public PrintShop(PrinterSettings settings, String jobIdPrefix, boolean dividesItems, Carrier carrier, Clock clock) {
        this.settings = settings;
        this.carrier = carrier;
        this.clock = clock;
        behaviour = new Behaviour(settings, dividesItems);
        book = new JobBook(settings.id(), jobIdPrefix, Journal.open(settings.folder().resolve(JobBook.JOURNAL), Change.class));
    }

    /** Goes on with the jobs that are not finished, and tells what was not told. */
    public synchronized void open(Post post) {
        if (shift != null) {
            throw new IllegalStateException("Printer " + settings.id() + " is open already: stop it first.");
        }
        var workers = Executors.newScheduledThreadPool(WORKERS, Thread.ofPlatform().name(settings.id() + "-", 1).daemon().factory());
        var artwork = new ArtworkFetch();
        var line = new ProductionLine(settings, book, behaviour, carrier, artwork, workers, clock);
        shift = new Shift(workers, artwork, line);
        book.received().forEach(line::plan);
        regularly(settings.pace().statusRound(), new Outbox(book, behaviour, post, clock, settings.seed())::round);
    }

    /** Has the printer do something again and again while it is open, such as looking into a folder. */
    public synchronized void regularly(Duration pause, Runnable round) {
        var workers = onShift().workers();
        var _ = workers.scheduleWithFixedDelay(() -> {
            try {
                round.run();
            } catch (RuntimeException e) {
                // Without this the executor would end the rounds silently, and the printer with them.
                if (workers.isShutdown()) {
                    log.debug("{}: a round was interrupted by the stop", settings.id());
                } else {
                    log.warn("{}: a round failed and is repeated: {}", settings.id(), e.toString(), e);
                }
            }
        }, 0, pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Stores a submission and puts it on the line, once per reference. */
    public synchronized JobBook.Taken take(Submission submission) {
        JobBook.Taken taken = book.take(submission, clock.instant());
        if (taken.repeated()) {
            log.info("{}: {} was received before as job {}", settings.id(), submission.reference(), taken.job().jobId());
        } else {
            log.info("{}: received {} as job {}", settings.id(), submission.key(), taken.job().jobId());
            onShift().line().plan(taken.job());
        }
        return taken;
    }

    /** Whether the caller is to hang up, since the submission is stored later than that. Until then no list shows it. */
    public synchronized boolean takesLate(Submission submission, String reference) {
        if (!behaviour.storesLate(reference)) {
            return false;
        }
        log.info("{}: stores {} in {} s", settings.id(), submission.key(), LATE.toSeconds());
        storing.incrementAndGet();
        var _ = onShift().workers().schedule(() -> {
            try {
                take(submission);
            } finally {
                storing.decrementAndGet();
            }
        }, LATE.toNanos(), TimeUnit.NANOSECONDS);
        return true;
    }

    /** Whether something that was received is still to be stored. */
    public boolean storing() {
        return storing.get() > 0;
    }

    /** Notes a submission that makes no job. */
    public void turnAway(String key, String reference, boolean repeated, String reason) {
        log.info("{}: turns {} ({}) away: {}", settings.id(), reference, key, reason);
        book.record(new Change.TurnedAway(key, reference, repeated, reason, clock.instant()));
    }

    /** Stops all work; the list stays readable, and {@link #open} goes on. */
    public void shut() {
        Shift ending;
        synchronized (this) {
            ending = shift;
            shift = null;
        }
        if (ending == null) {
            return;
        }
        ending.workers().shutdownNow();
        ending.artwork().close();
        try {
            if (!ending.workers().awaitTermination(10, TimeUnit.SECONDS)) {
                log.warn("{}: work goes on although the printer was stopped", settings.id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        shut();
        book.close();
    }

    public JobBook book() {
        return book;
    }

    public Behaviour behaviour() {
        return behaviour;
    }

    public PrinterSettings settings() {
        return settings;
    }

    public Clock clock() {
        return clock;
    }

    private Shift onShift() {
        if (shift == null) {
            throw new IllegalStateException("Printer " + settings.id() + " is closed: start it first.");
        }
        return shift;
    }
}
