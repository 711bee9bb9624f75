package dev.pressroom.sandbox.printers;

import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.simulation.Dice;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings each job from received to shipped, one step at a time, each step in the book before the next is planned. */
final class ProductionLine {
    private static final Logger log = LoggerFactory.getLogger(ProductionLine.class);
    private static final Duration AFTER_A_FAILED_STEP = Duration.ofSeconds(1);

    private final PrinterSettings settings;
    private final JobBook book;
    private final Behaviour behaviour;
    private final Carrier carrier;
    private final ArtworkFetch artwork;
    private final ScheduledExecutorService workers;
    private final Clock clock;
    private final Map<String, Integer> triesToFetch = new ConcurrentHashMap<>();

    ProductionLine(PrinterSettings settings, JobBook book, Behaviour behaviour, Carrier carrier, ArtworkFetch artwork,
            ScheduledExecutorService workers, Clock clock) {
        this.settings = settings;
        this.book = book;
        this.behaviour = behaviour;
        this.carrier = carrier;
        this.artwork = artwork;
        this.workers = workers;
        this.clock = clock;
    }

    /** Plans the job's next step, if it has one. */
    void plan(ReceivedJob job) {
        if (job.stage() == Stage.ACCEPTED && behaviour.liesAboutAcceptance(job.key())) {
            log.info("{}: never makes job {} ({}), which it accepted", settings.id(), job.jobId(), job.key());
            return;
        }
        switch (job.stage()) {
            case RECEIVED, ACCEPTED, IN_PRODUCTION, PRINTED -> plan(job.jobId(), behaviour.takes(job));
            case SHIPPED, ARTWORK_FAILED, REJECTED, CANCELLED -> log.debug("{}: job {} has no further step", settings.id(), job.jobId());
        }
    }

    private void plan(String jobId, Duration wait) {
        try {
            var _ = workers.schedule(() -> step(jobId), wait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopping) {
            log.debug("{}: job {} goes on after the next start", settings.id(), jobId);
        }
    }

    private void step(String jobId) {
        try {
            ReceivedJob job = book.job(jobId);
            Optional<Duration> wait = switch (job.stage()) {
                case RECEIVED -> accept(job);
                case ACCEPTED -> behaviour.rejectsLate(job.key())
                        ? done(new Change.Rejected(jobId, "the machine for it is down", clock.instant()))
                        : done(new Change.InProduction(jobId, clock.instant()));
                case IN_PRODUCTION -> done(new Change.Printed(jobId, clock.instant()));
                case PRINTED -> ship(job);
                case SHIPPED, ARTWORK_FAILED, REJECTED, CANCELLED -> Optional.empty();
            };
            wait.ifPresentOrElse(it -> plan(jobId, it), () -> plan(book.job(jobId)));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("{}: a step of job {} failed and is tried again: {}", settings.id(), jobId, e.toString());
            plan(jobId, AFTER_A_FAILED_STEP);
        }
    }

    /** Answers how long to wait before this step is tried again; empty when it is done. */
    private Optional<Duration> accept(ReceivedJob job) throws InterruptedException {
        if (behaviour.rejects(job.key())) {
            log.info("{}: rejects job {} ({})", settings.id(), job.jobId(), job.key());
            return done(new Change.Rejected(job.jobId(), "article %s is not available".formatted(job.items().getFirst().sku()),
                    clock.instant()));
        }
        for (ArtworkLink link : job.submission().artwork()) {
            Optional<String> problem = artwork.problemWith(link);
            if (workers.isShutdown()) {
                throw new InterruptedException("The printer was stopped during the fetch");
            }
            if (problem.isPresent()) {
                int tries = triesToFetch.merge(job.jobId(), 1, Integer::sum);
                log.info("{}: artwork of job {} ({}), try {} of {}: {}", settings.id(), job.jobId(), job.key(), tries,
                        settings.patience().tries(),
                        problem.get());
                return tries < settings.patience().tries()
                        ? Optional.of(settings.patience().pause())
                        : done(new Change.ArtworkFailed(job.jobId(), problem.get(), clock.instant()));
            }
        }
        return done(new Change.Accepted(job.jobId(), clock.instant()));
    }

    private Optional<Duration> ship(ReceivedJob job) {
        List<List<OrderedItem>> packed = behaviour.packs(job);
        int index = job.parcels().size();
        String number = "0" + Dice.digits(13, settings.id(), job.jobId(), Integer.toString(index));
        // Before the book: after a kill in between the same number is handed over again, which changes nothing at the carrier.
        carrier.accept(number, job.submission().country(), job.submission().zip());
        Instant now = clock.instant();
        var parcel = new ShippedParcel(number, carrier.name(), packed.get(index), now);
        log.info("{}: ships parcel {} of job {} ({})", settings.id(), number, job.jobId(), job.key());
        return done(new Change.Shipped(job.jobId(), parcel, index + 1 == packed.size(), now));
    }

    private Optional<Duration> done(Change change) {
        if (!book.record(change)) {
            log.info("{}: {} came too late for job {}", settings.id(), change.getClass().getSimpleName(), change.jobId());
        }
        return Optional.empty();
    }
}
