package dev.pressroom.sandbox;

import dev.pressroom.sandbox.photos.SamplePhotos;
import dev.pressroom.sandbox.printers.Personality;
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
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The whole print world on one machine. State survives a stop; everything that was started is stopped by {@link #close}, in reverse, and
 * nothing else.
 */
final class Sandbox implements AutoCloseable {

    static final String LOCK = "lock";
    private static final int SAMPLE_PHOTOS = 16;

    private final Layout layout;
    private final Consumer<String> progress;
    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Secrets secrets;
    private final EmbeddedRecord record;
    private TemporalServer temporal;
    private final Partners partners;
    private final Service service;
    private final Shop shop;
    private final WorkflowClient workflows;

    /**
     * @param photos folder of the user's own photographs; null for samples
     * @param settings of the service, besides those that the sandbox needs
     */
    Sandbox(Layout layout, long seed, Personality personality, @Nullable Path photos, Map<String, String> settings,
            Consumer<String> progress) {
        this.layout = layout;
        this.progress = progress;
        Service.requireBuilt(layout);
        try {
            Files.createDirectories(layout.logs());
            opened(hold(layout.state()));
            requireFreePorts();
            secrets = Secrets.in(layout.state());
            List<Path> pictures = photos == null ? samples() : jpegs(photos);
            progress.accept("PostgreSQL");
            record = opened(new EmbeddedRecord(layout));
            progress.accept("Temporal");
            temporal = opened(TemporalServer.start(layout, progress));
            progress.accept("printers and carrier");
            partners = opened(new Partners(layout, secrets, Clock.systemUTC(), seed, personality));
            shop = opened(new Shop(layout, secrets.get("shop-token"), secrets.get("notices"), pictures));
            service = opened(new Service(layout, secrets, partners.environment()));
            service.environment().putAll(settings);
            progress.accept("the service");
            service.start();
            opened(new Nights(layout, service.environment()));
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder().setTarget(Layout.HOST + ":" + layout.temporal())
                            .setRpcTimeout(Duration.ofSeconds(30)).build());
            opened(stubs::shutdownNow);
            workflows = WorkflowClient.newInstance(stubs,
                    WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build());
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T opened(T part) {
        started.push(part);
        return part;
    }

    /** Holds the state until the channel is closed; throws when another sandbox does. */
    static FileChannel hold(Path state) throws IOException {
        FileChannel channel = FileChannel.open(state.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            // held by this very process
        }
        channel.close();
        throw new SandboxProblem("another sandbox runs on " + state + "; stop it first, or give another folder with --state.");
    }

    private void requireFreePorts() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("the service", layout.service());
        ports.put("health and metrics", layout.management());
        ports.put("Temporal", layout.temporal());
        ports.put("the Temporal UI", layout.temporalUi());
        ports.put("the HTTP printer", layout.prodigi());
        ports.put("the Site Flow printer", layout.siteFlow());
        ports.put("the SFTP server", layout.sftp());
        ports.put("the SQS server", layout.sqs());
        ports.put("the shop's photos", layout.photos());
        ports.forEach((what, port) -> {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                socket.setReuseAddress(true);
            } catch (IOException e) {
                throw new SandboxProblem("port " + port + " (" + what
                        + ") is taken; stop what listens there, or move all ports, for example: --port-offset 100");
            }
        });
    }

    private List<Path> samples() throws IOException {
        try {
            return SamplePhotos.ensure(layout.state().resolve("photos"), SAMPLE_PHOTOS, 1, progress);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("interrupted");
        }
    }

    private static List<Path> jpegs(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new SandboxProblem("--photos " + folder + " is not a folder; give one with JPEG photographs.");
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> jpegs = files.filter(file -> file.toString().matches("(?i).*\\.jpe?g")).sorted().toList();
            if (jpegs.isEmpty()) {
                throw new SandboxProblem("--photos " + folder + " has no .jpg or .jpeg file; give a folder with JPEG photographs.");
            }
            return jpegs;
        }
    }

    Layout layout() {
        return layout;
    }

    Secrets secrets() {
        return secrets;
    }

    EmbeddedRecord record() {
        return record;
    }

    TemporalServer temporal() {
        return temporal;
    }

    /** For tests: on the same database, as after a crash. */
    void restartTemporal() {
        temporal = opened(TemporalServer.start(layout, progress));
    }

    Partners partners() {
        return partners;
    }

    Service service() {
        return service;
    }

    Shop shop() {
        return shop;
    }

    WorkflowClient workflows() {
        return workflows;
    }

    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        while (!started.isEmpty()) {
            AutoCloseable part = started.pop();
            try {
                part.close();
            } catch (Exception e) {
                progress.accept("could not stop " + part.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
