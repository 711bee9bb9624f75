package dev.pressroom.orders.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.routing.RoutingPolicy.Candidate;
import dev.pressroom.orders.routing.RoutingPolicy.Routing;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingPolicyTest {

    private static final Set<ServiceLevel> STANDARD = Set.of(ServiceLevel.STANDARD);
    private static final Candidate BOTH = new Candidate("both", Set.of("BOOK", "PRINT"), STANDARD, Set.of(), null);
    private static final Candidate BOOKS = new Candidate("books", Set.of("BOOK"), STANDARD, Set.of("DE"), null);
    private static final Candidate PRINTS = new Candidate("prints", Set.of("PRINT"), STANDARD, Set.of(), null);

    private static Routing route(String orderId, Candidate... candidates) {
        OrderSummary order = new OrderSummary(orderId, "demo", ServiceLevel.STANDARD, "DE",
                List.of(new OrderSummary.OrderedItem("1", "BOOK", 1), new OrderSummary.OrderedItem("2", "PRINT", 3)), Instant.EPOCH);
        return RoutingPolicy.route(order, List.of(new ItemQuantity("1", 1), new ItemQuantity("2", 3)), List.of(candidates));
    }

    @Test
    void prefersOnePrinterForAll() {
        assertThat(route("A-1", BOOKS, PRINTS, BOTH).items()).containsOnlyKeys("both");
    }

    @Test
    void dividesOnlyWhenNobodyMakesAll() {
        assertThat(route("A-1", BOOKS, PRINTS).items()).containsOnlyKeys("books", "prints");
    }

    @Test
    void saysWhyEachCandidateLost() {
        Candidate paused = new Candidate("paused", Set.of("BOOK", "PRINT"), STANDARD, Set.of(), "is paused");
        Candidate french = new Candidate("french", Set.of("BOOK", "PRINT"), STANDARD, Set.of("FR"), null);
        Routing routing = route("A-1", BOOKS, paused, french);
        assertThat(routing.items()).isEmpty();
        assertThat(routing.verdicts()).extracting(RoutingPolicy.Verdict::why).containsExactly("does not make PRINT", "is paused",
                "does not ship to DE");
    }

    @Test
    void spreadsOrdersOverPrintersThatFitAndAnswersTheSameAgain() {
        Candidate other = new Candidate("other", Set.of("BOOK", "PRINT"), STANDARD, Set.of(), null);
        Set<String> used = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Routing routing = route("A-" + i, BOTH, other);
            assertThat(route("A-" + i, other, BOTH).items()).isEqualTo(routing.items());
            used.addAll(routing.items().keySet());
        }
        assertThat(used).containsExactlyInAnyOrder("both", "other");
    }
}
