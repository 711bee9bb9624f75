package dev.pressroom.workflows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decides a recorded history again under the present code and compares two things: the commands to Temporal, and what was handed to the
 * record (snapshots, timeline lines, answers), which Temporal alone does not compare. Needs {@code temporal-testing} on the class path; one
 * replayer serves many histories, one after the other.
 */
public final class Replay implements AutoCloseable {

    private static final String RECORD = "Record_Record";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Pattern NON_DETERMINISM = Pattern.compile("\\[TMPRL\\d+][^\\n\"]*");

    private final List<JsonNode> seen = new ArrayList<>();
    private final TestWorkflowEnvironment environment;
    private final Worker worker;

    public Replay() {
        this(OrderWorkflowRun.class);
    }

    /** For tests: under other code than the present. */
    Replay(Class<?> workflow) {
        environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new Listening(seen)).build())
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build()).build());
        // On a busy machine a slow thread is no deadlock, and here nobody waits for it.
        worker = environment.newWorker(OrderWorkflow.TASK_QUEUE,
                WorkerOptions.newBuilder().setDefaultDeadlockDetectionTimeout(Duration.ofMinutes(1).toMillis()).build());
        worker.registerWorkflowImplementationTypes(workflow);
    }

    /** The first difference between then and now, in words; empty when there is none. */
    public Optional<String> difference(WorkflowExecutionHistory history) {
        List<JsonNode> then = recorded(history);
        seen.clear();
        try {
            WorkflowReplayer.replayWorkflowExecution(history, worker);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (Exception e) {
            return Optional.of("other commands to Temporal: " + told(e));
        }
        for (int i = 0; i < Math.min(then.size(), seen.size()); i++) {
            if (!then.get(i).equals(seen.get(i))) {
                return Optional.of("recording " + (i + 1) + " of " + then.size() + differs("", then.get(i), seen.get(i)));
            }
        }
        return then.size() == seen.size()
                ? Optional.empty()
                : Optional.of("recordings: there were " + then.size() + ", now there are " + seen.size());
    }

    /** How many versions of the order the history handed to the record. */
    public static int recordings(WorkflowExecutionHistory history) {
        return recorded(history).size();
    }

    /** Temporal wraps its own word in others. */
    private static String told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher nonDeterminism = NON_DETERMINISM.matcher(String.valueOf(cause.getMessage()));
            if (nonDeterminism.find()) {
                return nonDeterminism.group();
            }
        }
        return failure.toString().lines().findFirst().orElse("");
    }

    private static List<JsonNode> recorded(WorkflowExecutionHistory history) {
        List<JsonNode> recorded = new ArrayList<>();
        for (HistoryEvent event : history.getEvents()) {
            MarkerRecordedEventAttributes marker = event.getMarkerRecordedEventAttributes();
            // A failed try is a marker too; the call is the one that came through.
            if (marker.getMarkerName().equals("LocalActivity") && !marker.hasFailure()
                    && read(text(marker.getDetailsOrThrow("type").getPayloads(0))).asText().equals(RECORD)) {
                recorded.add(withoutRun(text(marker.getDetailsOrThrow("input").getPayloads(0))));
            }
        }
        return recorded;
    }

    /** The replayer has an id of its own for the run. */
    private static JsonNode withoutRun(String recording) {
        JsonNode json = read(recording);
        if (json instanceof ObjectNode object) {
            object.remove("runId");
        }
        return json;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a recording in the history is not JSON", e);
        }
    }

    private static String text(Payload payload) {
        return payload.getData().toString(StandardCharsets.UTF_8);
    }

    /** The first place where the two differ. */
    private static String differs(String path, JsonNode then, JsonNode now) {
        if (then.isObject() && now.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            then.fieldNames().forEachRemaining(names::add);
            now.fieldNames().forEachRemaining(names::add);
            for (String name : names) {
                if (!then.path(name).equals(now.path(name))) {
                    return differs(path + "/" + name, then.path(name), now.path(name));
                }
            }
        }
        if (then.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(then.size(), now.size()); i++) {
                if (!then.path(i).equals(now.path(i))) {
                    return differs(path + "/" + i, then.path(i), now.path(i));
                }
            }
        }
        return ", " + (path.isEmpty() ? "the whole" : path) + ": was " + shown(then) + ", is " + shown(now);
    }

    private static String shown(JsonNode node) {
        String text = node.isMissingNode() ? "absent" : node.toString();
        return text.length() <= 200 ? text : text.substring(0, 200) + "...";
    }

    @Override
    public void close() {
        environment.close();
    }

    private static final class Listening extends WorkerInterceptorBase {

        private final List<JsonNode> seen;

        Listening(List<JsonNode> seen) {
            this.seen = seen;
        }

        @Override
        public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
            return new WorkflowInboundCallsInterceptorBase(next) {
                @Override
                public void init(WorkflowOutboundCallsInterceptor calls) {
                    super.init(new WorkflowOutboundCallsInterceptorBase(calls) {
                        @Override
                        public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
                            if (input.getActivityName().equals(RECORD)) {
                                seen.add(withoutRun(OrderJson.write(input.getArgs()[0])));
                            }
                            return super.executeLocalActivity(input);
                        }
                    });
                }
            };
        }
    }
}
