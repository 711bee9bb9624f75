package dev.pressroom.sandbox;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.routing.Candidate;
import dev.pressroom.orders.routing.Policy;
import dev.pressroom.orders.routing.RoutingPolicy;
import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.workflows.OrderWorkflow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A sandbox of a test: its own state and ports; sample photographs are made once for all tests. */
final class World implements AutoCloseable {

    /** Where classes with a world of their own stand in the order: behind those that share one. */
    static final int OWN = Order.DEFAULT + 1;
    static final Path ROOT = Path.of(System.getProperty("pressroom.root")).toAbsolutePath();
    /** A job waits long enough to be cancelled meanwhile. */
    private static final Pace PACE = new Pace(Duration.ofMillis(300), Duration.ofSeconds(2), Duration.ofMillis(500), Duration.ofMillis(300),
            Duration.ofMillis(700));
    private static final AtomicInteger COUNT = new AtomicInteger();

    final Layout layout;
    private final String personality;
    private final Map<String, String> settings;
    Sandbox sandbox;

    World(String personality) throws IOException {
        this(personality, Map.of());
    }

    World(String personality, Map<String, String> settings) throws IOException {
        this.personality = personality;
        this.settings = settings;
        layout = layout();
        Path photos = ROOT.resolve("sandbox/target/worlds/photos");
        Files.createDirectories(photos);
        Files.createSymbolicLink(layout.state().resolve("photos"), photos);
        layout.addPrinters(List.of());
        hurry("policy.yaml", "standard: 2s", "standard: 200ms");
        hurry("carriers/dpd.yaml", "poll: 2s", "poll: 500ms");
        hurry("printers/elanders-de.yaml", "poll: 2s", "poll: 500ms");
        sandbox = open();
    }

    /** The sandbox's pace is made for people who watch. */
    private void hurry(String file, String usual, String faster) throws IOException {
        Path path = layout.config().resolve(file);
        String text = Files.readString(path);
        if (!text.contains(usual)) {
            throw new IllegalStateException(file + " has no '" + usual + "' any more");
        }
        Files.writeString(path, text.replace(usual, faster));
    }

    /** A fresh state and free ports. */
    static Layout layout() throws IOException {
        Path state = ROOT.resolve("sandbox/target/worlds").resolve(ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        Files.createDirectories(state);
        return new Layout(ROOT, state, freeOffset());
    }

    Sandbox open() {
        sandbox = new Sandbox(layout, 7, Personality.parse(personality), null, settings, step -> {
        });
        if (personality.equals("prompt")) {
            sandbox.partners().printers().forEach(printer -> printer.works(PACE));
        }
        sandbox.partners().carrier().scansEvery(Duration.ofMillis(500));
        return sandbox;
    }

    /** Ports of several worlds and of whatever else runs here must not meet. */
    private static int freeOffset() {
        Random random = new Random();
        for (int i = 0; i < 50; i++) {
            int offset = 1_000 + random.nextInt(240) * 50;
            Layout layout = new Layout(ROOT, ROOT, offset);
            if (List.of(layout.service(), layout.management(), layout.temporal(), layout.temporalUi(), layout.postgres(), layout.prodigi(),
                    layout.siteFlow(), layout.sftp(), layout.sqs(), layout.photos()).stream().allMatch(World::free)) {
                return offset;
            }
        }
        throw new IllegalStateException("no free ports for a test's sandbox");
    }

    private static boolean free(int port) {
        try (ServerSocket socket = new ServerSocket(port)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    JdbcClient jdbc() {
        return JdbcClient.create(sandbox.record().dataSource());
    }

    long count(String sql, Object... parameters) {
        return jdbc().sql(sql).params(parameters).query(Long.class).single();
    }

    String stage(String order) {
        return jdbc().sql("SELECT stage FROM pressroom.orders WHERE order_id = ?").param(order).query(String.class).single();
    }

    String attention(String order) {
        return jdbc().sql("SELECT coalesce(attention || ' ' || attention_about, '') FROM pressroom.orders WHERE order_id = ?").param(order)
                .query(String.class).single();
    }

    /** What the order's timeline tells, in its order. */
    List<String> timeline(String order) {
        return jdbc().sql("SELECT kind FROM pressroom.timeline WHERE order_id = ? ORDER BY version, line").param(order).query(String.class)
                .list();
    }

    /** The order's jobs on the printer's own list. */
    List<ReceivedJob> received(String printer, String order) {
        List<String> names = jdbc()
                .sql("SELECT value FROM pressroom.attempt_refs JOIN pressroom.attempts a USING (job_key) WHERE a.order_id = ?").param(order)
                .query(String.class).list();
        return sandbox.partners().printer(printer).received().stream().filter(job -> names.contains(job.key())).toList();
    }

    /** What {@code ./pressroom redrive} prints, and how it ends. */
    List<String> redrive(String... orders) {
        List<String> command = new ArrayList<>(List.of(Children.java(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:TieredStopAtLevel=1", "-jar", layout.serviceJar().toString(), "redrive"));
        command.addAll(List.of(orders));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(sandbox.service().environment());
        try {
            Process process = builder.start();
            List<String> lines = new ArrayList<>(
                    process.inputReader().lines().filter(line -> !line.matches("\\d{2}:\\d{2}.*|SLF4J.*")).toList());
            lines.add("exit " + process.waitFor());
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Whether Temporal knows a workflow of the order. */
    boolean hasRun(String order) {
        return sandbox.workflows().listExecutions("WorkflowId = '" + OrderWorkflow.id(order) + "'").findAny().isPresent();
    }

    /** Places an order of a photo print which routing gives to that printer: it spreads orders by their ids. */
    String placeAt(String printer, String name) {
        int customer = Map.of("elanders-de", 4, "prodigi-uk", 1, "photofinale-us", 2, "siteflow-uk", 1).get(printer);
        List<ItemQuantity> items = List.of(new ItemQuantity("1", 1));
        List<Candidate> candidates = Stream.of("prodigi-uk", customer == 1 ? "siteflow-uk" : printer)
                .map(id -> new Candidate(id, Set.of("PRINT-10X15"), Set.of(ServiceLevel.STANDARD), Set.of(), null, 0, 0, 0, Instant.EPOCH))
                .toList();
        String order = Stream.iterate(1, n -> n + 1).map(n -> name + "-" + printer + "-" + n)
                .filter(id -> RoutingPolicy
                        .route(new OrderSummary(id, "demo", ServiceLevel.STANDARD, "DE",
                                List.of(new OrderSummary.OrderedItem("1", "PRINT-10X15", 1)), Instant.EPOCH), items, false, candidates,
                                Policy.DEFAULT)
                        .items().containsKey(printer))
                .findFirst().orElseThrow();
        return sandbox.shop().place(order, customer);
    }

    static void await(String what, Duration within, BooleanSupplier condition) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + within.toSeconds() + " s: " + what);
            }
            Children.pause(Duration.ofMillis(200));
        }
    }

    void awaitDelivered(List<String> orders, Duration within) {
        String[] ids = orders.toArray(String[]::new);
        await("all of " + orders + " delivered", within, () -> jdbc()
                .sql("SELECT count(*) FROM pressroom.orders WHERE order_id = ANY (:ids) AND stage = 'DELIVERED'").param("ids", ids)
                .query(Long.class).single() == ids.length);
    }

    Tally tally(List<String> orders) {
        return Tally.of(sandbox.record().dataSource(), sandbox.partners().printers(), sandbox.workflows(), orders);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
