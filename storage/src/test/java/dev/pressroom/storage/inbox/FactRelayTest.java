package dev.pressroom.storage.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.inbox.FactRelay.Pace;
import dev.pressroom.storage.inbox.RelayQueue.Lease;
import dev.pressroom.storage.inbox.RelayQueue.Queued;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class FactRelayTest {

    private static final HikariDataSource DATABASE = pool(Database.fresh().source());
    private static final TransactionTemplate TRANSACTIONS = new TransactionTemplate(new JdbcTransactionManager(DATABASE));
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final Hands hands = new Hands();
    private final Hourglass clock = new Hourglass();
    private final RelayQueue queue = new RelayQueue(jdbc, clock);
    private final List<FactRelay> started = new ArrayList<>();

    private static HikariDataSource pool(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setMaximumPoolSize(8);
        return new HikariDataSource(config);
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void empty() {
        jdbc.sql("TRUNCATE facts, relay_queue RESTART IDENTITY CASCADE").update();
    }

    @AfterEach
    void stop() {
        hands.letGo();
        started.forEach(FactRelay::stop);
    }

    /** Goes only when it is turned. */
    private static final class Hourglass extends Clock {

        private volatile Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    /** Takes facts, refuses those of some orders, and holds others until it is told. */
    private static final class Hands implements FactRelay.Taker {

        private final Map<String, List<Long>> took = new ConcurrentHashMap<>();
        private final Set<String> refusing = ConcurrentHashMap.newKeySet();
        private final Set<String> holding = ConcurrentHashMap.newKeySet();
        private final Map<String, Integer> calls = new ConcurrentHashMap<>();
        private final CountDownLatch letGo = new CountDownLatch(1);

        @Override
        public FactRelay.Hand ready(Collection<String> orders) {
            return this::take;
        }

        private void take(String order, List<Queued> facts) {
            calls.merge(order, 1, Integer::sum);
            if (refusing.contains(order)) {
                throw new IllegalStateException("not now");
            }
            took.computeIfAbsent(order, _ -> Collections.synchronizedList(new ArrayList<>()))
                    .addAll(facts.stream().map(Queued::factId).toList());
            if (holding.contains(order)) {
                try {
                    letGo.await(30, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        void letGo() {
            letGo.countDown();
        }
    }

    private FactRelay relay(FactRelay.Taker taker) {
        FactRelay relay = new FactRelay(queue, TRANSACTIONS, taker, clock,
                new Pace(Duration.ofMillis(10), 2, 8, PATIENCE));
        started.add(relay);
        relay.start();
        return relay;
    }

    private void facts(String order, int count) {
        TRANSACTIONS.executeWithoutResult(_ -> {
            jdbc.sql("""
                INSERT INTO facts (source, event_key, order_id, name, payload, occurred_at, received_at, state)
                SELECT 'printer/p', gen_random_uuid()::text, :order, 'JobPrinted', '{}', now(), now(), 'NEW' FROM generate_series(1, :count)
                """).param("order", order).param("count", count).update();
            queue.add(order);
        });
    }

    private List<String> rows(String sql) {
        return jdbc.sql("SELECT CAST(row_ AS text) FROM (" + sql + ") row_").query(String.class).list();
    }

    private void awaitEmptyQueue() {
        await().untilAsserted(() -> assertThat(rows("SELECT order_id FROM relay_queue")).isEmpty());
    }

    @Test
    void handsEachOrderAllItsFactsInOneCallAndInTheirOrder() {
        IntStream.range(0, 300).forEach(order -> facts("A-" + order, 1 + order % 5));
        relay(hands);
        awaitEmptyQueue();

        assertThat(hands.calls).hasSize(300).values().containsOnly(1);
        assertThat(hands.took.values()).allSatisfy(facts -> assertThat(facts).isSorted());
        assertThat(rows("SELECT DISTINCT state FROM facts")).containsExactly("(SENT)");
        assertThat(hands.took.values().stream().mapToInt(List::size).sum()).isEqualTo(rows("SELECT 1 FROM facts").size());
    }

    @Test
    void handsOverWhatIsMoreThanOneCallMayHave() {
        facts("A-1", 450);
        relay(hands);
        awaitEmptyQueue();

        assertThat(hands.calls).containsEntry("A-1", 3);
        assertThat(hands.took.get("A-1")).hasSize(450).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aFailingOrderWaitsLongerEachTimeAndHoldsNoOther() {
        hands.refusing.add("A-1");
        facts("A-1", 2);
        facts("A-2", 2);
        relay(hands);

        await().untilAsserted(() -> assertThat(rows("SELECT order_id, attempts, last_error FROM relay_queue"))
                .containsExactly("(A-1,1,\"IllegalStateException: not now\")"));
        assertThat(hands.took).containsOnlyKeys("A-2");
        for (int attempt = 2; attempt <= 8; attempt++) {
            Instant due = jdbc.sql("SELECT due_at FROM relay_queue").query((row, n) -> row.getTimestamp(1).toInstant()).single();
            assertThat(Duration.between(clock.instant(), due)).isEqualTo(Duration.ofSeconds(Math.min(60, 1L << (attempt - 2))));
            clock.now = due;
            int tried = attempt;
            await().untilAsserted(() -> assertThat(rows("SELECT attempts FROM relay_queue")).containsExactly("(" + tried + ")"));
        }
        hands.refusing.clear();
        clock.now = clock.now.plusSeconds(60);
        awaitEmptyQueue();
        assertThat(hands.took.get("A-1")).hasSize(2);
    }

    @Test
    void ordersThatHangHoldNoOther() {
        IntStream.range(0, 4).forEach(order -> {
            hands.holding.add("H-" + order);
            facts("H-" + order, 1);
        });
        relay(hands);
        await().until(() -> hands.took.size() == 4);

        IntStream.range(0, 200).forEach(order -> facts("A-" + order, 2));
        await().untilAsserted(() -> assertThat(rows("SELECT order_id FROM relay_queue ORDER BY 1"))
                .containsExactly("(H-0)", "(H-1)", "(H-2)", "(H-3)"));
        assertThat(hands.took).hasSize(204);
        hands.letGo();
        awaitEmptyQueue();
    }

    @Test
    void handsOverAfterwardsWhatCameDuringTheCall() {
        hands.holding.add("A-1");
        facts("A-1", 1);
        relay(hands);
        await().until(() -> hands.took.containsKey("A-1"));
        facts("A-1", 1);

        hands.letGo();
        awaitEmptyQueue();
        assertThat(hands.took.get("A-1")).hasSize(2).isSorted();
        assertThat(rows("SELECT DISTINCT state FROM facts")).containsExactly("(SENT)");
    }

    /** A nightly chunk has orders' rows locked for seconds. */
    @Test
    void waitsForNobodyWhoAddsFactsAndForgetsNothingOfIt() throws Exception {
        hands.holding.add("A-1");
        facts("A-1", 1);
        FactRelay relay = relay(hands);
        await().until(() -> hands.took.containsKey("A-1"));
        try (Connection chunk = DATABASE.getConnection(); Statement statement = chunk.createStatement()) {
            chunk.setAutoCommit(false);
            statement.execute("""
                INSERT INTO facts (source, event_key, order_id, name, payload, occurred_at, received_at, state)
                VALUES ('carrier/dpd', 'late', 'A-1', 'ParcelDelivered', '{}', now(), now(), 'NEW')""");
            statement.execute("UPDATE relay_queue SET seq = seq + 1 WHERE order_id = 'A-1'");
            hands.letGo();
            facts("A-2", 1);
            await().untilAsserted(() -> assertThat(rows("SELECT order_id, state FROM facts ORDER BY 1"))
                    .containsExactly("(A-1,SENT)", "(A-2,SENT)"));
            assertThat(relay.isRunning()).isTrue();
            chunk.commit();
        }
        awaitEmptyQueue();
        assertThat(hands.took.get("A-1")).hasSize(2);
    }

    @Test
    void neverMarksAFactThatWasAppliedDuringTheCall() {
        hands.holding.add("A-1");
        facts("A-1", 2);
        relay(hands);
        await().until(() -> hands.took.containsKey("A-1"));
        jdbc.sql("UPDATE facts SET state = 'APPLIED' WHERE fact_id = 1").update();

        hands.letGo();
        awaitEmptyQueue();
        assertThat(rows("SELECT fact_id, state FROM facts ORDER BY 1")).containsExactly("(1,APPLIED)", "(2,SENT)");
    }

    @Test
    void whoeverDiesBetweenCallAndMarkLeavesTheOrderToTheNext() {
        facts("A-1", 1);
        facts("A-2", 1);
        List<Lease> dead = queue.lease(1, Duration.ofSeconds(30));
        relay(hands);

        await().untilAsserted(
                () -> assertThat(rows("SELECT order_id FROM relay_queue")).containsExactly("(" + dead.getFirst().orderId() + ")"));
        assertThat(hands.took).hasSize(1);
        clock.now = clock.now.plusSeconds(31);
        awaitEmptyQueue();
        assertThat(hands.took).hasSize(2);
    }

    @Test
    void aLeaseThatRanOutEndsNothingOfTheNext() {
        facts("A-1", 1);
        Lease late = queue.lease(1, Duration.ofSeconds(30)).getFirst();
        clock.now = clock.now.plusSeconds(31);
        Lease next = queue.lease(1, Duration.ofSeconds(30)).getFirst();

        queue.failed(List.of(new RelayQueue.Failed(late, "late", clock.now)));
        assertThat(queue.release(List.of(late), true)).isEmpty();
        assertThat(rows("SELECT attempts, due_at > TIMESTAMPTZ '2026-11-21T12:00:59Z' FROM relay_queue")).containsExactly("(0,t)");
        assertThat(queue.release(List.of(next), true)).isEmpty();
        assertThat(rows("SELECT due_at FROM relay_queue")).containsExactly("(\"2026-11-21 12:00:31+00\")");
    }

    /** Two relays, writers that go on adding, and a taker that refuses every seventh call: each fact arrives, an order's in their order. */
    @Test
    void keepsTheOrderOfFactsWithinAnOrderWhateverHappens() throws Exception {
        Map<String, List<Long>> took = new ConcurrentHashMap<>();
        AtomicInteger calls = new AtomicInteger();
        FactRelay.Taker fickle = _ -> (order, facts) -> {
            if (calls.incrementAndGet() % 7 == 0) {
                throw new IllegalStateException("this time not");
            }
            took.computeIfAbsent(order, _ -> Collections.synchronizedList(new ArrayList<>()))
                    .addAll(facts.stream().map(Queued::factId).toList());
        };
        relay(fickle);
        relay(fickle);
        Thread[] writers = new Thread[2];
        for (int writer = 0; writer < writers.length; writer++) {
            // Each has orders of its own: ids are taken before they are committed, so two that add to one order may be seen in either order.
            String orders = "A-" + writer + "-";
            writers[writer] = Thread.ofPlatform().start(() -> IntStream.range(0, 300).forEach(n -> facts(orders + n % 20, 1 + n % 3)));
        }
        for (Thread writer : writers) {
            writer.join(TimeUnit.MINUTES.toMillis(1));
        }
        await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
            clock.now = clock.now.plusSeconds(1);
            assertThat(rows("SELECT order_id FROM relay_queue")).isEmpty();
        });
        assertThat(rows("SELECT DISTINCT state FROM facts")).containsExactly("(SENT)");
        assertThat(took.values()).allSatisfy(facts -> assertThat(facts).isSorted().doesNotHaveDuplicates());
        assertThat(took.values().stream().mapToInt(List::size).sum()).isEqualTo(1_200);
    }
}
