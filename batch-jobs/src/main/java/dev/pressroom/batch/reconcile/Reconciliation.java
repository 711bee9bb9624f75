package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Result.LoadedFile;
import dev.pressroom.batch.reconcile.Result.Totals;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import dev.pressroom.storage.tracking.LateParcels;
import dev.pressroom.storage.tracking.Scans;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Loads the carriers' files that lie in the drop: late parcels are told first, then files are seen, then loaded chunk by chunk.
 *
 * <p>Each run is a job instance of its own; the ledger of files, not the job repository, says what is left to do. So a run after a crash continues
 * at the ledger's position, and a run with nothing new changes nothing.
 */
public final class Reconciliation {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);
    private static final String JOB = "reconcile";
    private static final String CARRIERS = "carriers";

    private final DataSource dataSource;
    private final PlatformTransactionManager transactions;
    private final JobRepository repository;
    private final JobOperator operator;
    private final Clock clock;
    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final Scans scans;
    private final LateParcels lateParcels;

    public Reconciliation(DataSource dataSource, PlatformTransactionManager transactions, JobRepository repository, JobOperator operator,
            Clock clock) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.repository = repository;
        this.operator = operator;
        this.clock = clock;
        this.jdbc = JdbcClient.create(dataSource);
        this.ledger = new Ledger(new JdbcTemplate(dataSource));
        this.scans = new Scans(dataSource, transactions);
        this.lateParcels = new LateParcels(dataSource);
    }

    /**
     * Runs once, in the calling thread.
     *
     * @param betweenChunks asked before each chunk, see {@link StopSignal}
     */
    public Result run(Settings settings, StepInterruptionPolicy betweenChunks) throws SQLException, JobExecutionException {
        try (CarrierLocks locks = CarrierLocks.take(dataSource, settings.carriers().keySet())) {
            boolean busy = locks.held().size() < settings.carriers().size();
            if (busy) {
                LOG.warn("another run is active; left to it: {}",
                        settings.carriers().keySet().stream().filter(id -> !locks.held().contains(id)).toList());
            }
            recoverKilled(locks.held());
            long run = jdbc.sql("INSERT INTO reconciliation_runs (started_at) VALUES (:now) RETURNING run_id")
                    .param("now", clock.instant().atOffset(UTC))
                    .query(Long.class).single();
            Run work = new Run(settings, locks.held());
            JobExecution execution = operator.start(job(work, settings.linesPerChunk(), betweenChunks),
                    new JobParametersBuilder().addLong("run", run)
                            .addString(CARRIERS, String.join(",", locks.held()), false).toJobParameters());
            return ended(run, settings, work, execution.getStatus(), busy);
        }
    }

    /** A killed run leaves its execution as running. That nobody holds its carriers' locks proves that it is dead. */
    private void recoverKilled(Collection<String> held) {
        for (JobExecution execution : repository.findRunningJobExecutions(JOB)) {
            if (held.containsAll(Arrays.asList(execution.getJobParameters().getString(CARRIERS, "").split(",")))) {
                operator.recover(execution);
            }
        }
    }

    /** What the steps of one run share; used by the run's thread only. */
    private final class Run {

        private final Deque<String> toSweep;
        private final Deque<DropFile> toSee = new ArrayDeque<>();
        private final List<SeenFile> seen = new ArrayList<>();
        private final AtomicLong lateFacts = new AtomicLong();

        Run(Settings settings, Collection<String> carriers) {
            this.toSweep = new ArrayDeque<>(carriers);
            Drop drop = new Drop(settings.drop());
            carriers.forEach(id -> drop.files(Objects.requireNonNull(settings.carriers().get(id))).stream().filter(settings::wants)
                    .forEach(toSee::add));
        }

        private RepeatStatus sweepNext() {
            if (toSweep.isEmpty()) {
                return RepeatStatus.FINISHED;
            }
            LateParcels.Swept swept = lateParcels.sweep(toSweep.getFirst(), clock.instant());
            lateFacts.addAndGet(swept.facts());
            if (swept.complete()) {
                toSweep.removeFirst();
            }
            return RepeatStatus.continueIf(!toSweep.isEmpty());
        }

        private RepeatStatus seeNext() {
            if (!toSee.isEmpty()) {
                seen.add(new Discovery(ledger, clock).see(toSee.removeFirst(), seen));
            }
            return RepeatStatus.continueIf(!toSee.isEmpty());
        }
    }

    private Job job(Run run, int linesPerChunk, StepInterruptionPolicy betweenChunks) {
        Step late = new StepBuilder("late parcels", repository).tasklet((contribution, context) -> run.sweepNext(), transactions).build();
        Step discover = new StepBuilder("discover", repository).tasklet((contribution, context) -> run.seeNext(), transactions).build();
        Step load = new StepBuilder("load", repository).<Block, Block>chunk(1).transactionManager(transactions)
                .reader(new BlockReader(run.seen, linesPerChunk, clock))
                .writer(new BlockWriter(scans, ledger, transactions, clock)).interruptionPolicy(betweenChunks).build();
        return new JobBuilder(JOB, repository).listener(new JobExecutionListener() {
            @Override
            public void beforeJob(JobExecution execution) {
                assertPersistent(execution);
            }
        }).start(late).next(discover).next(load).build();
    }

    /** Spring Batch without a JDBC repository runs all the same, and forgets without a word. */
    private void assertPersistent(JobExecution execution) {
        boolean stored = jdbc.sql("SELECT EXISTS (SELECT FROM batch.batch_job_execution WHERE job_execution_id = :id AND end_time IS NULL)")
                .param("id", execution.getId()).query(Boolean.class).single();
        if (!stored) {
            throw new IllegalStateException("the job repository does not write to batch.batch_job_execution;"
                    + " configure @EnableJdbcJobRepository with table prefix batch.BATCH_");
        }
    }

    private Result ended(long run, Settings settings, Run work, BatchStatus status, boolean busy) {
        List<LoadedFile> files = work.seen.stream()
                .map(seen -> new LoadedFile(seen, seen.ledger() == null ? null : ledger.get(seen.ledger().fileId()))).toList();
        Totals totals = new Totals(files.stream().filter(LoadedFile::finished).count(), sum(files, Entry::rows), sum(files, Entry::events),
                sum(files, Entry::rejected), sum(files, Entry::facts) + work.lateFacts.get());
        Outcome outcome = switch (status) {
            case COMPLETED -> completed(settings, files, totals, busy);
            case STOPPED, STOPPING -> Outcome.STOPPED;
            case STARTING, STARTED, FAILED, ABANDONED, UNKNOWN -> Outcome.FAILED;
        };
        jdbc.sql(
                """
                    UPDATE reconciliation_runs SET ended_at = :now, files = :files, rows = :rows, events = :events, rejected = :rejects, facts = :facts,
                                                   outcome = :outcome
                    WHERE run_id = :run
                    """)
                .param("run", run).param("now", clock.instant().atOffset(UTC)).param("files", totals.files()).param("rows", totals.rows())
                .param("events", totals.events()).param("rejects", totals.rejects()).param("facts", totals.facts())
                .param("outcome", outcome.name()).update();
        return new Result(outcome, run, totals, files);
    }

    private static Outcome completed(Settings settings, List<LoadedFile> files, Totals totals, boolean busy) {
        boolean bad = files.stream().anyMatch(file -> file.seen().verdict() == Verdict.BAD || file.unfinished());
        if (bad || totals.rejects() > settings.maxRejects()) {
            return Outcome.BAD_DATA;
        }
        if (busy) {
            return Outcome.BUSY;
        }
        return settings.file() != null && files.isEmpty() ? Outcome.NOT_THERE : Outcome.OK;
    }

    private static long sum(List<LoadedFile> files, ToLongFunction<Entry> count) {
        return files.stream().filter(file -> file.seen().verdict() == Verdict.LOAD)
                .mapToLong(file -> count.applyAsLong(Objects.requireNonNull(file.after()))
                        - count.applyAsLong(Objects.requireNonNull(file.seen().ledger())))
                .sum();
    }
}
