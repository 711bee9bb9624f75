package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.routing.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyFileTest {

    @TempDir
    private Path folder;

    private PolicyFile load(String yaml) throws IOException {
        return PolicyFile.load(Files.writeString(folder.resolve("policy.yaml"), yaml));
    }

    @Test
    void withoutAFileTheDefaultsHold() {
        PolicyFile none = PolicyFile.load(folder.resolve("nothing.yaml"));
        assertThat(none.policy()).contains(Policy.DEFAULT);
        assertThat(Policy.DEFAULT.grace().of("any", ServiceLevel.STANDARD)).isEqualTo(Duration.ofMinutes(60));
    }

    @Test
    void readsEverythingThatCanBeSet() throws IOException {
        PolicyFile file = load("""
            grace:
              standard: 30m
              shops:
                demo: {STANDARD: 10s, OVERNIGHT: 0}
            promise: {STANDARD: 8, EXPRESS: 4}
            weights: {price: 2, speed: 1.5, performance: 0}
            tolerance: 0.1
            deferredAfter: 20m
            transit: {dpd: 3d}
            printers:
              elanders-de:
                capacity: 200
                countries: [DE, AT]
                prices: {PHOTOBOOK-A5: 9.8}
                shipping: 4.5
              prodigi-uk: {closed: true}
            """);
        assertThat(file.problems()).isEmpty();
        Policy policy = file.policy().orElseThrow();
        assertThat(policy.grace().of("demo", ServiceLevel.STANDARD)).isEqualTo(Duration.ofSeconds(10));
        assertThat(policy.grace().of("demo", ServiceLevel.OVERNIGHT)).isZero();
        assertThat(policy.grace().of("demo", ServiceLevel.EXPRESS)).isEqualTo(Duration.ofMinutes(30));
        assertThat(policy.promise()).isEqualTo(Map.of(ServiceLevel.STANDARD, 8, ServiceLevel.EXPRESS, 4));
        assertThat(policy.weights()).isEqualTo(new Policy.Weights(2, 1.5, 0));
        assertThat(policy.deferredAfter()).isEqualTo(Duration.ofMinutes(20));
        assertThat(policy.transit()).isEqualTo(Map.of("dpd", Duration.ofDays(3)));
        assertThat(policy.terms("elanders-de"))
                .isEqualTo(new Policy.Terms(200, false, Set.of("DE", "AT"), Map.of("PHOTOBOOK-A5", 9.8), 4.5));
        assertThat(policy.terms("prodigi-uk").closed()).isTrue();
    }

    @Test
    void tellsEveryMistakeWithItsLineAndGivesNoPolicy() throws IOException {
        PolicyFile file = load("""
            grace: {standard: soon}
            weights: {price: cheap, speed: 1, performance: 1}
            promise: {STANDARD: 0}
            printers:
              a: {capacity: -1, closed: perhaps}
            wieghts: {}
            """);
        assertThat(file.policy()).isEmpty();
        assertThat(file.problems()).extracting(problem -> problem.line() + " " + problem.problem()).contains("1 'grace.standard' is 'soon'",
                "2 'weights.price' is 'cheap'", "3 'promise.STANDARD' is '0'", "5 'printers.a.capacity' is '-1'",
                "5 'printers.a.closed' is 'perhaps'", "6 'wieghts' is unknown");
    }
}
