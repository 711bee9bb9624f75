package dev.pressroom.orders.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.routing.Policy.Terms;
import dev.pressroom.orders.routing.RoutingPolicy.Routing;
import dev.pressroom.orders.routing.Verdict.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RoutingPolicyTest {

    /** A Tuesday. */
    private static final Instant PLACED = Instant.parse("2026-12-01T08:00:00Z");
    private static final Set<String> ALL = Set.of("BOOK", "PRINT");
    private static final Candidate BOTH = candidate("both", ALL, Set.of(), null, 3);
    private static final Candidate BOOKS = candidate("books", Set.of("BOOK"), Set.of("DE"), null, 3);
    private static final Candidate PRINTS = candidate("prints", Set.of("PRINT"), Set.of(), null, 3);

    private static Candidate candidate(String printer, Set<String> products, Set<String> countries, @Nullable String unavailable,
            int days) {
        return new Candidate(printer, products, Set.of(ServiceLevel.STANDARD), countries, unavailable, 0, 0, 0,
                PLACED.plus(Duration.ofDays(days)));
    }

    private static Policy policy(Map<ServiceLevel, Integer> promise, Map<String, Terms> printers) {
        return new Policy(Policy.DEFAULT.grace(), promise, new Policy.Weights(1, 1, 1), 0.05, null, Map.of(), printers);
    }

    private static Routing route(String orderId, Policy policy, Candidate... candidates) {
        OrderSummary order = new OrderSummary(orderId, "demo", ServiceLevel.STANDARD, "DE",
                List.of(new OrderSummary.OrderedItem("1", "BOOK", 1), new OrderSummary.OrderedItem("2", "PRINT", 3)), PLACED);
        return RoutingPolicy.route(order, List.of(new ItemQuantity("1", 1), new ItemQuantity("2", 3)), false, List.of(candidates), policy);
    }

    private static Verdict of(Routing routing, String printer) {
        return routing.verdicts().stream().filter(verdict -> verdict.printer().equals(printer)).findFirst().orElseThrow();
    }

    @Test
    void prefersOnePrinterForAll() {
        assertThat(route("A-1", Policy.DEFAULT, BOOKS, PRINTS, BOTH).items()).containsOnlyKeys("both");
    }

    @Test
    void dividesOnlyWhenNobodyMakesAll() {
        assertThat(route("A-1", Policy.DEFAULT, BOOKS, PRINTS).items()).containsOnlyKeys("books", "prints");
    }

    @Test
    void dividesWhenOnlySoThePromiseIsKept() {
        Candidate slow = candidate("slow", ALL, Set.of(), null, 14);
        Routing routing = route("A-1", policy(Map.of(ServiceLevel.STANDARD, 5), Map.of()), BOOKS, PRINTS, slow);
        assertThat(routing.items()).containsOnlyKeys("books", "prints");
        assertThat(of(routing, "slow").reason()).isEqualTo(Reason.MISSES_PROMISE);
    }

    @Test
    void saysByHowManyWorkingDaysAPrinterWouldMissThePromise() {
        Candidate late = candidate("late", ALL, Set.of(), null, 8);
        Routing routing = route("A-1", policy(Map.of(ServiceLevel.STANDARD, 5), Map.of()), BOTH, late);
        assertThat(routing.items()).containsOnlyKeys("both");
        assertThat(of(routing, "late").why()).isEqualTo("would miss the promised date by 1 working day");
        assertThat(of(routing, "late").missesByWorkingDays()).isEqualTo(1);
    }

    @Test
    void betterLateThanNever() {
        Routing routing = route("A-1", policy(Map.of(ServiceLevel.STANDARD, 1), Map.of()), candidate("late", ALL, Set.of(), null, 8),
                candidate("later", ALL, Set.of(), null, 9));
        assertThat(routing.items()).containsOnlyKeys("late");
        assertThat(of(routing, "late").why()).contains("would miss the promised date by 5 working days, and nobody is faster");
    }

    @Test
    void saysWhyEachCandidateLost() {
        Candidate paused = candidate("paused", ALL, Set.of(), "is paused", 3);
        Candidate french = candidate("french", ALL, Set.of("FR"), null, 3);
        Candidate full = candidate("full", ALL, Set.of(), null, 3);
        Candidate unused = candidate("unused", ALL, Set.of(), null, 3);
        Routing routing = route("A-1",
                policy(Map.of(), Map.of("full", new Terms(0, false, Set.of(), Map.of(), 0), "unused",
                        new Terms(null, false, Set.of("AT"), Map.of(), 0))),
                BOOKS, paused, french, full, unused);
        assertThat(routing.items()).isEmpty();
        assertThat(routing.verdicts()).extracting(Verdict::why).containsExactly("does not make PRINT", "is paused", "does not ship to DE",
                "has 0 open jobs, its capacity is 0", "is not used for DE");
        assertThat(routing.verdicts()).extracting(Verdict::reason).containsExactly(Reason.NOT_MADE, Reason.UNAVAILABLE,
                Reason.COUNTRY_NOT_SERVED, Reason.CAPACITY_USED, Reason.COUNTRY_NOT_SERVED);
    }

    @Test
    void theCheaperOneWinsUnlessItIsMuchSlowerOrWorse() {
        Policy priced = policy(Map.of(), Map.of("both", new Terms(null, false, Set.of(), Map.of("BOOK", 10.0, "PRINT", 1.0), 2), "dear",
                new Terms(null, false, Set.of(), Map.of("BOOK", 12.0, "PRINT", 1.0), 3)));
        Candidate dear = candidate("dear", ALL, Set.of(), null, 3);
        Routing routing = route("A-1", priced, dear, BOTH);
        assertThat(routing.items()).containsOnlyKeys("both");
        assertThat(of(routing, "dear").why()).isEqualTo("costs 18.00 against 15.00");
        Candidate slow = new Candidate("both", ALL, Set.of(ServiceLevel.STANDARD), Set.of(), null, 0, 0.3, 1.25,
                PLACED.plus(Duration.ofDays(8)));
        Routing other = route("A-1", priced, dear, slow);
        assertThat(other.items()).containsOnlyKeys("dear");
        assertThat(of(other, "both").why()).isEqualTo("is 3 working days slower, 30 % of its jobs went wrong against 0 %, "
                + "ships 1.3 days late on average against 0.0");
    }

    @Test
    void spreadsOrdersOverPrintersThatAreAsGoodAndAnswersTheSameAgain() {
        Candidate other = candidate("other", ALL, Set.of(), null, 3);
        Set<String> used = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            Routing routing = route("A-" + i, Policy.DEFAULT, BOTH, other);
            assertThat(route("A-" + i, Policy.DEFAULT, other, BOTH).items()).isEqualTo(routing.items());
            used.addAll(routing.items().keySet());
        }
        assertThat(used).containsExactlyInAnyOrder("both", "other");
    }
}
