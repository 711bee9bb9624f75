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
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
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
import tools.jackson.databind.JsonNode;
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
        assertThat(lastLine(rest)).matches("files \\d+, rows \\d+, events \\d+, rejects \\d+, facts \\d+");
        assertThat(rows("SELECT status FROM batch.batch_job_execution ORDER BY job_execution_id DESC LIMIT 1"))
                .containsExactly("(COMPLETED)");
        assertThat(rows("SELECT DISTINCT status FROM batch.batch_job_execution ORDER BY 1")).as("none looks as if it ran still")
                .isSubsetOf("(ABANDONED)", "(COMPLETED)", "(FAILED)", "(STOPPED)");
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

    /** Held by a lock of ours, so the signal comes when a file is looked at, in the middle of a statement, and when events are folded. */
    @Test
    void stopsWithinSecondsWhereverItIs() throws Exception {
        Path file = Dpd.drop(drop, "aaaaaa", Dpd.mixed(40, 3));
        knownParcels();
        try (Connection lock = lock("INSERT INTO tracking_files (carrier, content_hash, name, bytes, state, found_at) VALUES ('dpd', '"
                + sha256(file) + "', 'held', 1, 'FOUND', now())")) {
            assertStops(start(Lab.URL, "--drop", drop.toString()), lock);
        }
        assertThat(rows("SELECT status FROM batch.batch_job_execution ORDER BY job_execution_id DESC LIMIT 1"))
                .containsExactly("(STOPPED)");
        assertThat(Lab.reconcile(drop, 100).totals().files()).isOne();
        try (Connection lock = lock("LOCK TABLE tracking_events IN ACCESS EXCLUSIVE MODE")) {
            assertStops(start(Lab.URL, "--remap"), lock);
        }
    }

    private void assertStops(Process process, Connection lock) throws Exception {
        awaitBlocked(process);
        long asked = System.nanoTime();
        process.destroy();
        assertThat(exitCode(process)).isEqualTo(143);
        assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));
        assertThat(lock.isValid(1)).isTrue();
        assertThat(lastLine(process)).isEqualTo("files 0, rows 0, events 0, rejects 0, facts 0");
        assertThat(rows("SELECT outcome, ended_at IS NULL FROM reconciliation_runs ORDER BY run_id DESC LIMIT 1"))
                .containsExactly("(STOPPED,f)");
    }

    @Test
    void tellsTheSameWhenItWasKilledWhileItLookedListenedAndReported() throws Exception {
        Path file = Dpd.drop(drop, "aaaaaa", Dpd.mixed(40, 3));
        knownParcels();
        Lab.parcel("09999999999999", "A-silent", "[2025-04-20,2099-01-01)");
        Lab.JDBC.sql("UPDATE parcels SET swept = true WHERE order_id = 'A-silent'").update();
        Path reports = folder.resolve("reports");
        JsonNode undisturbed = json(Lab.REPORT.write(Lab.reconcile(drop, 100), reports));

        Lab.empty();
        knownParcels();
        Lab.parcel("09999999999999", "A-silent", "[2025-04-20,2099-01-01)");
        Lab.JDBC.sql("UPDATE parcels SET swept = true WHERE order_id = 'A-silent'").update();
        for (String held : List.of("INSERT INTO tracking_files (carrier, content_hash, name, bytes, state, found_at) VALUES ('dpd', '"
                + sha256(file) + "', 'held', 1, 'FOUND', now())",
                "SELECT FROM parcels WHERE order_id = 'A-silent' FOR UPDATE", "LOCK TABLE reconciliation_reports IN SHARE MODE")) {
            try (Connection lock = lock(held)) {
                Process killed = start(Lab.URL, "--drop", drop.toString());
                awaitBlocked(killed);
                killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
                assertThat(lock.isValid(1)).isTrue();
            }
        }
        Process rest = start(Lab.URL, "--drop", drop.toString(), "--report", reports.toString());
        assertThat(exitCode(rest)).isZero();
        assertThat(lastLine(rest)).isEqualTo("files 0, rows 0, events 0, rejects 0, facts 0");
        long run = Lab.JDBC.sql("SELECT max(run_id) FROM reconciliation_runs").query(Long.class).single();
        JsonNode told = json(reports.resolve("reconcile-" + run + ".html"));
        assertThat(told.at("/findings")).isEqualTo(undisturbed.at("/findings"));
        assertThat(told.at("/rejects")).isEqualTo(undisturbed.at("/rejects"));
        assertThat(told.at("/files/0").toString()).isEqualTo(undisturbed.at("/files/0").toString().replace("\"problem\":\"\"",
                "\"problem\":\"loaded by an earlier run that ended before its report\""));
        assertThat(rows("SELECT order_id FROM facts WHERE name = 'ParcelSilent'")).containsExactly("(A-silent)");
    }

    @Test
    void loadsFromABucketAndTellsATroubleOfTheBucketFromABadFile() throws Exception {
        Path file = Dpd.drop(folder, "aaaaaa", Dpd.mixed(10, 3));
        try (ScriptedS3 s3 = new ScriptedS3()) {
            environment.putAll(s3.environment());
            s3.put("drop/dpd/" + file.getFileName(), Files.readAllBytes(file));
            s3.put("drop/dpd/SCANINFO_4711_D20250520T060000_bbbbbb", Files.readAllBytes(file));
            s3.denied.add("drop/dpd/SCANINFO_4711_D20250520T060000_bbbbbb");
            Process denied = start(Lab.URL, "--drop", "s3://night/drop");
            Process otherBucket = start(Lab.URL, "--drop", "s3://day/drop");
            assertThat(exitCode(denied)).as("to be run again: the bucket did not give a file").isEqualTo(1);
            assertThat(lastLine(denied)).startsWith("files 1, rows ");
            assertThat(exitCode(otherBucket)).isEqualTo(1);
            assertThat(errors(otherBucket)).singleElement().asString().contains("s3://day/drop/ cannot be used");
        }
    }

    private static Connection lock(String statement) throws SQLException {
        Connection connection = Lab.DATA_SOURCE.getConnection();
        connection.setAutoCommit(false);
        try (Statement held = connection.createStatement()) {
            held.execute(statement);
        }
        return connection;
    }

    private static void awaitBlocked(Process process) {
        await().pollInterval(20, TimeUnit.MILLISECONDS).atMost(60, TimeUnit.SECONDS)
                .until(() -> !process.isAlive() || Lab.JDBC.sql("SELECT count(*) > 0 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                        .query(Boolean.class).single());
        assertThat(process.isAlive()).as("blocked, not ended").isTrue();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static JsonNode json(Path page) throws IOException {
        return JsonMapper.builder().build().readTree(Files.readString(Path.of(page.toString().replace(".html", ".json"))));
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
        Process dpd = start(Lab.URL, "--drop", drop.toString(), "--push-gateway",
                "http://localhost:" + collector.getAddress().getPort() + "/gateway/");
        assertThat(exitCode(dpd)).isZero();
        collector.stop(0);
        assertThat(collected).containsOnlyKeys("/v1/metrics", "/gateway/metrics/job/pressroom_reconcile/carrier/dpd");
        assertThat(collected.get("/gateway/metrics/job/pressroom_reconcile/carrier/dpd")).contains("pressroom_reconcile_files 1\n");
        assertThat(collected.get("/v1/metrics")).contains("pressroom-batch-jobs", "pressroom.reconcile.rows",
                "pressroom.reconcile.exitcode");
        assertThat(lastLine(dpd)).startsWith("files 1, rows ");
        List<String> out = Files.readAllLines(folder.resolve("out" + started.indexOf(dpd)));
        JsonNode metrics = JsonMapper.builder().build().readTree(out.get(out.size() - 2));
        assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Namespace").asString()).isEqualTo("Pressroom");
        assertThat(metrics.at("/Carrier").asString()).isEqualTo("dpd");
    }

    @Test
    void leavesWithItsOwnCodeWhenAnotherRunIsActive() throws Exception {
        Dpd.drop(drop, "aaaaaa", Dpd.mixed(400, 3));
        environment.putAll(Map.of("PRESSROOM_BATCH_CARRIERS", "dpd", "AWS_BATCH_JOB_ARRAY_INDEX", "0"));
        Process first = start(Lab.URL, "--drop", drop.toString(), "--chunk", "1");
        awaitLine(11);
        Path other = Files.createDirectories(drop.resolve("royal-mail"));
        Files.copy(Path.of("src/test/resources/carriers/royal-mail/RMTRACK_20260316060000.csv"),
                other.resolve("RMTRACK_20260316060000.csv"));
        environment.clear();
        Process second = start(Lab.URL, "--drop", drop.toString());
        assertThat(exitCode(second)).isEqualTo(5);
        assertThat(lastLine(second)).as("the carrier that is free").startsWith("files 1, rows ");
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
