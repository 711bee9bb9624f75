package dev.pressroom.sandbox.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.pressroom.sandbox.History;
import dev.pressroom.sandbox.Layout;
import dev.pressroom.sandbox.TemporalServer;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.OrderWorkflowRun;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pressroom bench lifecycle}: what an order costs at Temporal, against a workflow that does nothing and one with one activity. */
@Command(name = "lifecycle", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Runs, interleaved on the real dev server and in one JVM, workflows that do nothing, workflows with one activity, and orders on each path of their life with a printer and a record in memory: two rounds to warm up, then the measured ones.",
        "The last line: of the golden path the actions (as Temporal Cloud counts them), events and history per order, and the time against the one-activity workflow, median of the rounds."})
final class LifecycleBench implements Callable<Integer> {

    private static final int WARM_UPS = 2;
    private static final String ACTIVITY = "one activity";
    private static final String GOLDEN = "golden path";

    @Option(names = "--workflows", paramLabel = "N", description = "Of each kind in a round (default: ${DEFAULT-VALUE}).")
    int workflows = 60;

    @Option(names = "--others", paramLabel = "N", description = "Of each path besides the golden one in a round (default: ${DEFAULT-VALUE}).")
    int others = 16;

    @Option(names = "--rounds", paramLabel = "N", description = "Measured rounds (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--at-once", paramLabel = "N", description = "How many run at the same time (default: ${DEFAULT-VALUE}).")
    int atOnce = 8;

    @Option(names = "--port-offset", paramLabel = "N", description = "Move the ports by N.")
    int portOffset;

    /** Of one round: each figure per workflow. */
    private record Round(double millis, double cpuMillis) {}

    /** @param ids workflows of the last round */
    private record Kind(String name, int workflows, UnaryOperator<String> life, List<Round> rounds, List<String> ids) {
        Kind(String name, int workflows, UnaryOperator<String> life) {
            this(name, workflows, life, new ArrayList<>(), new ArrayList<>());
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (workflows < 1 || others < 1 || rounds < 1 || atOnce < 1) {
            throw new IllegalArgumentException("--workflows, --others, --rounds and --at-once are numbers from 1");
        }
        Path root = Path.of(System.getProperty("pressroom.root", "")).toAbsolutePath();
        Path state = Files.createTempDirectory("pressroom-bench");
        Files.createDirectories(state.resolve("logs"));
        Layout layout = new Layout(root, state, portOffset).onFreePorts();
        try {
            measure(layout);
        } finally {
            FileSystemUtils.deleteRecursively(state);
        }
        return 0;
    }

    private void measure(Layout layout) throws InterruptedException, ExecutionException {
        try (TemporalServer server = TemporalServer.start(layout, LifecycleBench::progress)) {
            WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(Layout.HOST + ":" + layout.temporal()).validateAndBuildWithDefaults());
            WorkflowClient client = WorkflowClient.newInstance(stubs,
                    WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build());
            ManyWorlds worlds = new ManyWorlds();
            WorkerFactory workers = workers(client, worlds);
            try {
                Lives lives = new Lives(client, worlds);
                List<Kind> kinds = new ArrayList<>(List.of(new Kind("nothing", workflows, lives::nothing),
                        new Kind(ACTIVITY, workflows, lives::oneActivity), new Kind(GOLDEN, workflows, lives::golden)));
                new Paths(client, worlds, lives).all().forEach((name, life) -> kinds.add(new Kind(name, others, life)));
                for (int round = 1 - WARM_UPS; round <= rounds; round++) {
                    for (Kind kind : kinds) {
                        Round measured = run(kind, server, round);
                        if (round > 0) {
                            kind.rounds().add(measured);
                        }
                    }
                    progress(round > 0 ? "round " + round + " of " + rounds : "warming up");
                }
                tell(client, kinds);
            } finally {
                workers.shutdownNow();
                stubs.shutdownNow();
            }
        }
    }

    private static void progress(String step) {
        System.err.println(step);
    }

    private static WorkerFactory workers(WorkflowClient client, ManyWorlds worlds) {
        WorkerFactory workers = WorkerFactory.newInstance(client);
        Worker orders = workers.newWorker(OrderWorkflow.TASK_QUEUE);
        orders.registerWorkflowImplementationTypes(OrderWorkflowRun.class, Yardstick.NothingRun.class, Yardstick.OneActivityRun.class);
        orders.registerActivitiesImplementations(worlds.activities(), new Yardstick.ActDone());
        workers.newWorker(OrderWorkflow.PRINTERS_TASK_QUEUE).registerActivitiesImplementations(worlds.activities());
        workers.start();
        return workers;
    }

    private Round run(Kind kind, TemporalServer server, int round) throws InterruptedException, ExecutionException {
        kind.ids().clear();
        Duration cpuBefore = cpu(server);
        long began = System.nanoTime();
        try (ExecutorService callers = Executors.newFixedThreadPool(atOnce)) {
            List<Future<String>> running = new ArrayList<>();
            for (int n = 0; n < kind.workflows(); n++) {
                String name = kind.name().replaceAll("[^a-z]+", "-") + "-" + (round + WARM_UPS) + "-" + n;
                running.add(callers.submit(() -> kind.life().apply(name)));
            }
            for (Future<String> one : running) {
                kind.ids().add(one.get());
            }
        }
        double millis = (System.nanoTime() - began) / 1e6 / kind.workflows();
        return new Round(millis, cpu(server).minus(cpuBefore).toNanos() / 1e6 / kind.workflows());
    }

    /** Of this process, workers included, and of the server. */
    private static Duration cpu(TemporalServer server) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return server.cpu().plusNanos(system.getProcessCpuTime());
    }

    private static void tell(WorkflowClient client, List<Kind> kinds) {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf(Locale.ROOT, "Temporal dev server of CLI %s, Java %s, %s %s, %d processors, load %.1f%n%n",
                TemporalServer.VERSION,
                System.getProperty("java.version"), System.getProperty("os.name"), System.getProperty("os.arch"),
                system.getAvailableProcessors(), system.getSystemLoadAverage());
        System.out.printf("%-22s %12s %12s %12s %9s %8s %8s %12s%n", "per workflow", "time ms", "worst ms", "cpu ms", "actions", "events",
                "hist KB", "time ratio");
        Map<String, History> histories = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            History history = typical(client, kind.ids());
            histories.put(kind.name(), history);
            System.out.printf(Locale.ROOT, "%-22s %12.1f %12.1f %12.1f %9d %8d %8.1f %12.2f%n", kind.name(), median(kind, false),
                    kind.rounds().stream().mapToDouble(Round::millis).max().orElse(0), median(kind, true), history.actions(),
                    history.events(), history.bytes() / 1024.0, ratio(kinds, kind.name()));
        }
        History golden = histories.getOrDefault(GOLDEN, new History(0, 0, 0));
        System.out.println();
        System.out.printf(Locale.ROOT, "actions %d, events %d, history-kb %d, time-ratio %.2f%n", golden.actions(), golden.events(),
                Math.round(golden.bytes() / 1024.0), ratio(kinds, GOLDEN));
    }

    /** Facts that happen to arrive in one task save some events: the one in the middle. */
    private static History typical(WorkflowClient client, List<String> ids) {
        return ids.stream().map(id -> History.of(client, id)).sorted(Comparator.comparingInt(History::actions)
                .thenComparingInt(History::events).thenComparingInt(History::bytes)).toList().get(ids.size() / 2);
    }

    private static double median(Kind kind, boolean cpu) {
        return median(kind.rounds().stream().map(round -> cpu ? round.cpuMillis() : round.millis()).toList());
    }

    /** Each round against the one-activity workflows of the same round: what disturbs the machine disturbs both. */
    private static double ratio(List<Kind> kinds, String name) {
        List<Round> yardstick = rounds(kinds, ACTIVITY);
        List<Round> own = rounds(kinds, name);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < own.size(); i++) {
            ratios.add(own.get(i).millis() / yardstick.get(i).millis());
        }
        return median(ratios);
    }

    private static List<Round> rounds(List<Kind> kinds, String name) {
        return kinds.stream().filter(kind -> kind.name().equals(name)).findFirst().orElseThrow().rounds();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
