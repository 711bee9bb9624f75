package dev.pressroom.sandbox;

import dev.pressroom.workflows.Attributes;
import io.temporal.api.enums.v1.IndexedValueType;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The Temporal server of the sandbox: the real dev server with its UI. The binary is found by {@code PRESSROOM_TEMPORAL}, in the user's
 * cache, or on the path; otherwise an official release is fetched, or it is built once from the pinned Go module. Temporal's in-JVM test server is
 * no stand-in: it knows no search attributes, and every order's workflow fails there.
 */
public final class TemporalServer implements AutoCloseable {

    public static final String VERSION = "1.8.2";
    private static final Duration FETCH_WITHIN = Duration.ofSeconds(5);
    private static final Duration START_WITHIN = Duration.ofMinutes(1);

    private final Process process;

    private TemporalServer(Process process) {
        this.process = process;
    }

    public static TemporalServer start(Layout layout, Consumer<String> progress) {
        Path binary = binary(layout.root(), progress)
                .orElseThrow(() -> new SandboxProblem("no Temporal server to be had: install Go 1.26.4 or "
                        + "newer, or put `temporal` " + VERSION + " on the path, or set PRESSROOM_TEMPORAL to it."));
        List<String> command = new ArrayList<>(List.of(binary.toString(), "server", "start-dev", "--ip", Layout.HOST, "--port",
                String.valueOf(layout.temporal()), "--ui-port", String.valueOf(layout.temporalUi()), "--db-filename",
                layout.state().resolve("temporal.db").toString(), "--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma",
                "synchronous=NORMAL", "--ui-disable-news-fetch", "--log-level", "error"));
        Attributes.all().forEach((name, type) -> command.addAll(List.of("--search-attribute", name + "=" + written(type))));
        Process process = Children.start(command, layout.logs().resolve("temporal.log"), Map.of());
        Children.await("Temporal", process, layout.logs().resolve("temporal.log"), START_WITHIN, () -> answers(layout.temporal()));
        return new TemporalServer(process);
    }

    private static String written(IndexedValueType type) {
        return switch (type) {
            case INDEXED_VALUE_TYPE_KEYWORD_LIST -> "KeywordList";
            case INDEXED_VALUE_TYPE_DATETIME -> "Datetime";
            default -> "Keyword";
        };
    }

    /** What it has used of the processors so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(Layout.HOST, port), 200);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static Optional<Path> binary(Path root, Consumer<String> progress) {
        String named = System.getenv("PRESSROOM_TEMPORAL");
        if (named != null && !named.isBlank()) {
            if (!Files.isRegularFile(Path.of(named)) || !Files.isExecutable(Path.of(named))) {
                throw new SandboxProblem("PRESSROOM_TEMPORAL is " + named + ", which cannot be executed; correct or unset it.");
            }
            return Optional.of(Path.of(named));
        }
        Path cached = cache().resolve("temporal-" + VERSION);
        if (Files.isExecutable(cached)) {
            return Optional.of(cached);
        }
        Optional<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(":")).filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, "temporal")).filter(Files::isExecutable).findFirst();
        if (onPath.isPresent()) {
            return onPath;
        }
        return fetched(cached, progress) || built(root, cached, progress) ? Optional.of(cached) : Optional.empty();
    }

    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        return (xdg == null || xdg.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg)).resolve("pressroom");
    }

    /** The official release, if the network lets it. */
    private static boolean fetched(Path to, Consumer<String> progress) {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = System.getProperty("os.arch").contains("aarch64") ? "arm64" : "amd64";
        URI uri = URI.create("https://temporal.download/cli/archive/v" + VERSION + "?platform=" + system + "&arch=" + machine);
        progress.accept("Temporal: fetching the official release " + VERSION);
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(FETCH_WITHIN).followRedirects(HttpClient.Redirect.NORMAL).build()) {
            HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(uri).timeout(FETCH_WITHIN).build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                return false;
            }
            Files.createDirectories(to.getParent());
            try (TarArchiveInputStream archive = new TarArchiveInputStream(new GZIPInputStream(response.body()))) {
                TarArchiveEntry entry = archive.getNextEntry();
                while (entry != null) {
                    if (entry.getName().equals("temporal")) {
                        Path part = Files.createTempFile(to.getParent(), "temporal", ".part");
                        Files.copy(archive, part, StandardCopyOption.REPLACE_EXISTING);
                        return part.toFile().setExecutable(true) && Files.exists(Files.move(part, to, StandardCopyOption.ATOMIC_MOVE));
                    }
                    entry = archive.getNextEntry();
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean built(Path root, Path to, Consumer<String> progress) {
        progress.accept("Temporal: building " + VERSION + " from its Go module, once; this takes some minutes");
        try {
            Process build = new ProcessBuilder(root.resolve("sandbox/temporal-server/build").toString(), to.toString())
                    .redirectErrorStream(true).start();
            try (var lines = build.inputReader()) {
                String last = lines.lines().peek(line -> progress.accept("  " + line)).reduce((a, b) -> b).orElse("");
                if (build.waitFor() != 0) {
                    progress.accept("Temporal: could not be built: " + last);
                    return false;
                }
            }
            return Files.isExecutable(to);
        } catch (IOException e) {
            progress.accept("Temporal: could not be built: " + e.getMessage());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        Children.stop(process);
    }

    /** For tests: forgets everything, as a lost disk would; to be called when the server was killed. */
    static void forget(Layout layout) throws IOException {
        for (String file : List.of("temporal.db", "temporal.db-wal", "temporal.db-shm")) {
            Files.deleteIfExists(layout.state().resolve(file));
        }
    }

    /** For tests: stops the server at once, as a crash would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
}
