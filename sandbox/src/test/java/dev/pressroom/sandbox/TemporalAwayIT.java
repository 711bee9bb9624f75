package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporalAwayIT {

    @Test
    void takesOrdersWhileTemporalIsAwayAndLosesNone() throws Exception {
        try (World world = new World("prompt")) {
            world.sandbox.temporal().kill();
            List<String> orders = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                orders.add(world.sandbox.shop().place("T-" + n, n));
            }
            assertThat(world.count("SELECT count(*) FROM pressroom.facts WHERE state = 'NEW'")).isEqualTo(4);
            assertThat(world.sandbox.shop().order("T-0").at("/order/stage").asString()).isEqualTo("PLACED");
            assertThat(world.sandbox.shop().post("/v1/orders/T-3/cancel", "{\"commandId\":\"c-1\"}").statusCode()).isEqualTo(503);
            world.sandbox.restartTemporal();
            world.awaitDelivered(orders.subList(0, 3), Duration.ofMinutes(3));
            assertThat(world.tally(orders.subList(0, 3)).lastLine()).isEqualTo("delivered 3, lost 0, doubled 0, silent 0");
        }
    }
}
