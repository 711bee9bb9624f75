package dev.pressroom.sandbox.bench;

import dev.pressroom.sandbox.Layout;
import dev.pressroom.sandbox.Service;
import dev.pressroom.sandbox.TemporalServer;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflow.Start;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pressroom bench deadlines}: how long a passed deadline stays unseen among many open orders. */
@Command(name = "deadlines", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Fills a PostgreSQL of its own with open orders, starts the service on it in the role worker, lets deadlines of some pass within a minute, and measures when each is seen: looked up, written to the timeline, a person asked.",
        "Half of them have a workflow on the real dev server, whose timer fires; the workflows of the other half are lost, and the sweep finds them by the record's index.",
        "The last line: how many were open, breached and never seen, and the longest that one stayed unseen, in seconds."})
final class DeadlineBench implements Callable<Integer> {

    /** Time to start the workflows that have timers. */
    private static final Duration AHEAD = Duration.ofSeconds(45);
    private static final Duration SPREAD = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String TIMED = "T-";
    private static final String LOST = "L-";

    @Option(names = "--open", paramLabel = "N", description = "Open orders (default: ${DEFAULT-VALUE}).")
    int open = 100_000;

    @Option(names = "--breaches", paramLabel = "N", description = "Deadlines that pass (default: ${DEFAULT-VALUE}).")
    int breaches = 1_000;

    @Option(names = "--port-offset", paramLabel = "N", description = "Move the ports by N.")
    int portOffset;

    private final Clock clock = Clock.systemUTC();

    @Override
    public Integer call() throws IOException {
        if (breaches < 2 || open < breaches) {
            throw new IllegalArgumentException("--breaches is a number from 2, and --open is no smaller");
        }
        Path state = Files.createTempDirectory("pressroom-bench");
        Files.createDirectories(state.resolve("logs"));
        Layout layout = new Layout(Path.of(System.getProperty("pressroom.root", "")).toAbsolutePath(), state, portOffset).onFreePorts();
        try (Database database = new Database(state)) {
            WaitingOrders orders = new WaitingOrders(database.dataSource());
            orders.add("O-", open - breaches, n -> clock.instant().plus(Duration.ofDays(2)).plusSeconds(n));
            database.jdbc().sql("VACUUM ANALYZE").update();
            progress(open - breaches + " orders are open");
            try (TemporalServer _ = TemporalServer.start(layout, DeadlineBench::progress);
                    Service service = Service.worker(layout, database.url())) {
                service.start();
                return measure(layout, database.jdbc(), orders);
            }
        } finally {
            FileSystemUtils.deleteRecursively(state);
        }
    }

    private int measure(Layout layout, JdbcClient jdbc, WaitingOrders orders) {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(Layout.HOST + ":" + layout.temporal()).validateAndBuildWithDefaults());
        WorkflowClient client = WorkflowClient.newInstance(stubs,
                WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build());
        ManyWorlds printers = new ManyWorlds();
        WorkerFactory workers = WorkerFactory.newInstance(client);
        workers.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(printers.activities());
        workers.start();
        try {
            Instant first = clock.instant().plus(AHEAD);
            int half = breaches / 2;
            Map<String, Instant> due = new TreeMap<>(orders.add(TIMED, half, n -> first.plus(SPREAD.multipliedBy(n).dividedBy(half))));
            due.keySet().forEach(printers::world);
            due.keySet().parallelStream().forEach(order -> client.newUntypedWorkflowStub("Order", Lives.options(OrderWorkflow.id(order)))
                    .start(new Start(order, List.of())));
            Map<String, Instant> lost = orders.add(LOST, breaches - half,
                    n -> first.plus(SPREAD.multipliedBy(n).dividedBy(breaches - half)));
            lost.keySet().forEach(printers::world);
            due.putAll(lost);
            if (clock.instant().isAfter(first)) {
                throw new IllegalStateException("it took longer than " + AHEAD.toSeconds() + " s to begin; give fewer --breaches");
            }
            progress("the first of " + breaches + " deadlines passes at " + first);
            return tell(jdbc, due, await(jdbc, due));
        } finally {
            workers.shutdownNow();
            stubs.shutdownNow();
        }
    }

    private static void progress(String step) {
        System.err.println(step);
    }

    /** When each was seen, as far as it was within five minutes. */
    private Map<String, Instant> await(JdbcClient jdbc, Map<String, Instant> due) {
        Instant end = clock.instant().plus(AHEAD).plus(SPREAD).plus(PATIENCE);
        while (true) {
            Map<String, Instant> seen = new TreeMap<>();
            jdbc.sql("SELECT order_id, min(recorded_at) FROM timeline WHERE kind = 'OVERDUE' GROUP BY order_id")
                    .query(row -> {
                        seen.put(row.getString(1), row.getTimestamp(2).toInstant());
                    });
            if (seen.size() == due.size() || clock.instant().isAfter(end)) {
                return seen;
            }
            LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
        }
    }

    private int tell(JdbcClient jdbc, Map<String, Instant> due, Map<String, Instant> seen) {
        System.out.println("PostgreSQL " + jdbc.sql("SHOW server_version").query(String.class).single() + ", Temporal dev server of CLI "
                + TemporalServer.VERSION + ", Java " + System.getProperty("java.version") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors");
        List<String> plan = jdbc
                .sql("EXPLAIN (ANALYZE, COSTS OFF, BUFFERS OFF) SELECT order_id, due_at FROM orders WHERE due_at < now() ORDER BY due_at LIMIT 10000")
                .query(String.class).list();
        System.out.println("the sweep's query: " + String.join("; ", plan.stream().map(String::strip).toList()));
        System.out.println();
        System.out.printf("%-40s %8s %10s %10s%n", "seen after its deadline passed", "orders", "median s", "worst s");
        double worst = Math.max(row("by its workflow's timer", TIMED, due, seen),
                row("by the sweep, its workflow being lost", LOST, due, seen));
        System.out.println();
        System.out.printf(Locale.ROOT, "open %d, breached %d, unseen %d, worst-s %.1f%n", open, due.size(), due.size() - seen.size(),
                worst);
        return seen.size() == due.size() ? 0 : 1;
    }

    private static double row(String name, String prefix, Map<String, Instant> due, Map<String, Instant> seen) {
        double[] late = seen.entrySet().stream().filter(order -> order.getKey().startsWith(prefix))
                .mapToDouble(order -> Duration.between(due.get(order.getKey()), order.getValue()).toMillis() / 1000.0).sorted().toArray();
        double worst = late.length == 0 ? 0 : late[late.length - 1];
        System.out.printf(Locale.ROOT, "%-40s %8d %10.1f %10.1f%n", name, late.length, late.length == 0 ? 0 : late[late.length / 2], worst);
        return worst;
    }
}
