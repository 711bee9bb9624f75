package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedWorld.class)
class TracesIT {

    private final World world;

    TracesIT(World world) {
        this.world = world;
    }

    @Test
    void oneTraceOfAnOrderHasSpansOfTheApiTheRelayTheWorkflowItsActivitiesAndThePrinterCalls() {
        Spans spans = SharedWorld.spans();
        String order = world.placeAt("prodigi-uk", "traced");
        World.await("the spans of " + order, Duration.ofMinutes(3), () -> spans.names(order).contains("printer submit prodigi-uk"));
        assertThat(spans.names(order)).contains("api place order", "workflow run", "workflow signal facts", "activity Record_Load",
                "activity Record_Record", "activity Artwork_Prepare", "activity Printer_Submit", "printer submit prodigi-uk")
                .anyMatch(name -> name.matches("relay \\d+ facts"));
    }
}
