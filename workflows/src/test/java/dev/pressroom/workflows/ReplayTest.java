package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.WorkflowReplayer;

import org.junit.jupiter.api.Test;

/** Recorded histories under the present code: a change that would break open orders fails here. Histories are recorded, never edited. */
class ReplayTest {

    private static String recorded(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ReplayTest.class.getResourceAsStream("/histories/" + name + ".json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void replay(String json) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(WorkflowExecutionHistory.fromJson(json), OrderWorkflowRun.class);
    }

    @Test
    void theGoldenPathOfTheFirstReleaseReplays() {
        assertThatCode(() -> replay(recorded("golden-path"))).doesNotThrowAnyException();
    }

    @Test
    void theHarnessBitesWhenAnotherActivityWasScheduled() throws IOException {
        String other = recorded("golden-path").replace("\"Printer_Submit\"", "\"Printer_LookUp\"");
        assertThat(other).isNotEqualTo(recorded("golden-path"));
        assertThatThrownBy(() -> replay(other)).isInstanceOf(Exception.class);
    }
}
