package dev.pressroom.printers.prodigi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadMessageTest {

    private final Prodigi prodigi = new Prodigi(Samples.profile("prodigi-uk"));

    @Test
    void tellsEverythingThatAnOrderSays() {
        Decoded decoded = poll(Samples.text("prodigi/read-order-two-parcels.json"));

        assertThat(decoded.facts())
                .extracting(heard -> heard.fact().told().key(), heard -> heard.fact().event(), heard -> heard.fact().items())
                .containsExactly(
                        tuple("ord_840797/received", new PrinterEvent.JobReceived(), List.of()),
                        tuple("ord_840797/accepted", new PrinterEvent.JobAccepted(), List.of()),
                        tuple("ord_840797/inProduction", new PrinterEvent.JobInProduction(), List.of()),
                        tuple("ord_840797/issue/ast_2/items.assets.failedtodownloaded",
                                new PrinterEvent.ArtworkNotFetched("items.assets.FailedToDownloaded"), List.of()),
                        tuple("ord_840797/issue/ord_840797/order.items.itemunavailable",
                                new PrinterEvent.Unmapped("order.items.ItemUnavailable"), List.of()),
                        tuple("ord_840797/shipment/shp_1/01234567890123",
                                new PrinterEvent.ItemsShipped("shp_1", "dpd", "dpd uk", "01234567890123"),
                                List.of(new ItemQuantity("1", 2))),
                        tuple("ord_840797/shipment/shp_2",
                                new PrinterEvent.ItemsShipped("shp_2", null, "Hermes", null), List.of(new ItemQuantity("2", 3))),
                        tuple("ord_840797/shipment/shp_3/cancelled", new PrinterEvent.ItemsCancelled(),
                                List.of(new ItemQuantity("3", 1))));
        assertThat(decoded.unreadable()).containsExactly(new Decoded.Unreadable("shipment", "has no id"));
        assertThat(decoded.hints()).isEmpty();
    }

    @Test
    void tellsWhoWhenAndOfWhat() {
        List<Heard> facts = poll(Samples.text("prodigi/read-order-two-parcels.json")).facts();
        assertThat(facts).allSatisfy(heard -> {
            assertThat(heard.fact().told().source()).isEqualTo("printer/prodigi-uk");
            assertThat(heard.fact().told().receivedAt()).isEqualTo(Samples.NOW);
            assertThat(heard.fact().job()).isNull();
            assertThat(heard.fact().about()).containsExactly(new Ref(Ref.Kind.KEY, "A-1234-1-a1"), new Ref(Ref.Kind.ORDER, "ord_840797"));
            assertThat(heard.rawText()).isNotBlank();
        });
        Told received = facts.getFirst().fact().told();
        assertThat(received.occurredAt()).isEqualTo(Instant.parse("2026-11-21T09:00:01.79Z"));
        assertThat(received.saidAt()).isEqualTo("2026-11-21T09:00:01.79Z");
        Told accepted = facts.get(1).fact().told();
        assertThat(accepted.occurredAt()).isEqualTo(Instant.parse("2026-11-22T15:30:00Z"));
        assertThat(accepted.saidAt()).isNull();
        assertThat(facts.get(5).fact().occurredAt()).isEqualTo(Instant.parse("2026-11-22T14:00:00Z"));
        assertThat(facts.get(6).fact().told().saidAt()).isEqualTo("2026-11-22");
    }

    @Test
    void tellsTheSameFactsAtEachReading() {
        String order = Samples.text("prodigi/read-order-two-parcels.json");
        String later = order.replace("\"lastUpdated\": \"2026-11-22T15:30:00Z\"", "\"lastUpdated\": \"2026-11-25T00:00:00Z\"");
        assertThat(keys(later)).isEqualTo(keys(order)).doesNotHaveDuplicates();
    }

    @Test
    void tellsAShipmentAgainWhenItsNumberComesLate() {
        String order = Samples.text("prodigi/read-order-two-parcels.json");
        String tracked = order.replace("\"service\": \"Untracked\"}", "\"service\": \"Untracked\"}, \"tracking\": {\"number\": 99}");
        assertThat(keys(tracked)).contains("ord_840797/shipment/shp_2/99").doesNotContain("ord_840797/shipment/shp_2");
    }

    @Test
    void readsTheEnvelopeAsWellAsTheBareOrder() {
        String order = Samples.text("prodigi/read-order-two-parcels.json");
        assertThat(keys("{\"outcome\":\"Ok\",\"order\":" + order + "}")).isEqualTo(keys(order));
    }

    @Test
    void tellsACancelledOrderOnce() {
        String order = "{\"id\":\"ord_1\",\"lastUpdated\":\"2026-11-21T08:00:00Z\",\"status\":{\"stage\":\"cancelled\"},"
                + "\"shipments\":[{\"id\":\"shp_1\",\"status\":\"Cancelled\"}]}";
        assertThat(keys(order)).containsExactly("ord_1/received", "ord_1/cancelled");
    }

    @Test
    void voidsAShipmentThatHadLeft() {
        String order = "{\"id\":\"ord_1\",\"status\":{\"stage\":\"InProgress\"},"
                + "\"shipments\":[{\"id\":\"shp_1\",\"status\":\"Cancelled\",\"dispatchDate\":\"2026-11-20T00:00:00Z\"}]}";
        assertThat(poll(order).facts().getLast().fact().event()).isEqualTo(new PrinterEvent.ShipmentVoided("shp_1"));
    }

    @Test
    void showsWhatItDoesNotKnow() {
        String order = "{\"id\":\"ord_1\",\"status\":{\"stage\":\"AwaitingPayment\",\"details\":{\"allocateProductionLocation\":\"Error\"}},"
                + "\"shipments\":[{\"id\":\"shp_1\",\"status\":\"Lost\"}]}";
        assertThat(poll(order).facts().stream().map(heard -> heard.fact().event())).containsExactly(new PrinterEvent.JobReceived(),
                new PrinterEvent.Unmapped("allocateProductionLocation.Error"), new PrinterEvent.Unmapped("shipment.Lost"),
                new PrinterEvent.Unmapped("stage.AwaitingPayment"));
    }

    @Test
    void takesAnItemWithoutCopiesAsAllOfIt() {
        String order = "{\"id\":\"ord_1\",\"status\":{\"stage\":\"Complete\"},\"items\":[{\"id\":\"ori_1\",\"merchantReference\":\"1\"}],"
                + "\"shipments\":[{\"id\":\"shp_1\",\"status\":\"Shipped\",\"items\":[{\"itemId\":\"ori_1\"},{\"itemId\":\"ori_x\"}]}]}";
        assertThat(poll(order).facts().getLast().fact().items()).containsExactly(ItemQuantity.allOf("1"), ItemQuantity.allOf("ori_x"));
    }

    @Test
    void readsNumbersAsTextAndItemsByTheirNameAlone() {
        String order = "{\"id\":\"ord_1\",\"status\":{\"stage\":\"Complete\"},\"items\":[{\"id\":\"ori_1\",\"merchantReference\":1,\"copies\":\"2\"}],"
                + "\"shipments\":[{\"id\":\"shp_1\",\"status\":\"SHIPPED\",\"tracking\":{\"number\":15501234567890},\"items\":[\"ori_1\"]}]}";
        assertThat(poll(order).facts().getLast().fact()).satisfies(fact -> {
            assertThat(fact.items()).containsExactly(new ItemQuantity("1", 2));
            assertThat(((PrinterEvent.ItemsShipped) fact.event()).trackingNumber()).isEqualTo("15501234567890");
        });
    }

    @Test
    void readsAPageAsTheReferencePrintsIt() {
        Decoded decoded = poll("""
            {"outcome": "Ok", "orders": [
              {"id": "ord_840797", "status": {"stage": "InProgress"},
               // rest of the order
              },
              {"id": "ord_839555", "status": {"stage": "Cancelled"}}
             ], "hasMore": true}""");
        assertThat(decoded.facts()).extracting(heard -> heard.fact().told().key()).containsExactly("ord_840797/received",
                "ord_839555/received", "ord_839555/cancelled");
        assertThat(decoded.unreadable()).isEmpty();
    }

    @Test
    void hintsAtEachOrderOfABatchOfCallbacks() {
        assertThat(prodigi.read(Samples.inbound("webhook", "[{\"subject\":\"ord_1\"},{\"data\":{\"id\":\"ord_2\"}},{}]")))
                .isEqualTo(new Decoded(List.of(),
                        List.of(new Decoded.Unreadable("entry 3 of 3, event", "names no order, neither as subject nor in its data")),
                        List.of(new Ref(Ref.Kind.ORDER, "ord_1"), new Ref(Ref.Kind.ORDER, "ord_2"))));
    }

    @Test
    void onlyHintsAtTheOrderOfACallback() {
        Decoded decoded = prodigi.read(Samples.inbound("webhook", Samples.fixture("prodigi/webhook-shipment-complete.json")));
        assertThat(decoded).isEqualTo(Decoded.hint(new Ref(Ref.Kind.ORDER, "ord_840797")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"data\":{\"order\":{\"id\":\"ord_1\"}}}", "{\"data\":{\"id\":\"ord_1\"}}",
            "{\"subject\":\"\",\"data\":{\"id\":\"ord_1\"}}",
            "\uFEFF{\"subject\":\"ord_1\",}"})
    void findsTheOrderOfACallbackWhereverItIs(String body) {
        assertThat(prodigi.read(Samples.inbound("webhook", body)).hints()).containsExactly(new Ref(Ref.Kind.ORDER, "ord_1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "null", "{\"specversion\":\"1.0\",\"type\":\"x", "{\"subject\":{\"a\":1}}", "{}"})
    void quarantinesWhatIsNoCallback(String body) {
        Decoded decoded = prodigi.read(Samples.inbound("webhook", body));
        assertThat(decoded.unreadable()).hasSize(1);
        assertThat(decoded.facts()).isEmpty();
        assertThat(decoded.hints()).isEmpty();
    }

    @Test
    void quarantinesAnEndlessOrderId() {
        assertThat(prodigi.read(Samples.inbound("webhook", "{\"subject\":\"" + "o".repeat(500) + "\"}")).unreadable()).hasSize(1);
    }

    @Test
    void quarantinesAnOrderWithoutId() {
        assertThat(poll("{\"status\":{\"stage\":\"Complete\"}}").unreadable())
                .containsExactly(new Decoded.Unreadable("order", "has no id"));
    }

    private Decoded poll(String body) {
        return prodigi.read(Samples.inbound("poll", body));
    }

    private List<String> keys(String body) {
        return poll(body).facts().stream().map(heard -> heard.fact().told().key()).toList();
    }
}
