package dev.pressroom.storage.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.storage.tracking.ParcelRules.Label;
import dev.pressroom.storage.tracking.ParcelRules.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParcelRulesTest {

    private static final Instant SHIPPED = Instant.parse("2026-11-20T12:00:00Z");
    private static final NumberRule UPS = new NumberRule(Pattern.compile("1Z[0-9A-Z]{16}"), Pattern.compile("[ ]"));

    @ParameterizedTest
    @CsvSource({
            "1Z999AA10123456784, 1Z999AA10123456784",
            "1Z 999 AA1 01 2345 6784, 1Z999AA10123456784",
            "1z999aa10123456784, 1Z999AA10123456784",
            "1z 999 aa1 0123456784, 1Z999AA10123456784",
            "order 17 b, order17b", // not a number of UPS in any form: shown as it is said
    })
    void readsANumberAsTheCarrierWritesIt(String said, String normal) {
        assertThat(UPS.normalised(said)).isEqualTo(normal);
    }

    @Test
    void leavesSmallLettersThatBelongToTheNumber() {
        assertThat(new NumberRule(Pattern.compile("[a-z]{4}[0-9]{4}"), null).normalised("abcd1234")).isEqualTo("abcd1234");
    }

    @Test
    void takesTheWindowOfTheCarrierAndOfAnUnknownOneTheUsual() {
        ParcelRules rules = new ParcelRules(Map.of("ups", new Rule(UPS, new LabelWindow(Duration.ofDays(2), Duration.ofDays(90)))));

        assertThat(rules.label("ups", "1z999aa10123456784", SHIPPED)).isEqualTo(
                new Label("1Z999AA10123456784", SHIPPED.minus(Duration.ofDays(2)), SHIPPED.plus(Duration.ofDays(90))));
        assertThat(rules.label("bpost", "a 1", SHIPPED)).isEqualTo(
                new Label("a 1", SHIPPED.minus(Duration.ofDays(1)), SHIPPED.plus(Duration.ofDays(120))));
    }
}
