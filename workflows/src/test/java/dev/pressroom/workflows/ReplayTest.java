package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import io.temporal.api.enums.v1.EventType;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories of earlier releases are decided again as they were. How a history is recorded: see CONTRIBUTING. */
class ReplayTest {

    /** Every recorded history: {@code <path>-<rules it ran under>}. */
    static Stream<String> histories() throws Exception {
        URL folder = Objects.requireNonNull(ReplayTest.class.getResource("/histories/"));
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString().replace(".json", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("histories")
    void decidesAgainAsItDid(String name) throws Exception {
        WorkflowExecutionHistory history = history(name);
        assertThat(Replay.recordings(history)).isPositive();
        assertThat(replay(history, OrderWorkflowRun.class)).isEmpty();
    }

    @Test
    void seesAWorkflowThatDoesOneThingMore() throws Exception {
        assertThat(replay(history("golden-1"), OneTimerMore.class))
                .hasValueSatisfying(difference -> assertThat(difference).startsWith("other commands to Temporal: ").contains("TMPRL1100"));
    }

    @Test
    void seesADeadlineThatMovedAlthoughTheCommandsAreTheSame() throws Exception {
        var later = history("golden-1").getHistory().toBuilder();
        later.getEventsBuilderList().stream().filter(event -> event.getEventType() == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED)
                .forEach(event -> event.getEventTimeBuilder().setSeconds(event.getEventTime().getSeconds() + 1));
        assertThat(replay(new WorkflowExecutionHistory(later.build()), OrderWorkflowRun.class))
                .hasValueSatisfying(
                        difference -> assertThat(difference).matches("recording 2 of 6, /lines/0/occurredAt: was \"\\S+\", is \"\\S+\""));
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

    private static Optional<String> replay(WorkflowExecutionHistory history, Class<?> workflow) {
        try (Replay replay = new Replay(workflow)) {
            return replay.difference(history);
        }
    }

    private static WorkflowExecutionHistory history(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReplayTest.class.getResourceAsStream("/histories/" + name + ".json"), name)) {
            return WorkflowExecutionHistory.fromJson(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
