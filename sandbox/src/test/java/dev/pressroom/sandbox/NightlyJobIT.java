package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The nightly job as AWS Batch runs it: its jar by the entry point of its image, an array index, SIGTERM, exit codes that its retry rules know. */
class NightlyJobIT {

    private static final Path ROOT = Path.of(System.getProperty("pressroom.root", "..")).toAbsolutePath().normalize();
    private static final DateTimeFormatter SCANNED = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final int ROWS = 40_000;

    @TempDir
    private Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void endsWithACodeThatItsRetryRulesKnow() throws Exception {
        Path drop = folder.resolve("drop");
        file(drop);
        Files.writeString(Files.createDirectories(drop.resolve("royal-mail")).resolve("RMTRACK_20260316060000.csv"),
                "no,header,of,theirs\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().setLocaleConfig("locale", "C.UTF-8").start()) {
            Process stopped = start(postgres, "1", "--drop", drop.toString(), "--chunk", "500");
            JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
            await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(
                    () -> jdbc.sql("SELECT sum(rows) FROM pressroom.tracking_files").query(Long.class).single() > 0);
            long asked = System.nanoTime();
            stopped.destroy();
            assertThat(exitCode(stopped)).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(Duration.ofSeconds(10));

            Process rest = start(postgres, "1", "--drop", drop.toString(), "--writers", "2");
            Process bad = start(postgres, "0", "--drop", drop.toString());
            Process outside = start(postgres, "2", "--drop", drop.toString());
            Process nowhere = start(postgres, "1", "--drop", folder.resolve("nowhere").toString());
            assertThat(exitCode(rest)).isZero();
            assertThat(List.of(exitCode(bad), exitCode(outside), exitCode(nowhere))).containsExactly(3, 2, 4);

            assertThat(lastLine(rest)).startsWith("files 1, rows ");
            assertThat(
                    jdbc.sql("SELECT rows || ' ' || state FROM pressroom.tracking_files WHERE carrier = 'dpd'").query(String.class).list())
                    .containsExactly(ROWS + " LOADED");
        }
        assertThat(retried()).as("stopped, killed, nothing there yet, failed: it continues. Not: arguments, bad data, busy")
                .containsExactlyInAnyOrder("143", "137", "4", "1");
    }

    private static List<String> retried() throws IOException {
        Matcher rules = Pattern.compile("on_exit_code = \"(\\d+)\"\\s+action += \"RETRY\"")
                .matcher(Files.readString(ROOT.resolve("deploy/terraform/batch/main.tf")));
        return rules.results().map(rule -> rule.group(1)).toList();
    }

    /** The image's entry point, in exec form: no shell between whoever signals and the JVM. */
    private static List<String> entryPoint() throws IOException {
        Matcher form = Pattern.compile("(?m)^ENTRYPOINT \\[(.*)]$").matcher(Files.readString(ROOT.resolve("batch-jobs/Dockerfile")));
        assertThat(form.find()).isTrue();
        List<String> command = Pattern.compile("\"([^\"]*)\"").matcher(form.group(1)).results().map((MatchResult word) -> word.group(1))
                .collect(Collectors.toCollection(ArrayList::new));
        assertThat(command.set(0, Path.of(System.getProperty("java.home"), "bin/java").toString())).isEqualTo("java");
        assertThat(
                command.set(command.size() - 1, ROOT.resolve("batch-jobs/target/pressroom-batch-jobs-0.1.0-SNAPSHOT-exec.jar").toString()))
                .isEqualTo("batch-jobs.jar");
        return command;
    }

    private Process start(EmbeddedPostgres postgres, String arrayIndex, String... arguments) throws IOException {
        List<String> command = entryPoint();
        command.add("reconcile");
        command.addAll(List.of("--carriers", ROOT.resolve("sandbox/src/main/resources/pressroom.config/carriers").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(folder.resolve("out" + started.size()).toFile());
        builder.environment()
                .putAll(Map.of("PRESSROOM_DB_URL", postgres.getJdbcUrl("postgres", "postgres"), "PRESSROOM_DB_USER", "postgres",
                        "PRESSROOM_BATCH_CARRIERS", "royal-mail,dpd", "AWS_BATCH_JOB_ARRAY_INDEX", arrayIndex));
        Process process = builder.start();
        started.add(process);
        return process;
    }

    private static int exitCode(Process process) throws InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private String lastLine(Process process) throws IOException {
        return Files.readAllLines(folder.resolve("out" + started.indexOf(process))).getLast();
    }

    /** DPD's file: enough rows that the job is still loading when it is stopped. */
    private static void file(Path drop) throws IOException {
        LocalDateTime at = LocalDateTime.ofEpochSecond(1_773_000_000, 0, ZoneOffset.UTC);
        StringBuilder file = new StringBuilder(
                "PARCELNO;SCAN_CODE;DEPOT_CODE;SCAN_DATE_TIME;ROUTE;TOUR;SERVICE;RCOUNTRYN;RCOUNTRY;CONSIGNEE_ZIP;ADD_SERVICE_1;ADD_SERVICE_2;"
                        + "ADD_SERVICE_3;ADD_SERVICE_4;ADD_SERVICE_5;WEIGHT;VOLUME;POD_IMAGE_REF;RECEIVER_NAME;INFO_TEXT;LOCATION;MPSCREF1;MPSCREF2;"
                        + "MPSCREF3;MPSCREF4;CREF1;CREF2;CREF3;CREF4;CUSTOMER_REFERENCE;DELISUSR;\n");
        for (int row = 0; row < ROWS; row++) {
            file.append("%014d;05;0511;%s".formatted(5_300_000_000_000L + row, SCANNED.format(at.plusSeconds(row)))).append(";".repeat(28))
                    .append('\n');
        }
        Files.writeString(Files.createDirectories(drop.resolve("dpd")).resolve("SCANINFO_4711_D20260316T060000_aaaaaa"), file);
    }
}
