package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Silence;
import dev.pressroom.batch.reconcile.BlockReader.Work;
import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.Result.LoadedFile;
import dev.pressroom.batch.reconcile.Result.Totals;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import dev.pressroom.storage.tracking.LateParcels;
import dev.pressroom.storage.tracking.QuietParcels;
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
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.JobInterruptedException;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.flow.support.SimpleFlow;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemStreamReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

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
    private final Runs runs;
    private final Refolding refolding;

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
        this.runs = new Runs(jdbc, clock);
        this.refolding = new Refolding(dataSource, transactions, runs, clock);
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
            long run = runs.begin();
            List<String> problems = new ArrayList<>(settings.problems());
            List<String> carriers = locks.held().stream().filter(id -> !problems.addAll(changes(settings.carrier(id)))).toList();
            Run work = new Run(settings, carriers, problems);
            long began = System.nanoTime();
            JobExecution execution = operator.start(job(work, betweenChunks),
                    new JobParametersBuilder().addLong("run", run)
                            .addString(CARRIERS, String.join(",", carriers), false).toJobParameters());
            Duration framework = settings.writers() > 1 ? Duration.ZERO : work.ours.rest(System.nanoTime() - began);
            boolean stopped = betweenChunks instanceof StopSignal stop && stop.asked() && execution.getStatus() == BatchStatus.FAILED;
            return ended(run, work, stopped ? BatchStatus.STOPPED : execution.getStatus(), busy, framework);
        }
    }

    private List<String> changes(CarrierProfile carrier) {
        List<String> changes = codeTables.keep(carrier, clock.instant());
        changes.forEach(change -> LOG.error("{}; the carrier is left out", change));
        return changes;
    }

    /**
     * Folds all events of the carriers into their parcels again, and tells what was never told; on a sound record nothing changes.
     *
     * @param remap give the events before the meaning and the instant that the profiles give them now
     */
    public Result refold(Settings settings, boolean remap, StopSignal stop) throws SQLException {
        return refolding.run(settings, remap, stop);
    }

    /** Breaks off what the database does for this process and does not end within seconds; for a process that was asked to stop, from any thread. */
    public void cancelLongStatements() {
        runs.cancelLongStatements();
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
        private final List<String> carriers;
        private final List<String> problems;
        private @Nullable Deque<DropFile> toSee;
        private final List<SeenFile> seen = new ArrayList<>();
        private final List<Queue<Work>> toLoad;
        private final OurTime ours = new OurTime();
        private long factsOfParcels;

        Run(Settings settings, List<String> carriers, List<String> problems) {
            this.settings = settings;
            this.carriers = carriers;
            this.problems = problems;
            this.late = new ArrayDeque<>(carriers);
            this.relabelled = new ArrayDeque<>(carriers);
            this.toListen = new ArrayDeque<>(carriers);
            this.toLoad = Stream.generate(() -> (Queue<Work>) new ConcurrentLinkedQueue<Work>()).limit(settings.writers()).toList();
        }

        private Deque<DropFile> dropped() {
            Drop drop = new Drop(settings.drop());
            return carriers.stream().flatMap(id -> drop.files(settings.carrier(id)).stream()).filter(settings::wants)
                    .collect(Collectors.toCollection(ArrayDeque::new));
        }

        private RepeatStatus seeNext(BooleanSupplier stop) {
            Deque<DropFile> files = toSee == null ? dropped() : toSee;
            toSee = files;
            if (!files.isEmpty()) {
                try {
                    seen.add(new Discovery(ledger, settings.writers(), settings.again(), clock, stop).see(files.removeFirst(), seen));
                } catch (Discovery.Stopped e) {
                    return RepeatStatus.FINISHED;
                }
            }
            if (files.isEmpty()) {
                deal();
                progress.begin(toLoad.stream().flatMap(Collection::stream).toList());
            }
            return RepeatStatus.continueIf(!files.isEmpty());
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
                if (silence != null && isWholeNight(carrier)) {
                    factsOfParcels += quietParcels.tell(carrier.id(), silence.after(), carrier.labelWindow().before(),
                            silence.ends().stream().map(Enum::name).toList(), clock.instant());
                }
            }
            return RepeatStatus.continueIf(!toListen.isEmpty());
        }

        /** Of a part of the night nobody can say of which parcels nothing was heard. */
        private boolean isWholeNight(CarrierProfile carrier) {
            boolean whole = settings.file() == null && seen.stream().filter(file -> file.file().carrier().id().equals(carrier.id()))
                    .noneMatch(file -> switch (file.verdict()) {
                        case LOAD -> ledger.get(file.entry().fileId()).state() != Ledger.State.LOADED;
                        case BAD, UNREAD, WAITING -> true;
                        case DUPLICATE, EARLIER, EMPTY, IGNORED -> false;
                    });
            if (!whole) {
                LOG.warn("{}: not all of its files could be read, so no order is told of parcels without news in this run", carrier.id());
            }
            return whole;
        }
    }

    private Job job(Run run, StepInterruptionPolicy stop) {
        Step discover = step("discover", run, stop, run::seeNext);
        List<Step> loads = IntStream.rangeClosed(1, run.settings.writers()).mapToObj(writer -> load(writer, run, stop)).toList();
        Step late = step("late parcels", run, stop, _ -> run.sweepNext(run.late));
        Step relabelled = step("relabelled parcels", run, stop, _ -> run.sweepNext(run.relabelled));
        Step silent = step("silent parcels", run, stop, _ -> run.listenNext());
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

    /** Asks before each piece of work, and the work may ask in between; Spring Batch's own steps of this kind do not. */
    private Step step(String name, Run run, StepInterruptionPolicy policy, Function<BooleanSupplier, RepeatStatus> work) {
        return new StepBuilder(name, repository).tasklet((contribution, context) -> {
            StepExecution step = contribution.getStepExecution();
            BooleanSupplier stop = () -> isStopped(step, policy);
            try {
                return stop.getAsBoolean() ? RepeatStatus.FINISHED : run.ours.of(() -> work.apply(stop));
            } catch (DataAccessException e) {
                if (stop.getAsBoolean()) {
                    throw new JobInterruptedException("stopped in the middle of a statement, of which nothing is kept");
                }
                throw e;
            }
        }, transactions).build();
    }

    private static boolean isStopped(StepExecution step, StepInterruptionPolicy policy) {
        try {
            policy.checkInterrupted(step);
        } catch (JobInterruptedException e) {
            step.setTerminateOnly();
        }
        return step.isTerminateOnly();
    }

    private Step load(int writer, Run run, StepInterruptionPolicy betweenChunks) {
        BlockReader blocks = new BlockReader(run.toLoad.get(writer - 1), run.settings.linesPerChunk(), clock);
        // Several writers use the processors without it, and blocks are memory.
        ItemStreamReader<Block> reader = run.settings.writers() == 1 ? new ReadAhead(blocks) : blocks;
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

    private Result ended(long run, Run work, BatchStatus status, boolean busy, Duration framework) {
        progress.end();
        List<LoadedFile> files = new ArrayList<>(work.seen.stream()
                .map(seen -> new LoadedFile(seen, seen.ledger() == null ? null : ledger.get(seen.ledger().fileId()))).toList());
        Totals totals = new Totals(files.stream().filter(LoadedFile::finished).count(), sum(files, Entry::rows), sum(files, Entry::events),
                sum(files, Entry::rejected), sum(files, Entry::facts) + work.factsOfParcels);
        work.carriers.forEach(id -> addUntold(work.settings, id, files));
        Outcome outcome = switch (status) {
            case COMPLETED -> completed(work, files, totals, busy);
            case STOPPED, STOPPING -> Outcome.STOPPED;
            case STARTING, STARTED, FAILED, ABANDONED, UNKNOWN -> Outcome.FAILED;
        };
        runs.end(run, totals, outcome);
        return new Result(outcome, run, totals, files, work.problems, framework);
    }

    /** What an earlier run loaded before it was killed, or before its report could be written, is told by this one. */
    private void addUntold(Settings settings, String carrier, List<LoadedFile> files) {
        for (Entry entry : ledger.untold(carrier)) {
            boolean ofThisRun = files.stream().anyMatch(file -> file.told() && file.seen().entry().fileId() == entry.fileId());
            if (!ofThisRun) {
                files.removeIf(file -> file.seen().verdict() == Verdict.DUPLICATE && file.seen().entry().fileId() == entry.fileId());
                DropFile file = new DropFile(settings.carrier(carrier), settings.drop(), entry.name(), DropFile.Readiness.READY);
                files.add(new LoadedFile(
                        new SeenFile(file, Verdict.EARLIER, entry, "loaded by an earlier run that ended before its report"), entry));
            }
        }
    }

    private static Outcome completed(Run work, List<LoadedFile> files, Totals totals, boolean busy) {
        if (files.stream().anyMatch(LoadedFile::unfinished)) {
            return Outcome.FAILED;
        }
        if (!work.problems.isEmpty()) {
            return Outcome.MISCONFIGURED;
        }
        if (files.stream().anyMatch(LoadedFile::bad) || totals.rejects() > work.settings.maxRejects()) {
            return Outcome.BAD_DATA;
        }
        if (busy) {
            return Outcome.BUSY;
        }
        return work.settings.file() != null && work.seen.isEmpty() ? Outcome.NOT_THERE : Outcome.OK;
    }

    private static long sum(List<LoadedFile> files, ToLongFunction<Entry> count) {
        return files.stream().filter(file -> file.seen().verdict() == Verdict.LOAD)
                .mapToLong(file -> count.applyAsLong(Objects.requireNonNull(file.after()))
                        - count.applyAsLong(Objects.requireNonNull(file.seen().ledger())))
                .sum();
    }
}
