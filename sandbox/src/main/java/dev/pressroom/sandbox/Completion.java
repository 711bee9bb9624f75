package dev.pressroom.sandbox;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Waits until every order came to its end: delivered or cancelled, or parked for a person while nothing happens any more. */
final class Completion {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    /** Longer than any step of a printer that goes on by itself. */
    private static final Duration QUIET = Duration.ofSeconds(30);

    private final JdbcClient jdbc;
    private final List<String> orders;
    private final Consumer<String> progress;
    private long delivered = -1;
    private String state = "";
    private long since;

    Completion(JdbcClient jdbc, List<String> orders, Consumer<String> progress) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.progress = progress;
    }

    /** @param meanwhile is called at each look */
    void await(Duration within, Runnable meanwhile) {
        long end = System.nanoTime() + within.toNanos();
        while (System.nanoTime() < end && !complete()) {
            meanwhile.run();
            Children.pause(LOOK_EVERY);
        }
    }

    private record Counts(long delivered, long ended, long parked, String state) {}

    private boolean complete() {
        Counts counts = jdbc.sql("""
            SELECT count(*) FILTER (WHERE stage = 'DELIVERED') AS delivered, count(*) FILTER (WHERE closed_at IS NOT NULL) AS ended,
                   count(*) FILTER (WHERE closed_at IS NULL AND attention IS NOT NULL) AS parked,
                   coalesce(string_agg(order_id || ' ' || stage || ' ' || coalesce(attention, ''), ',' ORDER BY order_id), '') AS state
            FROM pressroom.orders WHERE order_id = ANY (:orders)
            """).param("orders", orders.toArray(String[]::new)).query(Counts.class).single();
        if (counts.delivered() != delivered) {
            delivered = counts.delivered();
            progress.accept(delivered + " of " + orders.size() + " delivered");
        }
        if (!counts.state().equals(state)) {
            state = counts.state();
            since = System.nanoTime();
        }
        boolean allEnded = counts.ended() == orders.size();
        boolean othersParked = counts.ended() + counts.parked() == orders.size();
        return allEnded || (othersParked && System.nanoTime() - since > QUIET.toNanos());
    }
}
