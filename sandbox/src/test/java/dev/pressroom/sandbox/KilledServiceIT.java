package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(World.OWN)
class KilledServiceIT {

    private static final int KILLS = 2;

    @Test
    void losesAndDoublesNothingWhenTheServiceIsKilledInTheMiddle() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        System.out.println("KilledServiceIT seed " + seed);
        Path state;
        SharedWorld.leave();
        try (World world = new World("drops-connection=0.5,sends-twice=0.5,forgets-webhooks=0.5")) {
            Service service = world.sandbox.service();
            List<String> told = new CopyOnWriteArrayList<>();
            service.keepUp(told::add);
            List<String> orders = new ArrayList<>();
            for (int n = 0; n < 12; n++) {
                orders.add(world.sandbox.shop().place("K-" + n, n));
            }
            for (int kill = 0; kill < KILLS; kill++) {
                long reached = 1 + random.nextInt(10);
                World.await(reached + " attempts", Duration.ofMinutes(2),
                        () -> world.count("SELECT count(*) FROM pressroom.attempts") >= reached);
                Children.pause(Duration.ofMillis(random.nextInt(1_500)));
                long up = kill + 1;
                service.kill();
                World.await("the service started again by the sandbox", Duration.ofMinutes(3),
                        () -> told.stream().filter(line -> line.startsWith("the service is up again")).count() == up);
            }
            assertThat(told).filteredOn(line -> line.contains("ended with exit code 137 and is started again")).hasSize(KILLS);
            world.awaitDelivered(orders, Duration.ofMinutes(5));
            Tally tally = world.tally(orders);
            System.out.print(tally.table());
            assertThat(tally.lastLine(false)).as("seed %s", seed).isEqualTo("delivered 12, lost 0, doubled 0, silent 0");
            World.await("the shop told of every delivery", Duration.ofMinutes(1), () -> orders.stream()
                    .allMatch(order -> world.sandbox.shop().notices().heard().stream()
                            .anyMatch(notice -> notice.orderId().equals(order) && notice.type().equals("order.delivered"))));
            assertThat(world.sandbox.shop().notices().twice()).as("effects announced twice, seed %s", seed).isZero();
            assertThat(world.sandbox.shop().notices().refusals()).isZero();
            state = world.layout.state();
        }
        assertThat(run("prove", "submissions", "--state", state.toString()))
                .satisfies(
                        lines -> assertThat(lines.getLast()).as("seed %s", seed).matches("intents (\\d+), jobs \\1, extra 0, missing 0"));
        assertThat(run("replay", "--all", "--state", state.toString())).as("seed %s", seed)
                .containsExactly("replayed 12, differences 0");
        assertThat(run("why", "K-3", "--state", state.toString())).contains("waits for   nothing: delivered", "attention   none")
                .anyMatch(line -> line.contains(", chosen: "));
    }

    /** What a command on the kept state prints; it must end with 0. */
    private static List<String> run(String... command) {
        PrintStream before = System.out;
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            assertThat(SandboxCommand.commands().execute(command)).as(String.join(" ", command)).isZero();
        } finally {
            System.setOut(before);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
