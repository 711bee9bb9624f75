package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CarrierFilesTest {

    @TempDir
    private Path root;
    @TempDir
    private Path drop;
    @AutoClose
    private SftpHost host;
    @AutoClose
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        host = new SftpHost(root);
        Files.createDirectories(root.resolve("out/box"));
        bench = new Bench();
    }

    /** Takes each name once. */
    record Folder(Path drop) implements TrackingDrop {

        @Override
        public Path fetching(String carrier) {
            return drop.resolve(carrier).resolve(".fetching");
        }

        @Override
        public void put(String carrier, Path fetched) throws IOException {
            Files.move(fetched, drop.resolve(carrier).resolve(fetched.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void fetch(String folder, String semaphoreSuffix) {
        bench.routes.add(
                new CarrierSftp("dpd", host.transport(), folder, Pattern.compile("SCANINFO_.*"), semaphoreSuffix, Profiles.LIMIT,
                        new Folder(drop)));
        bench.routes.startInbound();
    }

    private List<String> dropped() {
        try (Stream<Path> files = Files.list(drop.resolve("dpd"))) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"out/box", "/out/box", "/out/box/"})
    void fetchesCompleteFilesAndShelvesThemWithTheirSemaphores(String folder) throws IOException {
        host.drops("out/box", "SCANINFO_1", "a;b\n".repeat(50_000));
        host.drops("out/box", "SCANINFO_2", "incomplete");
        host.drops("out/box", "INVOICE_1", "not ours");
        host.drops("out/box", "INVOICE_1.sem", "");
        host.drops("out/box", "SCANINFO_1.sem", "");

        fetch(folder, ".sem");

        await().untilAsserted(() -> assertThat(host.files("out/box/.done")).containsExactly("SCANINFO_1", "SCANINFO_1.sem"));
        assertThat(dropped()).containsExactly("SCANINFO_1");
        assertThat(drop.resolve("dpd/SCANINFO_1")).hasContent("a;b\n".repeat(50_000));
        assertThat(host.files("out/box")).containsExactly("INVOICE_1", "INVOICE_1.sem", "SCANINFO_2");

        host.drops("out/box", "SCANINFO_2.sem", "");
        await().untilAsserted(() -> assertThat(dropped()).containsExactly("SCANINFO_1", "SCANINFO_2"));
    }

    @Test
    void fetchesWithoutSemaphoresWhereThereAreNone() throws IOException {
        host.drops("out/box", "SCANINFO_1", "a");

        fetch("out/box", null);

        await().untilAsserted(() -> assertThat(host.files("out/box/.done")).containsExactly("SCANINFO_1"));
        assertThat(dropped()).containsExactly("SCANINFO_1");
    }

    @Test
    void aFileThatBreaksOnTheWayIsFetchedWholeLater() throws IOException {
        host.cutsBefore("read SCANINFO_1");
        host.drops("out/box", "SCANINFO_1", "whole");
        fetch("out/box", null);
        await().untilAsserted(() -> assertThat(bench.lane("dpd.tracking-files").failing()).isTrue());
        assertThat(dropped()).isEmpty();

        host.behaves();

        await().untilAsserted(() -> assertThat(dropped()).containsExactly("SCANINFO_1"));
        assertThat(drop.resolve("dpd/SCANINFO_1")).hasContent("whole");
    }
}
