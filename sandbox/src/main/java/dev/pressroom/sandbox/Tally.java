package dev.pressroom.sandbox;

import dev.pressroom.orders.process.AttentionCode;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import dev.pressroom.workflows.OrderWorkflow;
import io.temporal.client.WorkflowClient;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What became of the orders, counted from both sides: our record, and the printers' own lists. A job at a printer that our ledger does not
 * know counts as doubled, since nobody ordered it.
 */
record Tally(List<Row> rows, int delivered, int cancelled, int parked, int lost, int doubled, int silent) {

    /** Parked means that a person is told what to do; a code without that is silence. */
    private static final Set<String> NEXT_STEPS = Arrays.stream(AttentionCode.values()).filter(code -> !code.nextStep().isBlank())
            .map(Enum::name).collect(Collectors.toUnmodifiableSet());

    /** One order in the table. */
    record Row(String order, String stage, String attention, String printer, String jobs, String parcels, String deliveredAt, int events,
            int actions) {}

    static Tally of(DataSource dataSource, List<SimulatedPrinter> printers, WorkflowClient workflows, List<String> orders) {
        JdbcClient jdbc = JdbcClient.create(dataSource);
        Map<String, String> jobOfName = new HashMap<>();
        jdbc.sql("""
            SELECT r.printer_id || ' ' || r.value, a.order_id || '/' || a.job FROM pressroom.attempt_refs r
            JOIN pressroom.attempts a USING (job_key) WHERE r.kind IN ('KEY', 'ORDER')
            """).query(row -> {
            jobOfName.put(row.getString(1), row.getString(2));
        });
        Map<String, List<ReceivedJob>> atPrinters = new TreeMap<>();
        int doubled = 0;
        for (SimulatedPrinter printer : printers) {
            for (ReceivedJob job : printer.received()) {
                String name = jobOfName.get(printer.id() + " " + job.key());
                if (name == null) {
                    doubled++;
                } else if (job.printable()) {
                    atPrinters.computeIfAbsent(name, key -> new ArrayList<>()).add(job);
                }
            }
        }
        doubled += atPrinters.values().stream().mapToInt(jobs -> jobs.size() - 1).sum();
        List<Row> rows = new ArrayList<>();
        int delivered = 0;
        int cancelled = 0;
        int parked = 0;
        int lost = 0;
        int silent = 0;
        for (String order : orders) {
            List<ReceivedJob> jobs = atPrinters.entrySet().stream().filter(entry -> entry.getKey().startsWith(order + "/"))
                    .flatMap(entry -> entry.getValue().stream()).toList();
            Row row = row(jdbc, workflows, order, jobs);
            rows.add(row);
            if (row.stage().equals("DELIVERED") || row.stage().equals("CANCELLED")) {
                delivered += row.stage().equals("DELIVERED") ? 1 : 0;
                cancelled += row.stage().equals("CANCELLED") ? 1 : 0;
                lost += row.stage().equals("DELIVERED") && jobs.isEmpty() ? 1 : 0;
            } else if (NEXT_STEPS.contains(row.attention())) {
                parked++;
            } else if (jobs.isEmpty()) {
                lost++;
            } else {
                silent++;
            }
        }
        return new Tally(rows, delivered, cancelled, parked, lost, doubled, silent);
    }

    private static Row row(JdbcClient jdbc, WorkflowClient workflows, String order, List<ReceivedJob> jobs) {
        Map<String, Object> columns = jdbc
                .sql("""
                    SELECT o.stage, coalesce(o.attention, '') AS attention,
                           coalesce((SELECT string_agg(DISTINCT printer_id, ' ') FROM pressroom.jobs j WHERE j.order_id = o.order_id), '') AS printer,
                           coalesce((SELECT string_agg(number, ' ' ORDER BY number) FROM pressroom.parcels p WHERE p.order_id = o.order_id), '') AS parcels,
                           coalesce((SELECT to_char(max(at) AT TIME ZONE 'UTC', 'HH24:MI:SS') FROM pressroom.parcels p WHERE p.order_id = o.order_id
                                     AND p.status = 'DELIVERED'), '') AS delivered
                    FROM pressroom.orders o WHERE o.order_id = :order
                    """)
                .param("order", order).query().singleRow();
        History history = History.of(workflows, OrderWorkflow.id(order));
        return new Row(order, text(columns, "stage"), text(columns, "attention"), text(columns, "printer"),
                jobs.stream().map(ReceivedJob::jobId).collect(Collectors.joining(" ")), text(columns, "parcels"),
                text(columns, "delivered"),
                history.events(), history.actions());
    }

    private static String text(Map<String, Object> columns, String name) {
        return String.valueOf(columns.get(name));
    }

    /** All came to their end, once. */
    boolean good(boolean mayPark) {
        return delivered + cancelled + (mayPark ? parked : 0) == rows.size() && lost + doubled + silent == 0;
    }

    String table() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("order", "printer", "job id", "parcels", "delivered at", "events", "actions", ""));
        rows.forEach(row -> cells.add(List.of(row.order(), row.printer(), row.jobs(), row.parcels(), row.deliveredAt(),
                String.valueOf(row.events()), String.valueOf(row.actions()),
                row.stage().equals("DELIVERED") ? "" : row.stage() + " " + row.attention())));
        int[] widths = new int[8];
        cells.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder(1_000);
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                text.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append('\n');
        }
        return text.toString().replaceAll("(?m) +$", "");
    }

    /** @param mayPark whether some are expected to be parked: then they are always counted */
    String lastLine(boolean mayPark) {
        return "delivered " + delivered + (cancelled > 0 ? ", cancelled " + cancelled : "")
                + (mayPark || parked > 0 ? ", parked " + parked : "")
                + ", lost " + lost + ", doubled " + doubled + ", silent " + silent;
    }
}
