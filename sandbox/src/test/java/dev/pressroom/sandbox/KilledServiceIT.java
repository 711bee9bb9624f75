package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedWorld.class)
@SharedWorld.Habits("drops-connection=0.5,sends-twice=0.5,forgets-webhooks=0.5")
class KilledServiceIT {

    @Test
    void losesAndDoublesNothingWhenTheServiceIsKilledInTheMiddle(World world) throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        System.out.println("KilledServiceIT seed " + seed);
        List<String> orders = new ArrayList<>();
        for (int n = 0; n < 12; n++) {
            orders.add(world.sandbox.shop().place("K-" + n, n));
        }
        for (int kill = 0; kill < 3; kill++) {
            long reached = 1 + random.nextInt(10);
            World.await(reached + " attempts", Duration.ofMinutes(2),
                    () -> world.count("SELECT count(*) FROM pressroom.attempts") >= reached);
            Children.pause(Duration.ofMillis(random.nextInt(1_500)));
            world.sandbox.service().kill();
            world.sandbox.service().start();
        }
        world.awaitDelivered(orders, Duration.ofMinutes(5));
        Tally tally = world.tally(orders);
        System.out.print(tally.table());
        assertThat(tally.lastLine()).as("seed %s", seed).isEqualTo("delivered 12, lost 0, doubled 0, silent 0");
    }
}
