package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

@ExtendWith(SharedWorld.class)
class TemporalAwayIT {

    @Test
    void takesOrdersWhileTemporalIsAwayAndLosesNone(World world) throws Exception {
        List<String> orders = new ArrayList<>();
        world.sandbox.temporal().kill();
        try {
            for (int n = 0; n < 4; n++) {
                HttpResponse<String> taken = world.sandbox.shop().post("/v1/orders", world.sandbox.shop().json("T-" + n, n));
                assertThat(taken.statusCode()).as(taken.body()).isEqualTo(201);
                orders.add("T-" + n);
                assertThat(world.sandbox.shop().order("T-" + n).at("/order/stage").asString()).isEqualTo("PLACED");
            }
            assertThat(world
                    .count("SELECT count(*) FROM pressroom.facts WHERE order_id LIKE 'T-%' AND name = 'OrderPlaced' AND state = 'NEW'"))
                    .isEqualTo(4);
            HttpResponse<String> cancel = world.sandbox.shop().post("/v1/orders/T-3/cancel", "{\"commandId\":\"c-1\"}");
            assertThat(cancel.statusCode()).as(cancel.body()).isEqualTo(503);
            JsonNode problem = Shop.read(cancel);
            assertThat(problem.get("commandId").asString()).isEqualTo("c-1");
            assertThat(problem.get("detail").asString()).contains("T-3", "repeat with the same commandId c-1");
        } finally {
            world.sandbox.restartTemporal();
        }
        world.awaitDelivered(orders, Duration.ofMinutes(3));
        assertThat(world.tally(orders).lastLine(false)).isEqualTo("delivered 4, lost 0, doubled 0, silent 0");
    }
}
