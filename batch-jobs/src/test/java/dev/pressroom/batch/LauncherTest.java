package dev.pressroom.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's part in the nightly jobs, with a Java that only tells how it was called. */
class LauncherTest {

    private static final Path LAUNCHER = Path.of(System.getProperty("pressroom.root"), "pressroom");

    @TempDir
    Path root;

    @BeforeEach
    void build() throws IOException {
        Files.copy(LAUNCHER, root.resolve("pressroom"));
        Files.createDirectory(root.resolve("target"));
        Files.createFile(root.resolve("target/built"));
        for (String program : List.of("sandbox", "app", "batch-jobs")) {
            Files.createFile(Files.createDirectories(root.resolve(program + "/target"))
                    .resolve("pressroom-" + program + "-0.1.0-SNAPSHOT-exec.jar"));
        }
        Path java = Files.writeString(Files.createDirectories(root.resolve("jdk/bin")).resolve("java"), """
            #!/bin/sh
            case "$*" in *-version*) echo 'openjdk version "25" 2025-09-16' >&2; exit 0 ;; esac
            echo "config=${PRESSROOM_CONFIG:-none} $*"
            """);
        assertThat(java.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void takesTheSandboxsCarriersOnlyWhereNothingIsConfigured() throws Exception {
        String sandbox = "config=" + root.toRealPath().resolve("sandbox/src/main/resources/pressroom.config") + " ";
        assertThat(run("", "reconcile", "--drop", "d")).contains(sandbox, " -Xmx96m ", " -XX:+UseSerialGC ",
                "no PRESSROOM_CONFIG and no ./pressroom.config/carriers here: taking the sandbox's carriers\n");
        assertThat(run("", "reconcile", "--drop", "d", "--carriers", "mine")).doesNotContain("taking the sandbox's");
        assertThat(run("/no/such/folder", "reconcile", "--drop", "d")).as("a mistake is not hidden")
                .startsWith("config=/no/such/folder ").doesNotContain("taking the sandbox's");
        Files.createDirectories(root.resolve("pressroom.config/carriers"));
        assertThat(run("", "reconcile", "--drop", "d")).startsWith("config=none ");
    }

    private String run(String config, String... arguments) throws IOException, InterruptedException {
        ProcessBuilder launcher = new ProcessBuilder("sh", root.resolve("pressroom").toString()).directory(root.toFile())
                .redirectErrorStream(true);
        launcher.command().addAll(List.of(arguments));
        launcher.environment().put("JAVA_HOME", root.resolve("jdk").toString());
        launcher.environment().put("PRESSROOM_CONFIG", config);
        launcher.environment().remove("PRESSROOM_BATCH_HEAP");
        Process process = launcher.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
