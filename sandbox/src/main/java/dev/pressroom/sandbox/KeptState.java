package dev.pressroom.sandbox;

import dev.pressroom.sandbox.printers.JobBook;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.workflows.OrderJson;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.spring.boot.autoconfigure.ServiceStubsAutoConfiguration;
import io.temporal.spring.boot.autoconfigure.properties.TemporalProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * What is known of a service's orders: its record, its Temporal, and the printers' own lists. Of a sandbox that was stopped, the parts that
 * are asked for are started, and stopped again by {@link #close}; of one that runs, and of a service elsewhere, they are only read.
 */
final class KeptState implements AutoCloseable {

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration(ServiceStubsAutoConfiguration.class)
    static class Elsewhere {
    }

    private static final int POSTGRES = new Layout(Path.of(""), Path.of(""), 0).postgres();

    private final Layout layout;
    private final boolean running;
    private final boolean elsewhere;
    private final Map<String, String> service;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private @Nullable DataSource record;
    private @Nullable WorkflowClient temporal;

    private KeptState(Layout layout, boolean running, boolean elsewhere, Map<String, String> service) {
        this.layout = layout;
        this.running = running;
        this.elsewhere = elsewhere;
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
                return new KeptState(new Layout(layout.root(), layout.state(), offsetOfRunning(layout.state())), true, false, Map.of());
            }
            KeptState state = new KeptState(layout.onFreePorts(), false, false, Map.of());
            state.opened.push(lock);
            return state;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A service that is configured by the variables which it itself reads. */
    static KeptState of(Path root, Map<String, String> variables) {
        return new KeptState(new Layout(root, root, 0), true, true, variables);
    }

    private static int offsetOfRunning(Path state) throws IOException {
        List<String> postmaster = Files.readAllLines(state.resolve("postgres/postmaster.pid"));
        return Integer.parseInt(postmaster.get(3).strip()) - POSTGRES;
    }

    DataSource record() {
        if (record == null) {
            record = openRecord();
        }
        return record;
    }

    private DataSource openRecord() {
        if (elsewhere) {
            return source(service.getOrDefault("PRESSROOM_DB_URL", "jdbc:postgresql://127.0.0.1:5432/pressroom?currentSchema=pressroom"),
                    service.getOrDefault("PRESSROOM_DB_USER", "pressroom"), service.getOrDefault("PRESSROOM_DB_PASSWORD", ""));
        }
        if (running) {
            return source(layout.databaseUrl(), "postgres", "postgres");
        }
        EmbeddedRecord started = new EmbeddedRecord(layout);
        opened.push(started);
        return started.dataSource();
    }

    private static DataSource source(String url, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    WorkflowClient temporal() {
        if (temporal == null) {
            temporal = openTemporal();
        }
        return temporal;
    }

    private WorkflowClient openTemporal() {
        if (elsewhere) {
            return openTemporalElsewhere();
        }
        if (!running) {
            opened.push(TemporalServer.start(layout, System.err::println));
        }
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(Layout.HOST + ":" + layout.temporal()).validateAndBuildWithDefaults());
        opened.push(stubs::shutdownNow);
        return client(stubs, "default");
    }

    /** By the service's own settings, TLS and API key included; the defaults are those of its application.yaml. */
    private WorkflowClient openTemporalElsewhere() {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(Elsewhere.class).web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF).logStartupInfo(false)
                .properties("spring.temporal.connection.target=${PRESSROOM_TEMPORAL_TARGET:127.0.0.1:7233}",
                        "spring.temporal.namespace=${PRESSROOM_TEMPORAL_NAMESPACE:default}")
                .run();
        opened.push(context);
        return client(context.getBean(WorkflowServiceStubs.class), context.getBean(TemporalProperties.class).getNamespace());
    }

    private static WorkflowClient client(WorkflowServiceStubs stubs, String namespace) {
        return WorkflowClient.newInstance(stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).setNamespace(namespace).build());
    }

    /** Each printer's own list of what it received; none of a service elsewhere, whose printers are real. */
    Map<String, List<ReceivedJob>> lists() {
        Path partners = layout.state().resolve("partners");
        Map<String, List<ReceivedJob>> lists = new TreeMap<>();
        if (elsewhere || !Files.isDirectory(partners)) {
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
