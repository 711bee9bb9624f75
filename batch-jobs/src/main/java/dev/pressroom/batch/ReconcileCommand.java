package dev.pressroom.batch;

import dev.pressroom.batch.carriers.InvalidProfiles;
import dev.pressroom.batch.reconcile.Outcome;
import dev.pressroom.batch.reconcile.Reconciliation;
import dev.pressroom.batch.reconcile.Report;
import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.batch.reconcile.Settings;
import dev.pressroom.batch.reconcile.StopSignal;
import dev.pressroom.storage.files.DropStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;

@Command(name = "reconcile", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Loads the carriers' tracking files that lie in the drop, raises the parcels and tells the orders.", exitCodeListHeading = "Exit codes:%n", exitCodeList = {
        "  0:all is loaded", "  1:failed for a reason of ours or the machine's; run again, it continues",
        "  2:wrong arguments, or a carrier's profile or code table cannot be used; the other carriers are loaded",
        "  3:a file is BAD or --rebuild had to repair, or more rows than --max-rejects were rejected; the rest is loaded",
        "  4:no drop folder, or --file is not in it", "  5:another run holds a carrier; the other carriers are loaded",
        "143:stopped by SIGTERM; run again, it continues"}, footer = {"",
                "Metrics also go to an OTLP collector when OTEL_METRICS_EXPORTER=otlp and OTEL_EXPORTER_OTLP_ENDPOINT are set.",
                "The database: PRESSROOM_DB_URL, PRESSROOM_DB_USER, PRESSROOM_DB_PASSWORD. In an AWS Batch array job, child N takes the N-th",
                "carrier of PRESSROOM_BATCH_CARRIERS and reads only its profile. The last two lines on stdout are the metrics as CloudWatch reads them (EMF), and",
                "files N, rows N, events N, rejects N, facts N; everything else goes to stderr."})
final class ReconcileCommand implements Callable<Integer> {

    static final String CARRIERS = "${env:PRESSROOM_CONFIG:-pressroom.config}/carriers";

    /** Each needs two of the pool's connections. */
    private static final int MOST_WRITERS = 8;

    /** Below the 30 seconds that AWS Batch and Docker give between SIGTERM and SIGKILL. */
    private static final int SECONDS_TO_STOP = 25;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--drop", showDefaultValue = Visibility.NEVER, paramLabel = "DIR", description = "Where the files are, one folder per carrier: a folder, or s3://bucket/prefix.")
    @Nullable
    String drop;

    @Option(names = "--rebuild", description = "Load nothing; fold all events into the parcels again. Exits with 3 when the record did not agree, and repairs it.")
    boolean rebuild;

    @Option(names = "--remap", description = "Load nothing; give all events the meaning and instant of the profiles as they are now, then fold them.")
    boolean remap;

    @Option(names = "--carriers", paramLabel = "DIR", defaultValue = CARRIERS, description = "The carriers' profiles.")
    Path carriers = Path.of("");

    @Option(names = "--report", paramLabel = "DIR", description = "Where to write the report; the record keeps it in any case.")
    @Nullable
    Path report;

    @Option(names = "--file", paramLabel = "F", description = "Only this file of the drop, by name or path.")
    @Nullable
    String file;

    @Option(names = "--again", description = "With --file: load it from its first row, also when it was loaded before; after its profile was corrected.")
    boolean again;

    @Option(names = "--chunk", paramLabel = "N", defaultValue = "20000", description = "Lines per transaction; the result does not depend on it.")
    int chunk;

    @Option(names = "--writers", paramLabel = "N", defaultValue = "1", description = "Load with so many at once, each its share of the parcels; the result does not depend on it.")
    int writers;

    @Option(names = "--push-gateway", paramLabel = "URL", description = "Also put the run's metrics to this Prometheus Pushgateway, a URL or host:port; that it cannot be reached fails no run.")
    @Nullable
    String pushGateway;

    private final Clock clock = Clock.systemUTC();

    @Option(names = "--max-rejects", showDefaultValue = Visibility.NEVER, paramLabel = "N", description = "Exit with 3 if more rows were rejected; default: any number is accepted.")
    long maxRejects = Long.MAX_VALUE;

    @Override
    public Integer call() throws JobExecutionException {
        if (chunk < 1) {
            return failed(2, "--chunk " + chunk + ": at least one line");
        }
        if (writers < 1 || writers > MOST_WRITERS) {
            return failed(2, "--writers " + writers + ": from 1 to " + MOST_WRITERS);
        }
        if (drop == null && !rebuild && !remap) {
            return failed(2, "no --drop: name the folder that the carriers' files lie in");
        }
        if (again && file == null) {
            return failed(2, "--again without --file: name the file that is to be loaded again");
        }
        DropStore store;
        try {
            store = DropStore.at(drop == null ? "" : drop);
        } catch (IllegalArgumentException e) {
            return failed(2, "--drop: " + e.getMessage());
        }
        try {
            if (drop != null && !store.exists()) {
                return failed(Outcome.NOT_THERE.exitCode(), drop + ": no such drop folder; create it or name another with --drop");
            }
        } catch (IOException e) {
            return failed(Outcome.FAILED.exitCode(), "--drop: " + e.getMessage());
        }
        NightlyShare share;
        try {
            share = NightlyShare.of(carriers, System.getenv());
        } catch (InvalidProfiles | IllegalArgumentException e) {
            return failed(Outcome.MISCONFIGURED.exitCode(), e.getMessage());
        }
        share.problems().forEach(err()::println);
        return run(new Settings(store, share.profiles(), file, chunk, writers, maxRejects, again, share.problems()), share.carrier());
    }

    /** Stopped by a signal, the JVM waits here for the running chunk; the data source must outlive it, so Spring's own hook is off. */
    private int run(Settings settings, @Nullable String carrier) throws JobExecutionException {
        Instant began = Instant.now(clock);
        StopSignal stop = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        AtomicReference<@Nullable Reconciliation> running = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stop, running, ended), "stop"));
        try (ConfigurableApplicationContext context = Start.context()) {
            Reconciliation reconciliation = context.getBean(Reconciliation.class);
            running.set(reconciliation);
            Result result = rebuild || remap ? reconciliation.refold(settings, remap, stop) : reconciliation.run(settings, stop);
            if (result.outcome() == Outcome.FAILED) {
                err().println("failed, the reason is logged above; run again, it continues where this run stopped");
            }
            RunMetrics metrics = new RunMetrics(result, Duration.between(began, Instant.now(clock)), carrier);
            // First what is awaited: the run is over, whatever becomes of its report and of those that only listen.
            out().println(metrics.embedded(Instant.now(clock)));
            out().println(result.totals());
            if (result.outcome() == Outcome.STOPPED) {
                err().println("stopped; run again, it continues, and its report tells of this run's files too");
            } else {
                report(context.getBean(Report.class), result);
            }
            if (pushGateway != null) {
                metrics.push(pushGateway, err());
            }
            metrics.send(System.getenv(), err());
            return result.outcome().exitCode();
        } catch (Start.CannotStart e) {
            return failed(Outcome.FAILED.exitCode(), e.getMessage());
        } catch (DataAccessException | SQLException e) {
            return failed(Outcome.FAILED.exitCode(), "the record could not be used to the end ("
                    + NestedExceptionUtils.getMostSpecificCause(e).getMessage()
                    + "); run again, it continues and tells what was not reported");
        } finally {
            ended.countDown();
        }
    }

    /** What is loaded is loaded: a folder that cannot be written to is told, and the report is in the record. */
    private void report(Report reports, Result result) {
        if (report == null) {
            reports.keep(result);
            return;
        }
        try {
            err().println("report: " + reports.write(result, report));
        } catch (IOException | JacksonException e) {
            err().println(
                    "the report could not be written to " + report + " (" + e + "); it is in the record: GET /v1/reports/" + result.run());
        }
    }

    private static void stop(StopSignal stop, AtomicReference<@Nullable Reconciliation> running, CountDownLatch ended) {
        stop.ask();
        try {
            for (int second = 0; second < SECONDS_TO_STOP && !ended.await(1, TimeUnit.SECONDS); second++) {
                cancelLongStatements(running.get());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void cancelLongStatements(@Nullable Reconciliation reconciliation) {
        try {
            if (reconciliation != null) {
                reconciliation.cancelLongStatements();
            }
        } catch (DataAccessException e) {
            // The record is gone, or the run has just ended: then no statement is left either.
        }
    }

    private int failed(int exitCode, @Nullable String message) {
        err().println(message);
        return exitCode;
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec).commandLine().getErr();
    }
}
