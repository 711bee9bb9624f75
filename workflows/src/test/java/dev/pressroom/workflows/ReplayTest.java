package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.EventType;
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
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Histories of earlier releases are decided again as they were: the same commands to Temporal, and the same snapshots, timeline lines and
 * answers handed to the record, which Temporal alone does not compare. How a history is recorded: see CONTRIBUTING.
 */
class ReplayTest {

    private static final String RECORD = "Record_Record";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(strings = "golden-1")
    void decidesAgainAsItDid(String name) throws Exception {
        WorkflowExecutionHistory history = history(name);
        List<JsonNode> recorded = recorded(history);
        assertThat(recorded).isNotEmpty();
        assertThat(replay(history, OrderWorkflowRun.class)).isEqualTo(recorded);
    }

    @Test
    void seesAWorkflowThatDoesOneThingMore() throws Exception {
        WorkflowExecutionHistory history = history("golden-1");
        assertThatThrownBy(() -> replay(history, OneTimerMore.class)).hasMessageContaining("TMPRL1100");
    }

    @Test
    void seesADeadlineThatMovedAlthoughTheCommandsAreTheSame() throws Exception {
        WorkflowExecutionHistory history = history("golden-1");
        var later = history.getHistory().toBuilder();
        later.getEventsBuilderList().stream().filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
                .forEach(event -> event.getEventTimeBuilder().setSeconds(event.getEventTime().getSeconds() + 1));
        WorkflowExecutionHistory moved = new WorkflowExecutionHistory(later.build());
        assertThat(replay(moved, OrderWorkflowRun.class)).isNotEqualTo(recorded(moved));
    }

    /** A change as it must not be made: running orders would do it too, in the middle of their life. */
    public static final class OneTimerMore extends OrderWorkflowRun {

        @WorkflowInit
        public OneTimerMore(Start start) {
            super(start);
        }

        @Override
        public void run(Start start) {
            Workflow.newTimer(Duration.ofHours(1));
            super.run(start);
        }
    }

    /** Answers what the workflow hands to the record now. */
    private static List<JsonNode> replay(WorkflowExecutionHistory history, Class<?> workflow) throws Exception {
        List<JsonNode> seen = new ArrayList<>();
        try (TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder().setWorkerInterceptors(new Listening(seen)).build())
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder().setDataConverter(OrderJson.dataConverter()).build())
                .build())) {
            Worker worker = environment.newWorker(OrderWorkflow.TASK_QUEUE);
            worker.registerWorkflowImplementationTypes(workflow);
            WorkflowReplayer.replayWorkflowExecution(history, worker);
        }
        return seen;
    }

    /** What was handed to the record then. */
    private static List<JsonNode> recorded(WorkflowExecutionHistory history) throws IOException {
        List<JsonNode> recorded = new ArrayList<>();
        for (HistoryEvent event : history.getEvents()) {
            MarkerRecordedEventAttributes marker = event.getMarkerRecordedEventAttributes();
            if (marker.getMarkerName().equals("LocalActivity")
                    && JSON.readTree(text(marker.getDetailsOrThrow("type").getPayloads(0))).asText().equals(RECORD)) {
                recorded.add(withoutRun(text(marker.getDetailsOrThrow("input").getPayloads(0))));
            }
        }
        return recorded;
    }

    /** The replayer has an id of its own for the run. */
    private static JsonNode withoutRun(String recording) {
        try {
            ObjectNode json = (ObjectNode) JSON.readTree(recording);
            json.remove("runId");
            return json;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Payload payload) {
        return payload.getData().toString(StandardCharsets.UTF_8);
    }

    private static WorkflowExecutionHistory history(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReplayTest.class.getResourceAsStream("/histories/" + name + ".json"), name)) {
            return WorkflowExecutionHistory.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
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
