package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Command.Resolve.How;
import dev.pressroom.orders.process.StepResult.Submission;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** The invariants of the order process over generated histories. jqwik prints the seed of a failure. */
class OrderInvariantsTest {

    /** Invariants 1, 2, 4: the world checks them after every input; here everything happens at every moment. */
    @Property(tries = 45_000, shrinking = ShrinkingMode.BOUNDED)
    void neverTwoLiveAttemptsNeverSilentNeverOverShipped(@ForAll long seed) {
        assertThat(Histories.violations(seed, Histories.Wire.NONE)).as("seed %s", seed).isEmpty();
    }

    /** Invariant 2, to the end: left alone with printers that answer, every order comes to rest or asks for a person. */
    @Property(tries = 10_000, shrinking = ShrinkingMode.BOUNDED)
    void everyOrderEndsOrIsParked(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World(1 + random.nextInt(OrderProcess.RULES));
        Histories.place(world, random);
        for (int i = 0; i < 30; i++) {
            Histories.happen(world, random, i);
        }
        world.lies = false;
        // A parked order looks again every hour for ever: 40 times tell as much as 400.
        int parked = 0;
        for (int i = 0; i < 400 && parked < 40 && !world.status().closed(); i++) {
            parked = world.status().attention() == null ? 0 : parked + 1;
            if (!world.todo.isEmpty()) {
                world.carryOut(world.todo.getFirst(), random);
            } else {
                Instant until = world.status().until();
                if (until == null) {
                    break;
                }
                world.tick(Duration.between(world.now, until).isNegative() ? Duration.ZERO : Duration.between(world.now, until));
            }
        }
        Status status = world.status();
        assertThat(status.closed() || status.attention() != null || parked == 40).as("seed %s ends as %s in %s", seed, status, world.state)
                .isTrue();
        assertThat(world.violations).as("seed %s", seed).isEmpty();
    }

    /** Invariant 3: the same facts in any order, each once or several times, give the same job and shipment status. */
    @Property(tries = 20_000, shrinking = ShrinkingMode.BOUNDED)
    void theSameFactsInAnyOrderGiveTheSameStatus(@ForAll long seed) {
        Random random = new Random(seed);
        List<Fact> facts = new ArrayList<>();
        int count = 2 + random.nextInt(9);
        for (int i = 0; i < count; i++) {
            facts.add(Histories.randomFact(random, i));
        }
        Snapshot straight = hearAll(facts, 1);
        List<Fact> shuffled = new ArrayList<>(facts);
        shuffled.addAll(facts.subList(0, random.nextInt(facts.size())));
        Collections.shuffle(shuffled, random);
        Snapshot other = hearAll(shuffled, 1);
        assertThat(other.jobs().getFirst().attempts().getFirst().report()).as("seed %s", seed)
                .isEqualTo(straight.jobs().getFirst().attempts().getFirst().report());
        assertThat(other.parcels()).as("seed %s", seed).isEqualTo(straight.parcels());
        assertThat(Status.of(other)).as("seed %s", seed).isEqualTo(Status.of(straight));
        // What is done about a fact may depend on when it is heard; what it says may not.
        Snapshot acting = hearAll(shuffled, OrderProcess.RULES);
        assertThat(acting.jobs().getFirst().attempts().getFirst().report()).as("seed %s", seed)
                .isEqualTo(straight.jobs().getFirst().attempts().getFirst().report());
        assertThat(Status.stage(acting, acting.jobs().getFirst())).as("seed %s", seed)
                .isEqualTo(Status.stage(straight, straight.jobs().getFirst()));
    }

    private static Snapshot hearAll(List<Fact> facts, int rules) {
        World world = new World(rules).place();
        world.finish(world.toSubmit(), World.submission(Submission.Kind.RECEIVED, null, null));
        facts.forEach(world::hear);
        assertThat(world.violations).isEmpty();
        return world.state;
    }
}
