package dev.pressroom.sandbox.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.storage.inbox.FactRelay;
import dev.pressroom.storage.inbox.FactRelay.Pace;
import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.storage.inbox.RelayQueue.Queued;
import dev.pressroom.workflows.OrderJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./pressroom bench relay}: facts per second from the inbox to the workflows, which are played. */
@Command(name = "relay", mixinStandardHelpOptions = true, showDefaultValues = true, description = {
        "How many facts per second the relay hands over, from the inbox of a PostgreSQL of its own (fsync on) to a stand-in for Temporal that takes a while for each signal.",
        "An order gets one signal with all that is new for it; the stand-in reads the facts as the service does. Failing orders are refused each time, hanging ones take a second."}, footer = {
                "", "The last line is: facts-per-second N, out-of-order N, lost N, time-with-failing X",
                "facts per second and X of the threads and calls that the service has; X: the time until all other orders were told, against that without failing ones."})
final class RelayBench implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration HANG = Duration.ofSeconds(1);
    private static final int SERVICE_THREADS = 2;
    private static final int SERVICE_CALLS = 16;

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(names = "--facts", paramLabel = "N", defaultValue = "20000", description = "Facts of a run.")
    int facts;

    @Option(names = "--orders", paramLabel = "N", defaultValue = "5000", description = "Orders that they belong to.")
    int orders;

    @Option(names = "--signal", paramLabel = "MICROS", defaultValue = "2000", description = "How long a signal takes, in microseconds.")
    int signal;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Runs of each; the median counts, the worst is shown.")
    int runs;

    /** What goes wrong with each hundredth order. */
    private enum Trouble {
        NONE, FAILS, HANGS
    }

    /** @param seconds until all orders without trouble were told and marked */
    private record Run(double seconds, long outOfOrder, long lost) {}

    @Override
    public Integer call() throws IOException {
        Path folder = Files.createTempDirectory("pressroom-bench");
        List<Run> all = new ArrayList<>();
        try (Database database = new Database(folder)) {
            out().println(
                    "%,d facts of %,d orders, %,d us a signal, PostgreSQL with fsync on, %d processors".formatted(facts, orders, signal,
                            Runtime.getRuntime().availableProcessors()));
            out().println(
                    "%8s %8s %18s %10s %10s %13s %6s".formatted("threads", "calls", "1 % of orders", "facts/s", "worst", "out of order",
                            "lost"));
            run(database, 2, SERVICE_CALLS, Trouble.NONE); // warms up
            measured(database, 1, 1, Trouble.NONE, all);
            measured(database, 2, 2, Trouble.NONE, all);
            measured(database, 1, 8, Trouble.NONE, all);
            double whole = measured(database, SERVICE_THREADS, SERVICE_CALLS, Trouble.NONE, all);
            double failing = measured(database, SERVICE_THREADS, SERVICE_CALLS, Trouble.FAILS, all);
            measured(database, SERVICE_THREADS, SERVICE_CALLS, Trouble.HANGS, all);
            measured(database, 4, 32, Trouble.FAILS, all);
            out().println("facts-per-second %.0f, out-of-order %d, lost %d, time-with-failing %.2f".formatted(facts / failing,
                    all.stream().mapToLong(Run::outOfOrder).sum(), all.stream().mapToLong(Run::lost).sum(), failing / whole));
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        return 0;
    }

    private double measured(Database database, int threads, int calls, Trouble trouble, List<Run> all) {
        List<Run> some = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            some.add(run(database, threads, calls, trouble));
        }
        List<Double> seconds = some.stream().map(Run::seconds).sorted().toList();
        double median = seconds.get(seconds.size() / 2);
        out().println("%8d %8d %18s %,10.0f %,10.0f %13d %6d".formatted(threads, calls, switch (trouble) {
            case NONE -> "-";
            case FAILS -> "are refused";
            case HANGS -> "take a second";
        }, facts / median, facts / seconds.getLast(), some.stream().mapToLong(Run::outOfOrder).sum(),
                some.stream().mapToLong(Run::lost).sum()));
        out().flush();
        all.addAll(some);
        return median;
    }

    private Run run(Database database, int threads, int calls, Trouble trouble) {
        fill(database.jdbc());
        Workflows workflows = new Workflows(trouble);
        HikariConfig config = new HikariConfig();
        config.setDataSource(database.dataSource());
        config.setMaximumPoolSize(threads + 1);
        try (HikariDataSource pool = new HikariDataSource(config)) {
            JdbcClient jdbc = JdbcClient.create(pool);
            FactRelay relay = new FactRelay(new RelayQueue(jdbc, Clock.systemUTC()),
                    new TransactionTemplate(new JdbcTransactionManager(pool)),
                    _ -> workflows::take, Clock.systemUTC(), new Pace(Duration.ofMillis(200), threads, calls, Duration.ofSeconds(12)));
            long begin = System.nanoTime();
            relay.start();
            try {
                return watched(jdbc, workflows, begin);
            } finally {
                relay.stop();
            }
        }
    }

    /** All orders but the failing ones are told, and that is in the record. */
    private Run watched(JdbcClient jdbc, Workflows workflows, long begin) {
        while (jdbc.sql("SELECT EXISTS (SELECT FROM facts WHERE state = 'NEW' AND NOT right(order_id, 2) = ANY (:troubled))")
                .param("troubled", workflows.trouble == Trouble.NONE ? new String[0] : new String[]{"00"}).query(Boolean.class).single()) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException("the relay did not hand over all facts within " + PATIENCE);
            }
            LockSupport.parkNanos(5_000_000);
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        long lost = jdbc.sql("SELECT fact_id FROM facts WHERE state = 'SENT'").query(Long.class).list().stream()
                .filter(fact -> !workflows.told.contains(fact)).count();
        return new Run(seconds, workflows.outOfOrder.get(), lost);
    }

    private void fill(JdbcClient jdbc) {
        jdbc.sql("TRUNCATE facts, relay_queue RESTART IDENTITY CASCADE").update();
        jdbc.sql("""
            INSERT INTO facts (source, event_key, order_id, name, payload, raw_text, occurred_at, received_at, state)
            SELECT 'carrier/dpd', key, 'B-' || lpad(CAST(n % :orders AS text), 6, '0'), 'ParcelDelivered',
                   jsonb_build_object('type', 'ParcelFact', 'told', jsonb_build_object('source', 'carrier/dpd', 'key', key,
                       'occurredAt', '2026-11-20T09:00:00Z', 'saidAt', '20261120100000', 'zoneRule', 'Europe/Brussels',
                       'receivedAt', '2026-11-21T02:00:00Z'), 'carrier', 'dpd', 'number', lpad(CAST(n AS text), 14, '0'),
                       'event', jsonb_build_object('type', 'ParcelDelivered', 'code', '13')),
                   '13', '2026-11-20T09:00:00Z', '2026-11-21T02:00:00Z', 'NEW'
            FROM (SELECT n, lpad(CAST(n AS text), 14, '0') || '|20261120100000|13|0512' AS key FROM generate_series(0, :facts - 1) n) told
            """).param("orders", orders).param("facts", facts).update();
        jdbc.sql("INSERT INTO relay_queue (order_id, due_at) SELECT DISTINCT order_id, now() FROM facts ORDER BY order_id").update();
        jdbc.sql("VACUUM ANALYZE facts, relay_queue").update();
        jdbc.sql("CHECKPOINT").update();
    }

    /** Stands in for Temporal: takes a while, and knows what each order was told last. */
    private final class Workflows {

        private final Trouble trouble;
        private final Map<String, Long> last = new ConcurrentHashMap<>();
        private final Set<Long> told = ConcurrentHashMap.newKeySet();
        private final AtomicLong outOfOrder = new AtomicLong();

        Workflows(Trouble trouble) {
            this.trouble = trouble;
        }

        void take(String order, List<Queued> queued) {
            boolean troubled = order.endsWith("00");
            queued.forEach(fact -> Objects.requireNonNull(OrderJson.read(fact.payload(), Fact.class)));
            wait(trouble == Trouble.HANGS && troubled ? HANG : Duration.ofNanos(signal * 1_000L));
            if (trouble == Trouble.FAILS && troubled) {
                throw new IllegalStateException("this order is refused");
            }
            for (Queued fact : queued) {
                Long before = last.put(order, fact.factId());
                told.add(fact.factId());
                if (before != null && before >= fact.factId()) {
                    outOfOrder.incrementAndGet();
                }
            }
        }

        private void wait(Duration time) {
            long until = System.nanoTime() + time.toNanos();
            for (long left = time.toNanos(); left > 0; left = until - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }
}
