package dev.pressroom.batch.reconcile;

import static java.time.ZoneOffset.UTC;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Silence;
import dev.pressroom.batch.carriers.ParcelStatus;
import dev.pressroom.batch.carriers.TimeRule;
import dev.pressroom.batch.reconcile.BlockReader.Work;
import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Result.LoadedFile;
import dev.pressroom.batch.reconcile.Result.Totals;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import dev.pressroom.storage.tracking.LateParcels;
import dev.pressroom.storage.tracking.QuietParcels;
import dev.pressroom.storage.tracking.Refold;
import dev.pressroom.storage.tracking.Scan;
import dev.pressroom.storage.tracking.Scans;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Loads the carriers' files that lie in the drop: late parcels are told, files are seen, then loaded
 * chunk by chunk, then relabelled and silent parcels are told.
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
    private final QuietParcels quietParcels;
    private final CodeTables codeTables;
    private final Progress progress;

    public Reconciliation(DataSource dataSource, PlatformTransactionManager transactions, JobRepository repository, JobOperator operator,
            Clock clock, Progress progress) {
        this.dataSource = dataSource;
        this.transactions = transactions;
        this.repository = repository;
        this.operator = operator;
        this.clock = clock;
        this.jdbc = JdbcClient.create(dataSource);
        this.ledger = new Ledger(new JdbcTemplate(dataSource));
        this.scans = new Scans(dataSource, transactions);
        this.lateParcels = new LateParcels(dataSource);
        this.quietParcels = new QuietParcels(dataSource);
        this.codeTables = new CodeTables(jdbc);
        this.progress = progress;
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
            List<String> changed = locks.held().stream().map(settings::carrier)
                    .flatMap(carrier -> codeTables.keep(carrier, clock.instant()).stream()).toList();
            if (!changed.isEmpty()) {
                throw new ChangedCodeTable(String.join("\n", changed));
            }
            long run = begin();
            Run work = new Run(settings, locks.held());
            long began = System.nanoTime();
            JobExecution execution = operator.start(job(work, betweenChunks),
                    new JobParametersBuilder().addLong("run", run)
                            .addString(CARRIERS, String.join(",", locks.held()), false).toJobParameters());
            Duration framework = settings.writers() > 1 ? Duration.ZERO : work.ours.rest(System.nanoTime() - began);
            return ended(run, settings, work, execution.getStatus(), busy, framework);
        }
    }

    /**
     * Folds all events of the carriers into their parcels again, and tells what was never told; on a sound record nothing changes.
     *
     * @param remap give the events before the meaning and the instant that the profiles give them now
     */
    public Result refold(Settings settings, boolean remap) throws SQLException {
        try (CarrierLocks locks = CarrierLocks.take(dataSource, settings.carriers().keySet())) {
            Refold refold = new Refold(dataSource);
            TransactionTemplate transaction = new TransactionTemplate(transactions);
            long run = begin();
            long facts = 0;
            long changed = 0;
            for (String id : locks.held()) {
                CarrierProfile carrier = settings.carrier(id);
                if (remap) {
                    long events = Objects.requireNonNull(transaction.execute(status -> remap(refold, carrier)));
                    LOG.info("{}: {} events have another meaning or instant now", id, events);
                }
                Refold.Folded folded = Objects.requireNonNull(transaction.execute(status -> refold.rebuild(id, clock.instant())));
                LOG.info("{}: parcels {}, changed {}, facts {}", id, folded.parcels(), folded.changed(), folded.facts());
                facts += folded.facts();
                changed += folded.changed();
            }
            boolean agrees = remap || (changed == 0 && facts == 0);
            Outcome outcome = locks.held().size() < settings.carriers().size() ? Outcome.BUSY : agrees ? Outcome.OK : Outcome.BAD_DATA;
            Totals totals = new Totals(0, 0, 0, 0, facts);
            end(run, totals, outcome);
            return new Result(outcome, run, totals, List.of(), Duration.ZERO);
        }
    }

    private static long remap(Refold refold, CarrierProfile carrier) {
        return refold.remap(carrier.id(), code -> {
            ParcelStatus status = carrier.codes().status(code);
            return status == null
                    ? new Refold.Meaning(Scan.UNMAPPED, 0, null)
                    : new Refold.Meaning(status.name(), status.rank(), status.fact());
        }, (said, place) -> {
            TimeRule.Moment moment = carrier.time().read(said, place == null ? "" : place);
            return new Refold.Moment(moment.occurredAt(), moment.zoneRule());
        });
    }

    private long begin() {
        return jdbc.sql("INSERT INTO reconciliation_runs (started_at) VALUES (:now) RETURNING run_id")
                .param("now", clock.instant().atOffset(UTC))
                .query(Long.class).single();
    }

    private void end(long run, Totals totals, Outcome outcome) {
        jdbc.sql(
                """
                    UPDATE reconciliation_runs SET ended_at = :now, files = :files, rows = :rows, events = :events, rejected = :rejects, facts = :facts,
                                                   outcome = :outcome
                    WHERE run_id = :run
                    """)
                .param("run", run).param("now", clock.instant().atOffset(UTC)).param("files", totals.files()).param("rows", totals.rows())
                .param("events", totals.events()).param("rejects", totals.rejects()).param("facts", totals.facts())
                .param("outcome", outcome.name()).update();
    }

    /** A killed run leaves its execution as running. That nobody holds its carriers' locks proves that it is dead. */
    private void recoverKilled(Collection<String> held) {
        for (JobExecution execution : repository.findRunningJobExecutions(JOB)) {
            if (held.containsAll(Arrays.asList(execution.getJobParameters().getString(CARRIERS, "").split(",")))) {
                operator.recover(execution);
            }
        }
    }

    /** What the steps of one run share. */
    private final class Run {

        private final Settings settings;
        private final Deque<String> late;
        private final Deque<String> relabelled;
        private final Deque<String> toListen;
        private final Deque<DropFile> toSee = new ArrayDeque<>();
        private final List<SeenFile> seen = new ArrayList<>();
        private final List<Queue<Work>> toLoad;
        private final OurTime ours = new OurTime();
        private long factsOfParcels;

        Run(Settings settings, Collection<String> carriers) {
            this.settings = settings;
            this.late = new ArrayDeque<>(carriers);
            this.relabelled = new ArrayDeque<>(carriers);
            this.toListen = new ArrayDeque<>(carriers);
            this.toLoad = Stream.generate(() -> (Queue<Work>) new ConcurrentLinkedQueue<Work>()).limit(settings.writers()).toList();
            Drop drop = new Drop(settings.drop());
            carriers.forEach(id -> drop.files(settings.carrier(id)).stream().filter(settings::wants).forEach(toSee::add));
        }

        private RepeatStatus seeNext() {
            if (!toSee.isEmpty()) {
                seen.add(new Discovery(ledger, settings.writers(), clock).see(toSee.removeFirst(), seen));
            }
            if (toSee.isEmpty()) {
                deal();
                progress.begin(seen);
            }
            return RepeatStatus.continueIf(!toSee.isEmpty());
        }

        /**
         * A part is the same writer's in every file, so that no two writers have the same parcel. Files that were begun with another number of parts
         * would mix them, and a parcel that got a new label has two numbers: then one writer loads all.
         */
        private void deal() {
            List<SeenFile> files = seen.stream().filter(file -> file.verdict() == Verdict.LOAD).toList();
            boolean mixed = files.stream().map(file -> file.entry().parts()).distinct().count() > 1
                    || files.stream().anyMatch(file -> file.file().carrier().relabels());
            int writers = mixed ? 1 : toLoad.size();
            for (SeenFile file : files) {
                ledger.left(file.entry().fileId())
                        .forEach(position -> toLoad.get(position.part() % writers).add(new Work(file, position)));
            }
        }

        /** Before the files are loaded, when there is little to look for; and after, for the parcels that they gave a new label. */
        private RepeatStatus sweepNext(Deque<String> carriers) {
            if (carriers.isEmpty()) {
                return RepeatStatus.FINISHED;
            }
            LateParcels.Swept swept = lateParcels.sweep(carriers.getFirst(), clock.instant());
            factsOfParcels += swept.facts();
            if (swept.complete()) {
                carriers.removeFirst();
            }
            return RepeatStatus.continueIf(!carriers.isEmpty());
        }

        private RepeatStatus listenNext() {
            if (!toListen.isEmpty()) {
                CarrierProfile carrier = settings.carrier(toListen.removeFirst());
                Silence silence = carrier.silence();
                if (silence != null) {
                    factsOfParcels += quietParcels.tell(carrier.id(), silence.after(), carrier.labelWindow().before(),
                            silence.ends().stream().map(Enum::name).toList(), clock.instant());
                }
            }
            return RepeatStatus.continueIf(!toListen.isEmpty());
        }
    }

    private Job job(Run run, StepInterruptionPolicy betweenChunks) {
        Step discover = new StepBuilder("discover", repository).tasklet((contribution, context) -> run.ours.of(run::seeNext), transactions)
                .build();
        List<Step> loads = IntStream.rangeClosed(1, run.settings.writers()).mapToObj(writer -> load(writer, run, betweenChunks)).toList();
        Step late = new StepBuilder("late parcels", repository)
                .tasklet((contribution, context) -> run.ours.of(() -> run.sweepNext(run.late)), transactions)
                .build();
        Step relabelled = new StepBuilder("relabelled parcels", repository)
                .tasklet((contribution, context) -> run.ours.of(() -> run.sweepNext(run.relabelled)), transactions).build();
        Step silent = new StepBuilder("silent parcels", repository)
                .tasklet((contribution, context) -> run.ours.of(run::listenNext), transactions)
                .build();
        Flow[] writers = loads.stream().map(load -> new FlowBuilder<SimpleFlow>(load.getName()).start(load).build()).toArray(Flow[]::new);
        Flow load = new FlowBuilder<SimpleFlow>("load").split(new SimpleAsyncTaskExecutor("writer-")).add(writers).build();
        return new JobBuilder(JOB, repository).listener(new JobExecutionListener() {
            @Override
            public void beforeJob(JobExecution execution) {
                assertPersistent(execution);
            }
        }).start(new FlowBuilder<SimpleFlow>("all").start(late).next(discover).next(load).next(relabelled).next(silent).build()).end()
                .build();
    }

    private Step load(int writer, Run run, StepInterruptionPolicy betweenChunks) {
        ReadAhead reader = new ReadAhead(new BlockReader(run.toLoad.get(writer - 1), run.settings.linesPerChunk(), clock));
        return new StepBuilder("load " + writer, repository).<Block, Block>chunk(1).transactionManager(transactions)
                .reader(run.ours.reading(reader)).stream(reader)
                .writer(run.ours.writing(new BlockWriter(scans, ledger, transactions, clock, progress))).interruptionPolicy(betweenChunks)
                .build();
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

    private Result ended(long run, Settings settings, Run work, BatchStatus status, boolean busy, Duration framework) {
        List<LoadedFile> files = work.seen.stream()
                .map(seen -> new LoadedFile(seen, seen.ledger() == null ? null : ledger.get(seen.ledger().fileId()))).toList();
        Totals totals = new Totals(files.stream().filter(LoadedFile::finished).count(), sum(files, Entry::rows), sum(files, Entry::events),
                sum(files, Entry::rejected), sum(files, Entry::facts) + work.factsOfParcels);
        Outcome outcome = switch (status) {
            case COMPLETED -> completed(settings, files, totals, busy);
            case STOPPED, STOPPING -> Outcome.STOPPED;
            case STARTING, STARTED, FAILED, ABANDONED, UNKNOWN -> Outcome.FAILED;
        };
        end(run, totals, outcome);
        return new Result(outcome, run, totals, files, framework);
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
