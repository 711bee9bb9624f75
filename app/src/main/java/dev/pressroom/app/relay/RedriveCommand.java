package dev.pressroom.app.relay;

import dev.pressroom.app.TemporalConnection;
import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.workflows.OrderJson;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code ./pressroom redrive}: what the sweep does all the time, at once and for all or some orders. */
@Command(name = "redrive", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "After Temporal or its history was lost, or an order is stuck: sends facts again that were sent and not applied, and starts open orders that have no running workflow. Nothing is printed twice by it.",
        "Speaks to the record and to Temporal as the service does (PRESSROOM_DB_URL, PRESSROOM_DB_USER, PRESSROOM_DB_PASSWORD, PRESSROOM_TEMPORAL_TARGET, PRESSROOM_TEMPORAL_NAMESPACE, for TLS SPRING_TEMPORAL_CONNECTION_...). The facts are sent by the running service."})
public final class RedriveCommand implements Callable<Integer> {

    private static final int PAGE = 500;

    @Parameters(arity = "0..*", paramLabel = "ORDER", description = "Only these orders (default: all).")
    List<String> orders = new ArrayList<>();

    @Override
    public Integer call() {
        JdbcClient jdbc = JdbcClient.create(new DriverManagerDataSource(
                setting("PRESSROOM_DB_URL", "jdbc:postgresql://127.0.0.1:5432/pressroom?currentSchema=pressroom"),
                setting("PRESSROOM_DB_USER", "pressroom"), setting("PRESSROOM_DB_PASSWORD", "")));
        try (TemporalConnection temporal = TemporalConnection.open()) {
            return redrive(jdbc, temporal);
        } catch (DataAccessException e) {
            System.err.println("the record (PRESSROOM_DB_URL) does not answer: " + e.getMostSpecificCause().getMessage());
            return 1;
        }
    }

    private int redrive(JdbcClient jdbc, TemporalConnection temporal) {
        try {
            Clock clock = Clock.systemUTC();
            OrderRecord record = new OrderRecord(jdbc, clock);
            WorkflowClient client = WorkflowClient.newInstance(temporal.stubs(), WorkflowClientOptions.newBuilder()
                    .setDataConverter(OrderJson.dataConverter()).setNamespace(temporal.namespace()).build());
            RelayQueue queue = new RelayQueue(jdbc, clock);
            return redrive(jdbc, new Redrive(queue, record, new OrderRuns(client, record)), queue, clock.instant());
        } catch (StatusRuntimeException e) {
            System.err.println("Temporal at " + temporal.target() + " (PRESSROOM_TEMPORAL_TARGET) does not answer: " + e.getStatus()
                    + "; facts are kept in the record, try again when it is back");
            return 1;
        }
    }

    private int redrive(JdbcClient jdbc, Redrive redrive, RelayQueue queue, Instant now) {
        List<String> started = new ArrayList<>();
        int again;
        int lost = 0;
        if (orders.isEmpty()) {
            again = redrive.sendAgain(now);
            for (List<String> page = redrive.open(now, "", PAGE); !page.isEmpty(); page = redrive.open(now, page.getLast(), PAGE)) {
                started.addAll(redrive.startLost(page));
            }
        } else {
            again = 0;
            List<String> open = new ArrayList<>();
            for (String order : orders) {
                Optional<Boolean> closed = jdbc.sql("SELECT closed_at IS NOT NULL FROM orders WHERE order_id = ?").param(order)
                        .query(Boolean.class).optional();
                if (closed.isEmpty()) {
                    System.err.println("there is no order " + order + " in the record");
                    lost++;
                } else {
                    again += queue.sendAgain(order);
                    if (!closed.get()) {
                        open.add(order);
                    }
                }
            }
            started.addAll(redrive.startLost(open));
        }
        started.forEach(order -> System.out.println("started " + order));
        System.out.println("orders with facts sent again " + again + ", orders started " + started.size());
        return lost == 0 ? 0 : 1;
    }

    private static String setting(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }
}
