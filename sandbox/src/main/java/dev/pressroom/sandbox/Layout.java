package dev.pressroom.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Where a sandbox keeps its state, and which ports it takes. All ports move together by the offset. */
public record Layout(Path root, Path state, int offset) {

    public static final String HOST = "127.0.0.1";

    /** The same state on ports that are free now; another sandbox may run on the usual ones. */
    public Layout onFreePorts() {
        return IntStream.iterate(offset, next -> next + 10).limit(500).mapToObj(next -> new Layout(root, state, next))
                .filter(layout -> Stream.of(layout.postgres(), layout.temporal(), layout.temporalUi()).allMatch(Layout::free)).findFirst()
                .orElseThrow(() -> new SandboxProblem("no free ports near " + temporal() + "; give others with --port-offset."));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    public int service() {
        return 8080 + offset;
    }

    public int management() {
        return 8081 + offset;
    }

    public int temporal() {
        return 7233 + offset;
    }

    public int temporalUi() {
        return 8233 + offset;
    }

    public int postgres() {
        return 15432 + offset;
    }

    public int prodigi() {
        return 19001 + offset;
    }

    public int siteFlow() {
        return 19002 + offset;
    }

    public int sftp() {
        return 19022 + offset;
    }

    public int sqs() {
        return 19324 + offset;
    }

    public int photos() {
        return 19080 + offset;
    }

    public Path logs() {
        return state.resolve("logs");
    }

    /** The sandbox's own, or the state's where printers were added to it. */
    Path config() {
        Path own = ownConfig();
        return Files.isDirectory(own) ? own : sandboxConfig();
    }

    private Path ownConfig() {
        return state.resolve("config");
    }

    private Path sandboxConfig() {
        return root.resolve("sandbox/src/main/resources/pressroom.config");
    }

    /** From now on the state has a configuration of its own: the sandbox's, and these printers. */
    void addPrinters(List<Path> profiles) throws IOException {
        Path from = sandboxConfig();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = ownConfig().resolve(from.relativize(file).toString());
                Files.createDirectories(to.getParent());
                Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        for (Path profile : profiles) {
            Files.copy(profile, ownConfig().resolve("printers").resolve(profile.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    Path drop() {
        return state.resolve("drop");
    }

    Path files() {
        return state.resolve("files");
    }

    Path serviceJar() {
        return root.resolve("app/target/pressroom-app-0.1.0-SNAPSHOT-exec.jar");
    }

    Path batchJar() {
        return root.resolve("batch-jobs/target/pressroom-batch-jobs-0.1.0-SNAPSHOT-exec.jar");
    }

    String databaseUrl() {
        return "jdbc:postgresql://" + HOST + ":" + postgres() + "/postgres?currentSchema=pressroom";
    }

    String noticesUrl() {
        return "http://" + HOST + ":" + photos() + "/notices";
    }

    String serviceUrl() {
        return "http://" + HOST + ":" + service();
    }
}
