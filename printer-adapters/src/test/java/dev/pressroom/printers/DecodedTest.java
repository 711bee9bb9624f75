package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Decoded.Unreadable;
import dev.pressroom.printers.siteflow.SiteFlow;
import dev.pressroom.printers.wire.Json;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What no record could keep is told as unreadable and stops nothing else. */
class DecodedTest {

    private static Decoded shipped(String tracking, String items) {
        ObjectNode json = Json.newObject().put("event", "shipped").put("sourceOrderId", "A-1234-1-a1").put("shipmentIndex", "1")
                .put("carrierCode", "DPD").put("trackingNumber", tracking).put("time", "2026-11-21T09:00:00Z");
        json.putArray("sourceItemIds").add(items);
        return new SiteFlow(Samples.profile("siteflow-uk")).read(Samples.inbound("webhook", json.toString()));
    }

    @Test
    void aNameOfAMillionCharactersIsUnreadableWithItsLength() {
        assertThat(shipped("0".repeat(1_000_000), "1").facts()).isEmpty();
        assertThat(shipped("0".repeat(1_000_000), "1").unreadable()).containsExactly(
                new Unreadable("fact ItemsShipped", "has a name of 1000000 characters, at most 200 can be kept"));
        assertThat(shipped("01234567890123", "x".repeat(201)).unreadable()).hasSize(1);
        assertThat(shipped("01234567890123", "x".repeat(200)).unreadable()).isEmpty();
    }

    @Test
    void aNameWithAControlCharacterIsUnreadable() {
        assertThat(shipped("0123\u000045", "1").unreadable()).containsExactly(
                new Unreadable("fact ItemsShipped", "has a control character in a name"));
    }

    @Test
    void aStatusOfAMillionCharactersIsKeptShort() {
        Heard one = unmapped("z".repeat(1_000_000));
        Heard other = unmapped("z".repeat(1_000_001));
        assertThat(one.fact().event()).isEqualTo(new PrinterEvent.Unmapped("z".repeat(80)));
        assertThat(one.fact().told().key()).hasSizeLessThan(200);
        assertThat(unmapped("a\u0000b").rawText()).startsWith("ab");
        assertThat(unmapped("a\u0000b").fact().told().key()).doesNotContain("\u0000");
        assertThat(other.fact().told().key()).isEqualTo(one.fact().told().key());
    }

    private static Heard unmapped(String status) {
        Decoded decoded = new SiteFlow(Samples.profile("siteflow-uk"))
                .read(Samples.inbound("webhook", Json.newObject().put("event", status).put("sourceOrderId", "A-1234-1-a1").toString()));
        assertThat(decoded.unreadable()).isEmpty();
        return decoded.facts().getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "-0044-03-15T12:00:00Z", "10000-01-01T00:00:00Z", "1969-12-31T23:59:59Z"})
    void aTimeThatNobodyCanMeanIsThatOfReceipt(String said) {
        assertThat(SaidTime.read(said, ZoneOffset.UTC, Samples.NOW)).isEqualTo(new SaidTime(Samples.NOW, said, null));
    }

    @Test
    void aTimeOfAMillionCharactersIsReadAtOnce() {
        assertThat(SaidTime.read("T".repeat(1_000_000), ZoneOffset.UTC, Samples.NOW).at()).isEqualTo(Samples.NOW);
    }
}
