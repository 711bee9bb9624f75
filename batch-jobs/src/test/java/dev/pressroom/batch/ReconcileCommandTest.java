package dev.pressroom.batch;

import static dev.pressroom.batch.Lab.rows;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command as the sandbox and AWS Batch call it: in a JVM of its own. */
class ReconcileCommandTest {

    @TempDir
    Path folder;

    private Path drop;
    private final List<Process> started = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void emptyRecord() throws IOException {
        Lab.empty();
        drop = Files.createDirectory(folder.resolve("drop"));
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void continuesAfterItWasKilledInTheMiddleOfAFile() throws Exception {
        String[] lines = Dpd.mixed(200, 3);
        Dpd.drop(drop, "aaaaaa", lines);
        Dpd.drop(drop, "bbbbbb", Dpd.mixed(20, 4));
        knownParcels();
        assertThat(Lab.reconcile(drop, 500).totals().files()).isEqualTo(2);
        List<String> undisturbed = Lab.record();

        Lab.empty();
        knownParcels();
        Process killed = start(Lab.URL, "--drop", drop.toString(), "--chunk", "2");
        awaitLine(101);
        killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
        assertThat(rows("SELECT state FROM tracking_files ORDER BY file_id")).first().isEqualTo("(LOADING)");

        Path reports = folder.resolve("reports");
        Process rest = start(Lab.URL, "--drop", drop.toString(), "--chunk", "100", "--report", reports.toString());
        assertThat(exitCode(rest)).isZero();
        assertThat(lastLine(rest)).matches("files 2, rows \\d+, events \\d+, rejects \\d+, facts \\d+");
        assertThat(comparable(Lab.record())).isEqualTo(comparable(undisturbed));
        assertThat(reports).isDirectoryContaining("glob:**.html");
        assertThat(rows("SELECT status FROM batch.batch_job_execution ORDER BY job_execution_id DESC LIMIT 2")).containsExactly(
                "(COMPLETED)",
                "(FAILED)");
    }

    /** The full proof is {@code -Dpressroom.kills=50 -Dtest=ReconcileCommandTest#endsTheSame*}; the build kills fewer times. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.MINUTES)
    void endsTheSameHoweverOftenItIsKilledAndByHowManyWriters() throws Exception {
        Dpd.drop(drop, "aaaaaa", Dpd.mixed(300, 5));
        Dpd.drop(drop, "bbbbbb", Dpd.mixed(200, 6));
        knownParcels();
        assertThat(Lab.reconcile(drop, 500).outcome().exitCode()).isZero();
        List<String> undisturbed = Lab.record();

        Random random = new Random(Long.getLong("pressroom.seed", 1));
        int kills = Integer.getInteger("pressroom.kills", 4);
        int whileLoading = 0;
        Lab.empty();
        knownParcels();
        for (int kill = 0; kill < kills; kill++) {
            if (isLoaded()) {
                assertThat(comparable(Lab.record())).isEqualTo(comparable(undisturbed));
                Lab.empty();
                knownParcels();
            }
            long before = lines();
            Process killed = start(Lab.URL, "--drop", drop.toString(), "--chunk", "" + (1 + random.nextInt(3)), "--writers",
                    "" + (1 + random.nextInt(3)));
            if (kill % 5 == 4) {
                killed.waitFor(random.nextInt(4_000), TimeUnit.MILLISECONDS);
            } else {
                long further = before + 1 + random.nextInt(500);
                await().pollInterval(5, TimeUnit.MILLISECONDS).atMost(120, TimeUnit.SECONDS)
                        .until(() -> lines() >= further || isLoaded() || !killed.isAlive());
            }
            if (!killed.isAlive()) {
                assertThat(killed.exitValue()).as("it ended by itself: all was loaded, or the killed one's lock was still there").isIn(0,
                        5);
            }
            killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
            whileLoading += lines() > before && !isLoaded() ? 1 : 0;
        }
        assertThat(whileLoading).as("kills in the middle of loading").isGreaterThanOrEqualTo(kills / 2);
        Process rest = start(Lab.URL, "--drop", drop.toString(), "--chunk", "100", "--writers", "2");
        assertThat(exitCode(rest)).isZero();
        assertThat(comparable(Lab.record())).isEqualTo(comparable(undisturbed));
    }

    @Test
    void stopsBetweenTwoChunksOnSigterm() throws Exception {
        Dpd.drop(drop, "aaaaaa", Dpd.mixed(400, 3));
        Process stopped = start(Lab.URL, "--drop", drop.toString(), "--chunk", "2");
        awaitLine(101);
        stopped.destroy();

        assertThat(exitCode(stopped)).isEqualTo(143);
        assertThat(lastLine(stopped)).startsWith("files 0, rows ");
        assertThat(rows("SELECT state FROM tracking_files")).containsExactly("(LOADING)");
        assertThat(rows("SELECT status FROM batch.batch_job_execution ORDER BY job_execution_id DESC LIMIT 1"))
                .containsExactly("(STOPPED)");
        assertThat(rows("SELECT outcome FROM reconciliation_runs ORDER BY run_id DESC LIMIT 1")).containsExactly("(STOPPED)");
    }

    @Test
    void saysInOneLineWhyItCannotStart() throws Exception {
        Process noDrop = start(Lab.URL, "--drop", folder.resolve("nowhere").toString());
        Process noDatabase = start("jdbc:postgresql://localhost:1/postgres", "--drop", drop.toString());

        assertThat(exitCode(noDrop)).isEqualTo(4);
        assertThat(errors(noDrop)).singleElement().asString()
                .endsWith("nowhere: no such drop folder; create it or name another with --drop");
        assertThat(exitCode(noDatabase)).isEqualTo(1);
        assertThat(errors(noDatabase)).singleElement().asString().startsWith("cannot start: ")
                .endsWith("check PRESSROOM_DB_URL, PRESSROOM_DB_USER, PRESSROOM_DB_PASSWORD");
    }

    @Test
    void takesItsShareOfAnArrayJobAndSendsItsMetrics() throws Exception {
        Dpd.drop(drop, "aaaaaa", Dpd.mixed(10, 3));
        environment.put("PRESSROOM_BATCH_CARRIERS", "usps,dpd");
        environment.put("AWS_BATCH_JOB_ARRAY_INDEX", "1");
        Map<String, String> collected = new ConcurrentHashMap<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/", exchange -> {
            collected.put(exchange.getRequestURI().getPath(), new String(exchange.getRequestBody().readAllBytes(), ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        environment.put("OTEL_METRICS_EXPORTER", "otlp");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:" + collector.getAddress().getPort());
        Process dpd = start(Lab.URL, "--drop", drop.toString(), "--push-gateway", "http://localhost:1");
        assertThat(exitCode(dpd)).isZero();
        collector.stop(0);
        assertThat(collected).containsOnlyKeys("/v1/metrics");
        assertThat(collected.get("/v1/metrics")).contains("pressroom-batch-jobs", "pressroom.reconcile.rows",
                "pressroom.reconcile.exitcode");
        assertThat(lastLine(dpd)).startsWith("files 1, rows ");
        List<String> out = Files.readAllLines(folder.resolve("out" + started.indexOf(dpd)));
        assertThat(JsonMapper.builder().build().readTree(out.get(out.size() - 2)).at("/_aws/CloudWatchMetrics/0/Namespace").asString())
                .isEqualTo("Pressroom");
        assertThat(errors(dpd)).anyMatch(line -> line.startsWith("the Pushgateway cannot be reached"));
    }

    @Test
    void leavesWithItsOwnCodeWhenAnotherRunIsActive() throws Exception {
        Dpd.drop(drop, "aaaaaa", Dpd.mixed(400, 3));
        Process first = start(Lab.URL, "--drop", drop.toString(), "--chunk", "1");
        awaitLine(11);
        Process second = start(Lab.URL, "--drop", drop.toString());
        assertThat(exitCode(second)).isEqualTo(5);
        first.destroy();
        assertThat(exitCode(first)).isEqualTo(143);
    }

    private static void knownParcels() {
        for (int parcel = 0; parcel < 150; parcel++) {
            Lab.parcel(Dpd.number(parcel), "A-" + parcel);
        }
    }

    /** A child JVM has its own clock: when something was received differs. */
    private static List<String> comparable(List<String> record) {
        return record.stream().map(row -> row.replaceAll("receivedAt\"\": \"\"[^\"]+", "")).toList();
    }

    private static boolean isLoaded() {
        return Lab.JDBC.sql("SELECT count(*) = 2 FROM tracking_files WHERE state = 'LOADED'").query(Boolean.class).single();
    }

    private static long lines() {
        return Lab.JDBC.sql("SELECT coalesce(sum(next_line), 0) FROM tracking_parts").query(Long.class).single();
    }

    private static void awaitLine(long line) {
        await().pollInterval(5, TimeUnit.MILLISECONDS).atMost(60, TimeUnit.SECONDS)
                .until(() -> Lab.JDBC.sql("SELECT coalesce(max(next_line), 0) FROM tracking_parts").query(Long.class).single() >= line);
    }

    private Process start(String url, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("java.class.path"), BatchJobs.class.getName(), "reconcile", "--carriers", Dpd.CARRIERS.toString()));
        command.addAll(List.of(arguments));
        int number = started.size();
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(folder.resolve("out" + number).toFile())
                .redirectError(folder.resolve("err" + number).toFile());
        builder.environment().put("PRESSROOM_DB_URL", url);
        builder.environment().put("PRESSROOM_DB_USER", "postgres");
        builder.environment().remove("PRESSROOM_CONFIG");
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private String lastLine(Process process) throws IOException {
        return Files.readAllLines(folder.resolve("out" + started.indexOf(process))).getLast();
    }

    private List<String> errors(Process process) throws IOException {
        return Files.readAllLines(folder.resolve("err" + started.indexOf(process)));
    }
}
