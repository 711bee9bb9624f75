package dev.pressroom.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.app.api.ApiCaller.Response;
import dev.pressroom.storage.printers.PrinterControl;
import dev.pressroom.storage.printers.PrinterControl.LaneHealth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

@ApiTest
class PrinterDeskTest {

    @Autowired
    private ApiCaller api;
    @Autowired
    private PrinterControl control;

    @AfterEach
    void open() {
        api.post("/v1/printers/south/resume", ApiCaller.DESK, "{}");
        control.seen("one", List.of());
    }

    private JsonNode printer(String id) {
        return api.get("/v1/printers", ApiCaller.DESK).json().path("printers").valueStream()
                .filter(printer -> printer.path("printerId").asString().equals(id)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"pause, PAUSED", "drain, DRAINING", "resume, OPEN"})
    void setsTheModeAndKeepsWhoAndWhy(String change, String mode) {
        Response changed = api.post("/v1/printers/south/" + change, ApiCaller.DESK, "{\"reason\": \"new press\"}");

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().path("mode").asString()).isEqualTo(mode);
        JsonNode south = printer("south");
        assertThat(south.path("mode").asString()).isEqualTo(mode);
        assertThat(south.path("changedBy").asString()).isEqualTo("desk");
        assertThat(south.path("reason").asString()).isEqualTo("new press");
        assertThat(south.path("changedAt").asString()).isEqualTo(ApiTestApplication.NOW.toString());
        assertThat(printer("north").path("mode").asString()).isEqualTo("OPEN");
    }

    @Test
    void needsNoReason() {
        assertThat(api.post("/v1/printers/south/pause", ApiCaller.DESK, "").status()).isEqualTo(200);
        assertThat(printer("south").path("reason").isMissingNode()).isTrue();
    }

    @Test
    void showsHowEachInstanceReachesThePrinter() {
        control.seen("one", List.of(new LaneHealth("south", "south.http", "one", "OPEN", true, null, "refused", ApiTestApplication.NOW,
                ApiTestApplication.NOW)));

        JsonNode lane = printer("south").path("lanes").path(0);
        assertThat(lane.path("lane").asString()).isEqualTo("south.http");
        assertThat(lane.path("circuit").asString()).isEqualTo("OPEN");
        assertThat(lane.path("lastError").asString()).isEqualTo("refused");
        assertThat(printer("north").path("lanes")).isEmpty();
    }

    @Test
    void isForOperatorsOnly() {
        for (Response refused : List.of(api.get("/v1/printers", ApiCaller.DEMO),
                api.post("/v1/printers/south/pause", ApiCaller.DEMO, "{}"))) {
            assertThat(refused.status()).isEqualTo(403);
        }
        assertThat(api.post("/v1/printers/south/pause", null, "{}").status()).isEqualTo(401);
        assertThat(printer("south").path("mode").asString()).isEqualTo("OPEN");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        api.post("/v1/printers/nobody/pause", ApiCaller.DESK, "{}").problem(ProblemType.NOT_FOUND);
        assertThat(api.post("/v1/printers/south/stop", ApiCaller.DESK, "{}").status()).isEqualTo(404);
        api.post("/v1/printers/south/pause", ApiCaller.DESK, "{\"reson\": \"x\"}").problem(ProblemType.INVALID_REQUEST);
        api.post("/v1/printers/south/pause", ApiCaller.DESK, "{").problem(ProblemType.MALFORMED_JSON);
        assertThat(printer("south").path("mode").asString()).isEqualTo("OPEN");
    }
}
