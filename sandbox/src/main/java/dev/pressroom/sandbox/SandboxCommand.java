package dev.pressroom.sandbox;

import dev.pressroom.sandbox.bench.Bench;
import dev.pressroom.sandbox.certify.PrinterCommand;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.simulate.SimulateCommand;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.CannotCreateTransactionException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pressroom sandbox}. */
@Command(name = "sandbox", mixinStandardHelpOptions = true, sortOptions = false, description = "Starts the whole print world on this machine: PostgreSQL, Temporal with its UI, four printers, a carrier, the service.")
public final class SandboxCommand implements Callable<Integer> {

    private static final int SAMPLE_ORDERS = 6;
    private static final int FIRST_ORDER = 1001;
    private static final int MOST_OFFSET = 46_000;

    @Option(names = "--orders", paramLabel = "N", description = "Place N orders (default: six on a first start, none on a later one).")
    @Nullable
    Integer orders;

    @Option(names = "--exit", description = "Wait until all are delivered, print a table, stop everything, keep the state. Exit 0 only if none was lost, doubled or left silent, and all are delivered (or, with --personalities all, parked with the next step).")
    boolean exit;

    @Option(names = "--fresh", description = "Forget the state of earlier runs first.")
    boolean fresh;

    @Option(names = "--photos", paramLabel = "DIR", description = "Use your own JPEG photographs.")
    @Nullable
    Path photos;

    @Option(names = "--state", paramLabel = "DIR", description = "Where the state is kept (default: .sandbox).")
    @Nullable
    Path state;

    @Option(names = "--port-offset", paramLabel = "N", description = "Move all ports by N.")
    int portOffset;

    @Option(names = "--seed", paramLabel = "N", description = "Same seed, same week (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = {"--personalities",
            "--habits"}, paramLabel = "HABITS", description = "The printers' habits, for example: drops-connection,sends-twice (default: ${DEFAULT-VALUE}). all: every habit now and then; with --exit also three kills of the service, breakdowns of the printers, and orders that cannot be printed.")
    String personalities = "prompt";

    @Option(names = "--printer", paramLabel = "FILE", description = "A profile of your own beside the four; may be given several times, and is kept until --fresh. Start that printer yourself, for example with ./pressroom simulate.")
    List<Path> printers = List.of();

    @Option(names = "--timeout", paramLabel = "SECONDS", description = "With --exit: how long to wait (default: 300, and 5 for each order).")
    @Nullable
    Integer timeout;

    public static void main(String[] args) {
        System.exit(commands().execute(args));
    }

    /** Everything that knows the sandbox's simulators or its state. */
    static CommandLine commands() {
        CommandLine command = new CommandLine(new Commands());
        command.setExecutionExceptionHandler((exception, line, parsed) -> {
            System.err.println(told(exception).orElseThrow(() -> exception));
            return 1;
        });
        return command;
    }

    /** What a person can mend; empty for a defect of ours, which needs its stack trace. */
    static Optional<String> told(Exception exception) {
        return switch (exception) {
            case SandboxProblem problem -> Optional.of(String.valueOf(problem.getMessage()));
            case IllegalArgumentException wrong -> Optional.of(String.valueOf(wrong.getMessage()));
            // A full disk, a folder that cannot be written.
            case IOException io -> Optional.of(chain(io));
            case UncheckedIOException io -> Optional.of(chain(io));
            case DataAccessResourceFailureException away -> Optional.of(away(away));
            case CannotCreateTransactionException away -> Optional.of(away(away));
            case StatusRuntimeException away -> Optional.of("Temporal does not answer: " + away.getStatus()
                    + "; check PRESSROOM_TEMPORAL_TARGET and PRESSROOM_TEMPORAL_NAMESPACE, or name a sandbox with --state.");
            default -> Optional.empty();
        };
    }

    private static String chain(Exception exception) {
        return Stream.iterate((Throwable) exception, Objects::nonNull, Throwable::getCause)
                .map(cause -> cause instanceof UncheckedIOException ? cause.getMessage() : cause.toString()).distinct()
                .collect(Collectors.joining(": "));
    }

    private static String away(Exception exception) {
        return "the record does not answer: " + NestedExceptionUtils.getMostSpecificCause(exception).getMessage()
                + "; check PRESSROOM_DB_URL, PRESSROOM_DB_USER and PRESSROOM_DB_PASSWORD, or name a sandbox with --state.";
    }

    @Command(name = "pressroom", subcommands = {SandboxCommand.class, ProveCommand.class, ReplayCommand.class, WhyCommand.class,
            Bench.class, SimulateCommand.class, PrinterCommand.class})
    static final class Commands {
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (orders != null && orders < 0) {
            throw new SandboxProblem("--orders " + orders + ": give 0 or more");
        }
        if (portOffset < 0 || portOffset > MOST_OFFSET) {
            throw new SandboxProblem("--port-offset " + portOffset + ": give 0 to " + MOST_OFFSET + ", ports end at 65535");
        }
        Path root = Path.of(System.getProperty("pressroom.root", "")).toAbsolutePath();
        Layout layout = new Layout(root, (state == null ? root.resolve(".sandbox") : state).toAbsolutePath(), portOffset);
        Personality personality = Personality.parse(personalities);
        if (fresh) {
            forget(layout.state());
        }
        if (!printers.isEmpty()) {
            layout.addPrinters(printers);
        }
        long began = System.nanoTime();
        // Before anything is started: Ctrl-C may come while the service is starting.
        AtomicReference<@Nullable Sandbox> running = new AtomicReference<>();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(running.get()), "stop"));
        Sandbox sandbox = new Sandbox(layout, seed, personality, photos, Map.of(),
                step -> System.out.printf("%4d s  %s%n", Duration.ofNanos(System.nanoTime() - began).toSeconds(), step));
        running.set(sandbox);
        links(sandbox);
        boolean everythingGoesWrong = personality.equals(Personality.parse(Personality.ALL));
        Runnable mishaps = everythingGoesWrong
                ? new BadWeek(sandbox, seed, orders != null ? orders : SAMPLE_ORDERS, SandboxCommand::tell)::look
                : () -> {
                };
        if (!everythingGoesWrong) {
            // A bad week kills the service and starts it again by itself.
            sandbox.service().keepUp(SandboxCommand::tell);
        }
        List<String> placed = place(sandbox, everythingGoesWrong);
        if (!exit) {
            System.out.println("Up. Ctrl-C stops everything that was started here; the orders stay (--fresh forgets them).");
            new CountDownLatch(1).await();
        }
        new Completion(JdbcClient.create(sandbox.record().dataSource()), placed, SandboxCommand::tell).await(
                Duration.ofSeconds(timeout != null ? timeout : 300 + 5L * placed.size()), mishaps);
        Tally tally = Tally.of(sandbox.record().dataSource(), sandbox.partners().printers(), sandbox.workflows(), placed);
        sandbox.close();
        System.out.println();
        System.out.print(tally.table());
        System.out.println();
        NoticeBook told = sandbox.shop().notices();
        System.out.println(
                "the shop took " + told.heard().size() + " notices, " + told.twice() + " of them twice, and refused " + told.refusals());
        System.out.println();
        System.out.println(tally.lastLine(everythingGoesWrong));
        return tally.good(everythingGoesWrong) ? 0 : 1;
    }

    private static void tell(String progress) {
        System.out.println("        " + progress);
    }

    private static void stop(@Nullable Sandbox sandbox) {
        if (sandbox != null) {
            sandbox.close();
        }
        Children.stopAll();
    }

    private List<String> place(Sandbox sandbox, boolean someFlawed) {
        int before = JdbcClient.create(sandbox.record().dataSource()).sql("SELECT count(*) FROM pressroom.orders").query(Integer.class)
                .single();
        int count = orders != null ? orders : before == 0 ? SAMPLE_ORDERS : 0;
        List<String> placed = new ArrayList<>();
        for (int n = before; n < before + count; n++) {
            placed.add(sandbox.shop().place("S-" + (FIRST_ORDER + n), n, someFlawed ? BadWeek.flaw(n) : Shop.Flaw.NONE));
        }
        System.out.println(count == 0 ? before + " orders from earlier" : "placed " + count + " orders, the last is " + placed.getLast());
        return placed;
    }

    private static void links(Sandbox sandbox) {
        Layout layout = sandbox.layout();
        System.out.println();
        System.out.println("  Temporal UI   http://127.0.0.1:" + layout.temporalUi() + "/namespaces/default/workflows");
        System.out.println("  API           " + layout.serviceUrl() + "/swagger-ui.html");
        System.out.println("  token         " + sandbox.secrets().get("shop-token"));
        System.out.println("  health        http://127.0.0.1:" + layout.management() + "/actuator/health");
        System.out.println("  database      psql 'postgresql://postgres:postgres@127.0.0.1:" + layout.postgres()
                + "/postgres?options=-csearch_path%3Dpressroom'");
        System.out.println("  printers      " + layout.state().resolve("partners"));
        System.out.println("  reports       " + layout.state().resolve("reports"));
        System.out.println("  logs          " + layout.logs());
        System.out.println("  service pid   " + sandbox.service().pid());
        System.out.println();
    }

    /** Photographs are kept: they are the same each time and take long to make. Refused while a sandbox runs on it. */
    static void forget(Path state) throws IOException {
        if (!Files.isDirectory(state)) {
            return;
        }
        if (!Files.exists(state.resolve("secrets.properties")) && !Files.exists(state.resolve(Sandbox.LOCK))) {
            throw new SandboxProblem(state + " does not look like a sandbox's state; --fresh deletes nothing there.");
        }
        try (FileChannel _ = Sandbox.hold(state); Stream<Path> parts = Files.list(state)) {
            for (Path part : parts.filter(path -> !List.of("photos", Sandbox.LOCK).contains(path.getFileName().toString())).toList()) {
                try (Stream<Path> files = Files.walk(part)) {
                    for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
    }
}
