package dev.pressroom.sandbox.bench;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Input;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.workflows.OrderJson;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.IntFunction;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Orders that a printer accepted and has to ship by a time, as the record keeps them. */
final class WaitingOrders {

    private static final Duration DISPATCH = Duration.ofDays(3);
    private static final int AT_ONCE = 1_000;

    private final JdbcTemplate jdbc;

    WaitingOrders(DataSource dataSource) {
        this.jdbc = new JdbcTemplate(dataSource);
    }

    /** Adds {@code count} orders whose ids begin so; answers when each is due. */
    Map<String, Instant> add(String prefix, int count, IntFunction<Instant> due) {
        Map<String, Instant> added = new TreeMap<>();
        List<Object[]> orders = new ArrayList<>();
        List<Object[]> items = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            String id = "%s%06d".formatted(prefix, n);
            Instant placed = due.apply(n).minus(DISPATCH);
            Snapshot state = accepted(id, placed);
            Status status = Status.of(state);
            Instant until = Objects.requireNonNull(status.until());
            added.put(id, until);
            // Touched just now, so that the sweep does not take those without a workflow for lost ones.
            orders.add(new Object[]{id, placed.atOffset(ZoneOffset.UTC), OrderProcess.RULES, status.stage().name(), status.waitingFor(),
                    until.atOffset(ZoneOffset.UTC), OrderJson.write(state)});
            items.add(new Object[]{id});
            if (orders.size() == AT_ONCE || n == count - 1) {
                insert(orders, items);
                orders.clear();
                items.clear();
            }
        }
        return added;
    }

    private void insert(List<Object[]> orders, List<Object[]> items) {
        jdbc.batchUpdate("""
            INSERT INTO orders (order_id, placed_at, rules, stage, waiting_for, due_at, snapshot,
                                shop, service, country, content_hash, placed_by, version, updated_at)
            VALUES (?, ?, ?, ?, ?, ?, ?::jsonb, 'demo', 'STANDARD', 'DE', '-', 'bench', 4, now() + interval '1 hour')
            """, orders);
        jdbc.batchUpdate("""
            INSERT INTO order_items (order_id, item_id, position, product, quantity, photos)
            VALUES (?, '1', 1, 'PRINT-10X15', 1, '[]')
            """, items);
    }

    private static Snapshot accepted(String id, Instant at) {
        OrderSummary order = new OrderSummary(id, "demo", ServiceLevel.STANDARD, "DE",
                List.of(new OrderSummary.OrderedItem("1", "PRINT-10X15", 1)), at);
        StepResult chosen = new StepResult.Chosen(List.of(new StepResult.Assignment("elanders-de", List.of(new ItemQuantity("1", 1)),
                new Clocks(Duration.ofHours(4), DISPATCH, Duration.ofDays(7)))));
        List<Input> life = List.of(new Input.Heard(new Fact.OrderPlaced(new Told("shop", id, at, null, null, at))),
                new Input.Finished("choose-1", chosen), new Input.Finished("prepare-2", new StepResult.Prepared()), new Input.Finished(
                        "submit-3", new StepResult.Submission(StepResult.Submission.Kind.ACCEPTED, null, null, null, "P-" + id)));
        Snapshot state = Snapshot.NEW;
        for (Input input : life) {
            state = OrderProcess.on(order, OrderProcess.RULES, state, input, at).next();
        }
        return state;
    }
}
