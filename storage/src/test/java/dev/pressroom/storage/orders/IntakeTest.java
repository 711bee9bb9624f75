package dev.pressroom.storage.orders;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.storage.Database;
import dev.pressroom.storage.orders.Placement.Different;
import dev.pressroom.storage.orders.Placement.Placed;
import dev.pressroom.storage.orders.Placement.Same;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

class IntakeTest {

    private static final Database DATABASE = Database.fresh();
    private final JdbcClient jdbc = DATABASE.jdbc();
    private final Intake intake = new Intake(jdbc, DATABASE.transactions());

    @Test
    void storesTheOrderWithItsFactAndQueuesIt() {
        Placement placement = intake.place(Samples.order("A-1"));

        assertThat(placement).isEqualTo(new Placed(Instant.parse("2026-11-21T12:00:00.123457Z")));
        assertThat(jdbc
                .sql("""
                    SELECT source || ' ' || event_key || ' ' || name || ' ' || state || ' ' || (payload #>> '{told,key}') FROM facts WHERE order_id = 'A-1'
                    """)
                .query(String.class).list()).containsExactly("shop/demo A-1 OrderPlaced NEW A-1");
        assertThat(jdbc.sql("SELECT seq FROM relay_queue WHERE order_id = 'A-1'").query(Long.class).single()).isEqualTo(1);
        assertThat(jdbc.sql("SELECT item_id FROM order_items WHERE order_id = 'A-1' ORDER BY position").query(String.class).list())
                .containsExactly("book", "prints");
        assertThat(
                jdbc.sql("SELECT name || ', ' || city FROM addresses WHERE order_id = 'A-1' AND version = 1").query(String.class).single())
                .isEqualTo("Ada Example, Berlin");
    }

    @Test
    void answersTheSameOrderAgainWithTheTimeOfTheFirst() {
        Placed first = (Placed) intake.place(Samples.order("A-2"));

        Placement again = intake.place(Samples.order("A-2", "demo", "hash-1", Samples.NOON.plusSeconds(60)));

        assertThat(again).isEqualTo(new Same(first.placedAt()));
        assertThat(facts("A-2")).isEqualTo(1);
    }

    @Test
    void refusesOtherContentAndOtherShopsUnderTheId() {
        intake.place(Samples.order("A-3"));

        assertThat(intake.place(Samples.order("A-3", "demo", "hash-2", Samples.NOON))).isEqualTo(new Different());
        assertThat(intake.place(Samples.order("A-3", "other", "hash-1", Samples.NOON))).isEqualTo(new Different());
        assertThat(facts("A-3")).isEqualTo(1);
    }

    @Test
    void placesOneOfManyAtTheSameMoment() throws Exception {
        int clients = 8;
        CyclicBarrier start = new CyclicBarrier(clients);
        Callable<Placement> place = () -> {
            start.await();
            return intake.place(Samples.order("A-4"));
        };
        List<Placement> placements;
        try (var threads = Executors.newFixedThreadPool(clients)) {
            List<Future<Placement>> answers = IntStream.range(0, clients).mapToObj(_ -> threads.submit(place)).toList();
            threads.shutdown();
            assertThat(threads.awaitTermination(30, SECONDS)).isTrue();
            placements = answers.stream().map(Future::resultNow).toList();
        }

        assertThat(placements).filteredOn(Placed.class::isInstance).hasSize(1);
        assertThat(placements).filteredOn(Same.class::isInstance).hasSize(clients - 1);
        assertThat(facts("A-4")).isEqualTo(1);
    }

    @Test
    void keepsNothingOfAnOrderWhoseFactCannotBeStored() {
        NewOrder order = Samples.order("A-5");
        NewOrder broken = new NewOrder(order.orderId(), order.shop(), order.service(), order.shipTo(), order.items(), order.contentHash(),
                order.placedBy(), order.placedAt(), "not JSON");

        assertThatThrownBy(() -> intake.place(broken)).isInstanceOf(DataAccessException.class);

        assertThat(jdbc.sql("SELECT count(*) FROM orders WHERE order_id = 'A-5'").query(Long.class).single()).isZero();
        assertThat(intake.place(order)).isInstanceOf(Placed.class);
    }

    private long facts(String orderId) {
        return jdbc.sql("SELECT count(*) FROM facts WHERE order_id = ?").param(orderId).query(Long.class).single();
    }
}
