package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedWorld.class)
class SandboxRestartIT {

    @Test
    void startsTheServiceAgainThatSomebodyKilled(World world) {
        List<String> told = new CopyOnWriteArrayList<>();
        Service service = world.sandbox.service();
        service.keepUp(told::add);
        long killed = service.pid();

        assertThat(ProcessHandle.of(killed).orElseThrow().destroyForcibly()).isTrue();

        World.await("the service up again", Duration.ofMinutes(2), () -> told.size() == 2);
        assertThat(service.pid()).isNotEqualTo(killed);
        assertThat(service.ready()).isTrue();
        assertThat(told).containsExactly("the service ended with exit code 137 and is started again",
                "the service is up again, its pid is " + service.pid());
    }

    @Test
    void goesOnWithItsOrdersWhenClosedInTheMiddleAndOpenedAgain(World world) {
        List<String> orders = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            orders.add(world.sandbox.shop().place("R-" + n, n));
        }
        World.await("an order at a printer", Duration.ofMinutes(2),
                () -> world.count(
                        "SELECT count(*) FROM pressroom.attempts WHERE order_id LIKE 'R-%' AND state IN ('ACCEPTED', 'RECEIVED')") > 0);
        assertThat(orders).as("still open when the sandbox is closed")
                .anySatisfy(order -> assertThat(world.stage(order)).isNotEqualTo("DELIVERED"));
        world.sandbox.close();
        world.open();
        world.awaitDelivered(orders, Duration.ofMinutes(3));
        assertThat(world.tally(orders).lastLine()).isEqualTo("delivered 4, lost 0, doubled 0, silent 0");
    }
}
