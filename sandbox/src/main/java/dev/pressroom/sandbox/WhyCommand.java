package dev.pressroom.sandbox;

import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.storage.orders.Decisions;
import dev.pressroom.storage.orders.OrderQueries;
import dev.pressroom.storage.orders.OrderView;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./pressroom why ORDER}. */
@Command(name = "why", mixinStandardHelpOptions = true, sortOptions = false, description = "Tells of an order what it waits for and until when, who has it, what was tried, and why this printer and not another; from the record alone.")
final class WhyCommand implements Callable<Integer> {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Mixin
    StateOptions where = new StateOptions();

    @Parameters(paramLabel = "ORDER", description = "The order's id.")
    String order = "";

    @Override
    public Integer call() {
        try (KeptState state = where.open()) {
            return tell(state.record(), order, System.out);
        }
    }

    static int tell(DataSource record, String order, PrintStream out) {
        OrderView view = new OrderQueries(JdbcClient.create(record), new JdbcTransactionManager(record)).find(order).orElseThrow(
                () -> new SandboxProblem(
                        "there is no order " + order + " in the record; ids are the shop's own, with capitals as it wrote them."));
        OrderView.Line line = view.order();
        out.println("order " + line.orderId() + " of " + line.shop() + ", " + line.service() + " to " + line.country() + ", placed "
                + at(line.placedAt()));
        out.println("stage       " + line.stage() + (line.closedAt() == null ? "" : ", closed " + at(line.closedAt())));
        out.println("waits for   " + (line.waitingFor() == null ? "the order's process, which has not looked at it yet" : line.waitingFor())
                + (line.dueAt() == null ? "" : ", until " + at(line.dueAt()) + ", then we look again"));
        attention(line, out);
        backlog(JdbcClient.create(record), order, out);
        out.println();
        out.println("who has it, what was tried");
        if (view.jobs().isEmpty()) {
            out.println("  no print job yet");
        }
        view.jobs().forEach(job -> job(job, out));
        out.println();
        out.println("why this printer");
        decisions(JdbcClient.create(record), order, out);
        out.println();
        out.println("what happened");
        view.timeline()
                .forEach(happening -> out.println("  " + at(happening.occurredAt()) + "  " + happening.kind() + "  " + happening.says()
                        + (happening.who() == null ? "" : " (" + happening.who() + ")")));
        return 0;
    }

    private static void attention(OrderView.Line line, PrintStream out) {
        if (line.attention() == null) {
            out.println("attention   none");
            return;
        }
        out.println("attention   " + line.attention() + ", " + line.attentionAbout());
        Arrays.stream(AttentionCode.values()).filter(code -> code.name().equals(line.attention())).forEach(code -> {
            out.println("            " + code.what());
            out.println("next step   " + code.nextStep());
        });
    }

    /** What arrived and has had no effect yet. */
    private static void backlog(JdbcClient jdbc, String order, PrintStream out) {
        Map<String, Object> facts = jdbc.sql("""
            SELECT (SELECT count(*) FROM facts WHERE order_id = :order AND state IN ('NEW', 'SENT')) AS waiting,
                   (SELECT last_error FROM relay_queue WHERE order_id = :order) AS error
            """).param("order", order).query().singleRow();
        if (!Long.valueOf(0).equals(facts.get("waiting"))) {
            out.println("inbox       " + facts.get("waiting") + " facts arrived and are not applied"
                    + (facts.get("error") == null ? "" : "; they are not handed over: " + facts.get("error")));
        }
    }

    private static void job(OrderView.Job job, PrintStream out) {
        out.println("  job " + job.job() + " at " + job.printer() + ": " + job.status() + ", "
                + job.items().stream().map(item -> item.quantity() + " x item " + item.itemId()).collect(Collectors.joining(", ")));
        job.attempts()
                .forEach(attempt -> out.println("    attempt " + attempt.attempt() + " at " + attempt.printer() + ": " + attempt.state()
                        + (attempt.code() == null ? "" : " " + attempt.code())
                        + (attempt.reason() == null ? "" : " (" + attempt.reason() + ")")
                        + attempt.refs().stream().filter(ref -> !ref.kind().equals("ITEM"))
                                .map(ref -> ", " + ref.kind() + " " + ref.value())
                                .collect(Collectors.joining())));
        job.shipments().forEach(shipment -> out.println("    parcel " + shipment.shipment() + (shipment.voided() ? " VOIDED" : "") + ", "
                + (shipment.carrier() == null ? "not tracked" : shipment.carrier() + " " + shipment.trackingNumber()) + ", shipped "
                + at(shipment.shippedAt()) + (shipment.status() == null ? "" : ", " + shipment.status())));
    }

    private static void decisions(JdbcClient jdbc, String order, PrintStream out) {
        List<Decisions.Decided> decisions = new Decisions(jdbc).of(order);
        if (decisions.isEmpty()) {
            out.println("  no printer was chosen yet");
        }
        decisions.forEach(decision -> {
            out.println("  decided " + at(decision.decidedAt()) + (decision.occasion() == null ? "" : ", since " + decision.occasion()));
            for (JsonNode candidate : JSON.readTree(decision.candidates())) {
                out.println(
                        "    " + candidate.path("printer").asString() + (candidate.path("chosen").asBoolean() ? ", chosen: " : ", not: ")
                                + candidate.path("why").asString());
            }
        });
    }

    private static String at(@Nullable Instant instant) {
        return instant == null ? "?" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
