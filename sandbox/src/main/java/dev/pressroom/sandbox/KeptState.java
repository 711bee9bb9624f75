package dev.pressroom.sandbox;

import dev.pressroom.sandbox.printers.JobBook;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.workflows.OrderJson;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What is known of a service's orders: its record, its Temporal, and the printers' own lists. Of a sandbox that was stopped, the parts that
 * are asked for are started, and stopped again by {@link #close}; of one that runs, and of a service elsewhere, they are only read.
 */
final class KeptState implements AutoCloseable {

    private static final int POSTGRES = new Layout(Path.of(""), Path.of(""), 0).postgres();

    private final Layout layout;
    private final boolean running;
    private final Map<String, String> service;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable DataSource record;
    private @Nullable WorkflowClient temporal;

    private KeptState(Layout layout, boolean running, Map<String, String> service) {
        this.layout = layout;
        this.running = running;
        this.service = service;
    }

    /** The state that a sandbox keeps or kept in its folder. */
    static KeptState of(Layout layout) {
        if (!Files.isDirectory(layout.state().resolve("postgres"))) {
            throw new SandboxProblem(
                    layout.state() + " holds no sandbox's state; run ./pressroom sandbox first, or name its folder with --state.");
        }
        try {
            Files.createDirectories(layout.logs());
            FileChannel lock = FileChannel.open(layout.state().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                lock.close();
                return new KeptState(new Layout(layout.root(), layout.state(), offsetOfRunning(layout.state())), true, Map.of());
            }
            KeptState state = new KeptState(new Layout(layout.root(), layout.state(), freeOffset(layout)), false, Map.of());
            state.opened.push(lock);
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service that is configured by the variables which it itself reads. */
    static KeptState of(Path root, Map<String, String> variables) {
        return new KeptState(new Layout(root, root, 0), true, variables);
    }

    private static int offsetOfRunning(Path state) throws IOException {
        List<String> postmaster = Files.readAllLines(state.resolve("postgres/postmaster.pid"));
        return Integer.parseInt(postmaster.get(3).strip()) - POSTGRES;
    }

    /** Another sandbox may run on the usual ports. */
    private static int freeOffset(Layout wanted) {
        return IntStream.iterate(wanted.offset(), offset -> offset + 10).limit(500).filter(offset -> {
            Layout layout = new Layout(wanted.root(), wanted.state(), offset);
            return Stream.of(layout.postgres(), layout.temporal(), layout.temporalUi()).allMatch(KeptState::free);
        }).findFirst()
                .orElseThrow(() -> new SandboxProblem("no free ports near " + wanted.postgres() + "; give others with --port-offset."));
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    DataSource record() {
        if (record == null) {
            record = openRecord();
        }
        return record;
    }

    private DataSource openRecord() {
        if (!running) {
            EmbeddedRecord started = new EmbeddedRecord(layout);
            opened.push(started);
            return started.dataSource();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(service.getOrDefault("PRESSROOM_DB_URL", layout.databaseUrl()));
        source.setUser(service.getOrDefault("PRESSROOM_DB_USER", "postgres"));
        source.setPassword(service.getOrDefault("PRESSROOM_DB_PASSWORD", "postgres"));
        return source;
    }

    WorkflowClient temporal() {
        if (temporal == null) {
            temporal = openTemporal();
        }
        return temporal;
    }

    private WorkflowClient openTemporal() {
        String target = Layout.HOST + ":" + layout.temporal();
        if (!running) {
            opened.push(TemporalServer.start(layout, System.err::println));
        }
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(service.getOrDefault("PRESSROOM_TEMPORAL_TARGET", target)).validateAndBuildWithDefaults());
        opened.push(stubs::shutdownNow);
        return WorkflowClient.newInstance(stubs, WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter())
                .setNamespace(service.getOrDefault("PRESSROOM_TEMPORAL_NAMESPACE", "default")).build());
    }

    /** Each printer's own list of what it received; none of a service elsewhere, whose printers are real. */
    Map<String, List<ReceivedJob>> lists() {
        Path partners = layout.state().resolve("partners");
        Map<String, List<ReceivedJob>> lists = new TreeMap<>();
        if (!service.isEmpty() || !Files.isDirectory(partners)) {
            return lists;
        }
        try (Stream<Path> folders = Files.list(partners)) {
            folders.filter(folder -> Files.exists(folder.resolve(JobBook.JOURNAL)) && isPrinter(folder))
                    .forEach(folder -> lists.put(name(folder), JobBook.kept(name(folder), folder)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lists;
    }

    private boolean isPrinter(Path folder) {
        return Files.exists(layout.config().resolve("printers").resolve(name(folder) + ".yaml"));
    }

    private static String name(Path path) {
        return Optional.ofNullable(path.getFileName()).map(Path::toString).orElse("");
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                System.err.println("could not be stopped: " + e.getMessage());
            }
        }
    }
}
