package dev.pressroom.batch;

import static dev.pressroom.batch.Dpd.number;
import static dev.pressroom.batch.Dpd.row;
import static dev.pressroom.batch.Lab.rows;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands in this JVM: what they print, how they end, and what they leave. */
class NightlyCommandTest {

    @TempDir
    Path folder;

    private Path drop;
    private StringWriter out;
    private StringWriter err;

    @BeforeEach
    void emptyRecord() throws IOException {
        Lab.empty();
        drop = Files.createDirectory(folder.resolve("drop"));
        System.setProperty("PRESSROOM_DB_URL", Lab.URL);
        System.setProperty("PRESSROOM_DB_USER", "postgres");
    }

    @AfterEach
    void forgetTheDatabase() {
        System.clearProperty("PRESSROOM_DB_URL");
        System.clearProperty("PRESSROOM_DB_USER");
    }

    @Test
    void staysLoadedWhateverBecomesOfItsReportAndItsMetrics() throws Exception {
        Dpd.drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"), "broken");
        Path noFolder = Files.writeString(folder.resolve("file"), "not a folder").resolve("reports");
        Map<String, String> pushed = new ConcurrentHashMap<>();
        HttpServer gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gateway.createContext("/", exchange -> {
            pushed.put(exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gateway.start();

        int exitCode = run("reconcile", "--drop", drop.toString(), "--carriers", Dpd.CARRIERS.toString(), "--report", noFolder.toString(),
                "--push-gateway", "localhost:" + gateway.getAddress().getPort());
        gateway.stop(0);

        assertThat(exitCode).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2).last().isEqualTo("files 1, rows 2, events 1, rejects 1, facts 0");
        JsonNode metrics = JsonMapper.builder().build().readTree(lines.getFirst());
        assertThat(metrics.at("/_aws/CloudWatchMetrics/0/Metrics").valueStream().map(metric -> metric.get("Name").asString()))
                .containsExactly("Files", "Rows", "Events", "Rejects", "Facts", "Seconds", "FrameworkSeconds", "ExitCode");
        assertThat(List.of(metrics.get("Files").asInt(), metrics.get("Rows").asInt(), metrics.get("Events").asInt(),
                metrics.get("Rejects").asInt(), metrics.get("Facts").asInt(), metrics.get("ExitCode").asInt()))
                .containsExactly(1, 2, 1, 1, 0, 0);
        assertThat(metrics.get("Seconds").asDouble()).isPositive();
        assertThat(pushed).containsOnlyKeys("PUT /metrics/job/pressroom_reconcile");
        assertThat(pushed.values()).first().asString().contains("pressroom_reconcile_rows 2\n", "pressroom_reconcile_rejects 1\n",
                "pressroom_reconcile_exitcode 0\n");
        assertThat(err.toString()).contains("the report could not be written to " + noFolder, "it is in the record: GET /v1/reports/");
        assertThat(rows("SELECT run_id = (SELECT max(run_id) FROM reconciliation_runs) FROM reported_files JOIN reconciliation_reports"
                + " USING (run_id)")).containsExactly("(t)");
    }

    @Test
    void loadsTheOtherCarriersWhenAProfileCannotBeUsedAndSaysSoAtTheEnd() throws Exception {
        Path carriers = Files.createDirectory(folder.resolve("carriers"));
        Files.copy(Dpd.CARRIERS.resolve("dpd.yaml"), carriers.resolve("dpd.yaml"));
        Files.writeString(carriers.resolve("usps.yaml"), "id: usps\nnaem: USPS\n");
        Dpd.drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));

        assertThat(run("reconcile", "--drop", drop.toString(), "--carriers", carriers.toString(), "--push-gateway", "ftp://gateway"))
                .isEqualTo(2);
        assertThat(out.toString().lines().toList()).last().isEqualTo("files 1, rows 1, events 1, rejects 0, facts 0");
        assertThat(err.toString()).contains("usps.yaml:", "--push-gateway ftp://gateway: ");
        assertThat(rows("SELECT outcome FROM reconciliation_runs ORDER BY run_id DESC LIMIT 1")).containsExactly("(MISCONFIGURED)");
    }

    @Test
    void doesNotStartWithArgumentsThatMakeNoSense() {
        assertThat(run("reconcile", "--drop", drop.toString(), "--again")).isEqualTo(2);
        assertThat(err.toString()).contains("--again without --file");
        assertThat(run("reconcile", "--drop", drop.toString(), "--carriers", folder.resolve("nowhere").toString())).isEqualTo(2);
        assertThat(run("reconcile", "--drop", folder.resolve("nowhere").toString())).isEqualTo(4);
    }

    @Test
    void countsTheFilesOfTheDropFirstAndRemovesThoseThatWereLoadedLongAgo() {
        Path old = Dpd.drop(drop, "aaaaaa", row(number(1), "13", "0512", "20250520110000"));
        Lab.reconcile(drop, 50);
        Lab.JDBC.sql("UPDATE tracking_files SET loaded_at = now() - interval '36 days'").update();
        Path young = Dpd.drop(drop, "bbbbbb", row(number(2), "13", "0512", "20250520110000"));
        Lab.reconcile(drop, 50);
        Lab.JDBC.sql("UPDATE tracking_files SET loaded_at = now() WHERE name LIKE '%bbbbbb'").update();
        Path unread = Dpd.drop(drop, "cccccc", row(number(3), "13", "0512", "20250520110000"));
        String[] retention = {"retention", "--events", "36500d", "--drop", drop.toString()};

        assertThat(run(retention)).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("addresses 0, messages 0, rejects 0, months 0, files 1");
        assertThat(List.of(old, young, unread)).allMatch(Files::exists);

        assertThat(run("retention", "--events", "36500d", "--drop", drop.toString(), "--delete")).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("addresses 0, messages 0, rejects 0, months 0, files 1");
        assertThat(old).doesNotExist();
        assertThat(List.of(young, unread)).allMatch(Files::exists);
        assertThat(run(retention)).isZero();
        assertThat(out.toString().lines()).last().isEqualTo("addresses 0, messages 0, rejects 0, months 0, files 0");
    }

    private int run(String... arguments) {
        out = new StringWriter();
        err = new StringWriter();
        return new CommandLine(BatchJobs.class).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true)).execute(arguments);
    }
}
