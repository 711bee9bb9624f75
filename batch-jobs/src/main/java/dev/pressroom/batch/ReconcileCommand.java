package dev.pressroom.batch;

import dev.pressroom.batch.carriers.CarrierFiles;
import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.InvalidProfiles;
import dev.pressroom.batch.reconcile.ChangedCodeTable;
import dev.pressroom.batch.reconcile.Outcome;
import dev.pressroom.batch.reconcile.Reconciliation;
import dev.pressroom.batch.reconcile.Report;
import dev.pressroom.batch.reconcile.Result;
import dev.pressroom.batch.reconcile.Settings;
import dev.pressroom.batch.reconcile.StopSignal;
import dev.pressroom.storage.files.DropStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "reconcile", mixinStandardHelpOptions = true, showDefaultValues = true, description = "Loads the carriers' tracking files that lie in the drop, raises the parcels and tells the orders.", exitCodeListHeading = "Exit codes:%n", exitCodeList = {
        "  0:all is loaded", "  1:failed for a reason of ours or the machine's; run again, it continues",
        "  2:wrong arguments", "  3:a file is not the carrier's, or more rows than --max-rejects were rejected; the rest is loaded",
        "  4:no drop folder, or --file is not in it", "  5:another run holds a carrier; the other carriers are loaded",
        "143:stopped by SIGTERM between two chunks; run again, it continues"}, footer = {"",
                "Metrics also go to an OTLP collector when OTEL_METRICS_EXPORTER=otlp and OTEL_EXPORTER_OTLP_ENDPOINT are set.",
                "The database: PRESSROOM_DB_URL, PRESSROOM_DB_USER, PRESSROOM_DB_PASSWORD. In an AWS Batch array job, child N takes the N-th",
                "carrier of PRESSROOM_BATCH_CARRIERS. The last two lines on stdout are the metrics as CloudWatch reads them (EMF), and",
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

    @Option(names = "--report", paramLabel = "DIR", description = "Where to write the report; none is written without it.")
    @Nullable
    Path report;

    @Option(names = "--file", paramLabel = "F", description = "Only this file of the drop, by name or path.")
    @Nullable
    String file;

    @Option(names = "--chunk", paramLabel = "N", defaultValue = "20000", description = "Lines per transaction; the result does not depend on it.")
    int chunk;

    @Option(names = "--writers", paramLabel = "N", defaultValue = "1", description = "Load with so many at once, each its share of the parcels; the result does not depend on it.")
    int writers;

    @Option(names = "--push-gateway", paramLabel = "URL", description = "Also put the run's metrics to this Prometheus Pushgateway; that it cannot be reached fails no run.")
    @Nullable
    URI pushGateway;

    private final Clock clock = Clock.systemUTC();

    @Option(names = "--max-rejects", showDefaultValue = Visibility.NEVER, paramLabel = "N", description = "Exit with 3 if more rows were rejected; default: any number is accepted.")
    long maxRejects = Long.MAX_VALUE;

    @Override
    public Integer call() throws IOException, SQLException, JobExecutionException {
        if (chunk < 1) {
            return failed(2, "--chunk " + chunk + ": at least one line");
        }
        if (writers < 1 || writers > MOST_WRITERS) {
            return failed(2, "--writers " + writers + ": from 1 to " + MOST_WRITERS);
        }
        if (drop == null && !rebuild && !remap) {
            return failed(2, "no --drop: name the folder that the carriers' files lie in");
        }
        DropStore store;
        try {
            store = DropStore.at(drop == null ? "" : drop);
        } catch (IllegalArgumentException e) {
            return failed(2, "--drop: " + e.getMessage());
        }
        if (drop != null && !store.exists()) {
            return failed(Outcome.NOT_THERE.exitCode(), drop + ": no such drop folder; create it or name another with --drop");
        }
        Map<String, CarrierProfile> profiles;
        try {
            profiles = CarrierFiles.load(carriers);
        } catch (InvalidProfiles e) {
            return failed(Outcome.FAILED.exitCode(), e.getMessage());
        }
        String refused = NightlyShare.refusal(profiles, System.getenv());
        if (refused != null) {
            return failed(2, refused);
        }
        profiles = NightlyShare.of(profiles, System.getenv());
        return run(new Settings(store, profiles, file, chunk, writers, maxRejects));
    }

    /** Stopped by a signal, the JVM waits here for the running chunk; the data source must outlive it, so Spring's own hook is off. */
    private int run(Settings settings) throws IOException, SQLException, JobExecutionException {
        Instant began = Instant.now(clock);
        StopSignal stop = new StopSignal();
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stop.ask();
            try {
                ended.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "stop"));
        try (ConfigurableApplicationContext context = Start.context()) {
            Reconciliation reconciliation = context.getBean(Reconciliation.class);
            Result result = rebuild || remap ? reconciliation.refold(settings, remap) : reconciliation.run(settings, stop);
            if (report != null) {
                err().println("report: " + context.getBean(Report.class).write(result, report));
            }
            RunMetrics metrics = new RunMetrics(result, Duration.between(began, Instant.now(clock)));
            if (pushGateway != null) {
                metrics.push(pushGateway, err());
            }
            metrics.send(System.getenv(), err());
            out().println(metrics.embedded(Instant.now(clock)));
            if (result.outcome() == Outcome.FAILED) {
                err().println("failed, the reason is logged above; run again, it continues where this run stopped");
            }
            out().println(result.totals());
            return result.outcome().exitCode();
        } catch (Start.CannotStart | ChangedCodeTable e) {
            return failed(Outcome.FAILED.exitCode(), e.getMessage());
        } finally {
            ended.countDown();
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
