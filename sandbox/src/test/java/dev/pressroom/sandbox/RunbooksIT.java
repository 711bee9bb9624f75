package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.sandbox.printers.JobBook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every command of every runbook is run as it stands there, against a sandbox with orders of all kinds. */
@ExtendWith(SharedWorld.class)
class RunbooksIT {

    private static final Pattern BLOCK = Pattern.compile("(?ms)^ *```(sh|sql)\\n(.*?)^ *```");
    private static final Pattern METRIC = Pattern.compile("\\bpressroom_[a-z_]+");
    private static final Pattern CODE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");

    private static final String PRINTER = "prodigi-uk";

    private final World world;

    RunbooksIT(World world) {
        this.world = world;
    }

    @Test
    void everyCommandOfTheRunbooksRuns(@TempDir Path folder) throws Exception {
        String order = world.placeAt("prodigi-uk", "runbook");
        World.await(order + " at its printer", Duration.ofMinutes(2),
                () -> world.count("SELECT count(*) FROM pressroom.attempts WHERE order_id = ? AND state IN ('RECEIVED', 'ACCEPTED')",
                        order) == 1);
        exportJobs(folder.resolve("jobs.csv"));
        Map<String, String> environment = environment(folder, order);
        Set<String> run = new LinkedHashSet<>();
        for (Path page : pages()) {
            Matcher block = BLOCK.matcher(Files.readString(page));
            while (block.find()) {
                String text = block.group(2).strip();
                boolean sql = block.group(1).equals("sql");
                // What several pages say is run once.
                for (String command : sql ? List.of(text) : text.lines().map(String::strip).toList()) {
                    if (!run.add(command)) {
                        continue;
                    }
                    if (sql) {
                        JdbcClient.create(world.sandbox.record().dataSource()).sql(command).query().listOfRows();
                    } else {
                        shell(command, folder, environment);
                    }
                }
            }
        }
        assertThat(run).hasSizeGreaterThan(15);
        world.awaitDelivered(List.of(order), Duration.ofMinutes(4));
        assertThat(world.tally(List.of(order)).lastLine(false)).isEqualTo("delivered 1, lost 0, doubled 0, silent 0");
    }

    @Test
    void eachPageBeginsWithTheAlertOrTheCodeThatLeadsThere() throws IOException {
        Set<String> codes = Stream.of(AttentionCode.values()).map(Enum::name)
                .collect(Collectors.toSet());
        String catalogue = Files.readString(World.ROOT.resolve("docs/catalogue.md"));
        for (Path page : pages()) {
            String first = Files.readString(page).lines().skip(1).filter(line -> !line.isBlank()).findFirst().orElse("");
            assertThat(first).as(page.toString()).startsWith("**Leads here:**");
            CODE.matcher(first).results().map(match -> match.group(1))
                    .forEach(code -> assertThat(codes).as(page + " names " + code).contains(code));
            METRIC.matcher(first).results().map(MatchResult::group).forEach(metric -> assertThat(catalogue).as(page + " names " + metric)
                    .contains("`" + metric.replaceFirst("_(seconds|total)$", "").replace('_', '.') + "`"));
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> pages = Files.list(World.ROOT.resolve("docs/runbooks"))) {
            return pages.filter(page -> !page.endsWith("README.md")).sorted().toList();
        }
    }

    /** As the pages say; and programs by their jars, which the launcher would build first. */
    private Map<String, String> environment(Path folder, String order) throws IOException {
        Path temporal = TemporalServer.binary(World.ROOT, step -> {
        }).orElseThrow();
        Path programs = Files.createDirectories(folder.resolve("bin"));
        Files.createSymbolicLink(programs.resolve("temporal"), temporal);
        Path pressroom = folder.resolve("pressroom");
        Files.writeString(pressroom,
                """
                    #!/bin/sh
                    case "$1" in why|prove|replay) program=sandbox ;; *) program=app ;; esac
                    exec %s --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -Dpressroom.root=%s -jar %s/$program/target/pressroom-$program-0.1.0-SNAPSHOT-exec.jar "$@"
                    """.formatted(
                        Children.java(), World.ROOT, World.ROOT));
        assertThat(pressroom.toFile().setExecutable(true)).isTrue();
        Map<String, String> environment = new LinkedHashMap<>(world.sandbox.service().environment());
        environment.put("PATH", programs + ":" + System.getenv("PATH"));
        environment.put("TEMPORAL_ADDRESS", Layout.HOST + ":" + world.layout.temporal());
        environment.put("API", world.layout.serviceUrl());
        environment.put("TOKEN", world.sandbox.secrets().get("shop-token"));
        environment.put("HEALTH", "http://" + Layout.HOST + ":" + world.layout.management());
        environment.put("ORDER", order);
        environment.put("PRINTER", PRINTER);
        return environment;
    }

    /** As the printer would export its list. */
    private void exportJobs(Path csv) throws IOException {
        Files.write(csv, Stream.concat(Stream.of("name,job,stage"),
                JobBook.kept(PRINTER, world.layout.state().resolve("partners").resolve(PRINTER)).stream()
                        .map(job -> job.key() + "," + job.jobId() + "," + job.stage()))
                .toList());
    }

    private void shell(String command, Path folder, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(command + "\n" + output).isZero();
    }
}
