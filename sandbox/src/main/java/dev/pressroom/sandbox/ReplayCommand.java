package dev.pressroom.sandbox;

import dev.pressroom.workflows.OrderWorkflow;
import dev.pressroom.workflows.Replay;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionMetadata;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./pressroom replay}. */
@Command(name = "replay", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Decides real orders again under the present code: all runs of an order, or of all orders, that Temporal still keeps; or one history from a file.",
        "Compared are the commands to Temporal and what was handed to the record. The first difference of each is a line; exit 1 on any."})
final class ReplayCommand implements Callable<Integer> {

    @Mixin
    StateOptions where = new StateOptions();

    @Parameters(arity = "0..1", paramLabel = "ORDER|FILE", description = "An order's id, or a history as JSON (temporal workflow show --output json, or Download in the UI).")
    @Nullable
    String what;

    @Option(names = "--all", description = "All orders.")
    boolean all;

    @Override
    public Integer call() throws IOException {
        if (all == (what != null)) {
            throw new SandboxProblem("replay what? Give an order's id or the file of a history, or --all.");
        }
        try (Replay replay = new Replay()) {
            if (what != null && Files.isRegularFile(Path.of(what))) {
                return finish(1, differs(replay, what, fromFile(Path.of(what))) ? 1 : 0);
            }
            try (KeptState state = where.open()) {
                return replay(replay, state.temporal());
            }
        }
    }

    private int replay(Replay replay, WorkflowClient temporal) {
        String query = "WorkflowType = 'Order'"
                + (what == null ? "" : " AND WorkflowId = '" + OrderWorkflow.id(what).replace("'", "''") + "'");
        Map<String, List<WorkflowExecution>> runs = temporal.listExecutions(query).map(WorkflowExecutionMetadata::getExecution)
                .collect(Collectors.groupingBy(WorkflowExecution::getWorkflowId, TreeMap::new, Collectors.toList()));
        if (runs.isEmpty()) {
            throw new SandboxProblem(what == null
                    ? "Temporal keeps no history of any order; histories end with the namespace's retention."
                    : "Temporal keeps no history of order " + what
                            + " and there is no file of this name; check the id, histories end with the namespace's retention.");
        }
        int differences = 0;
        for (Map.Entry<String, List<WorkflowExecution>> order : runs.entrySet()) {
            boolean differs = false;
            for (WorkflowExecution run : order.getValue()) {
                differs |= differs(replay, order.getKey() + ", run " + run.getRunId(),
                        temporal.fetchHistory(run.getWorkflowId(), run.getRunId()));
            }
            differences += differs ? 1 : 0;
        }
        return finish(runs.size(), differences);
    }

    private static boolean differs(Replay replay, String name, WorkflowExecutionHistory history) {
        Optional<String> difference = replay.difference(history);
        difference.ifPresent(text -> System.out.println(name + ": " + text));
        return difference.isPresent();
    }

    private static WorkflowExecutionHistory fromFile(Path file) throws IOException {
        try {
            return WorkflowExecutionHistory.fromJson(Files.readString(file));
        } catch (RuntimeException e) {
            throw new SandboxProblem(
                    file + " is not a workflow's history as JSON: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
    }

    private static int finish(int replayed, int differences) {
        System.out.println("replayed " + replayed + ", differences " + differences);
        return differences == 0 ? 0 : 1;
    }
}
