package dev.pressroom.printers.siteflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Samples;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadPostbackTest {

    private static final Ref KEY = new Ref(Ref.Kind.KEY, "A-1234-1-a1");

    private final SiteFlow siteFlow = new SiteFlow(Samples.profile("siteflow-uk"));

    private Decoded postback(String body) {
        return siteFlow.read(Samples.inbound("webhook", body));
    }

    private PrinterFact only(String body) {
        Decoded decoded = postback(body);
        assertThat(decoded.unreadable()).isEmpty();
        assertThat(decoded.facts()).hasSize(1);
        return decoded.facts().getFirst().fact();
    }

    @Test
    void readsHpsOwnSampleOfASubmissionErrorAsARejectionAfterTheAcceptance() {
        PrinterFact fact = only(Samples.text("site-flow/postback-submission-error.json"));
        assertThat(fact.event()).isEqualTo(new PrinterEvent.JobRejected(Fault.OURS, "submissionError"));
        assertThat(fact.about()).contains(KEY);
    }

    @Test
    void readsAnOrderThatIsSentAsItIsAsAnOrderAndNotTheFirstStatusInIt() {
        assertThat(only(Samples.text("site-flow/submit-generic-endpoint.json")).event()).isEqualTo(new PrinterEvent.JobReceived());
        assertThat(
                only("{\"event\":\"Order Print Ready\",\"order\":{\"orderData\":{\"sourceOrderId\":\"A-1234-1-a1\",\"status\":\"live\"}}}")
                        .event())
                .isEqualTo(new PrinterEvent.JobAccepted());
    }

    @Test
    void findsOurReferenceWhereTheWholeBodyStandsForTheId() {
        PrinterFact fact = only(
                "{\"OrderId\":\"{\\\"orderData\\\":{\\\"sourceOrderId\\\":\\\"A-1234-1-a1\\\"}}\",\"status\":\"Order submission error\"}");
        assertThat(fact.about()).containsExactly(KEY);
    }

    @Test
    void readsAShipmentWithItsItemsAndItsOffset() {
        PrinterFact fact = only(Samples.text("site-flow/postback-shipped.json"));
        assertThat(fact.event()).isEqualTo(new PrinterEvent.ItemsShipped("A-1234-1-a1-1", "dpd", "DPD", "01234567890123"));
        assertThat(fact.items()).containsExactly(ItemQuantity.allOf("1"), ItemQuantity.allOf("2"));
        assertThat(fact.occurredAt()).isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
    }

    @Test
    void readsXmlLikeJson() {
        PrinterFact fact = only("""
            <?xml version="1.0"?><postback><event>Order Print Ready</event><SourceOrderId>A-1234-1-a1</SourceOrderId></postback>""");
        assertThat(fact.event()).isEqualTo(new PrinterEvent.JobAccepted());
    }

    @ParameterizedTest
    @CsvSource({"Order Received,JobReceived", "ORDER PRINT READY,JobAccepted", "orderErrored,ArtworkNotFetched",
            "Order Cancelled,JobCancelled",
            "Component Printed,JobInProduction", "Shipment Updated,Unmapped", "Order Reprinted,Unmapped", "teleported,Unmapped"})
    void mapsEachEventWhateverItsSpelling(String event, String expected) {
        assertThat(only("{\"event\":\"" + event + "\",\"sourceOrderId\":\"A-1234-1-a1\"}").name()).isEqualTo(expected);
    }

    @Test
    void givesARepeatedPostbackAndTheOrderReadAgainTheSameKeys() {
        String shipped = Samples.text("site-flow/postback-shipped.json");
        String order = """
            {"_id":"57d07ba6872ba4110086ca0d","orderData":{"sourceOrderId":"A-1234-1-a1","status":"shipped","shipments":[
             {"shipmentIndex":1,"status":"shipped","trackingNumber":"01234567890123","sourceItemIds":["1","2"],"carrier":{"code":"DPD"}}]}}""";
        Decoded polled = siteFlow.read(Samples.inbound("poll", order));
        assertThat(only(shipped).told().key()).isEqualTo(only(shipped.replace("10:00:00", "11:30:00")).told().key())
                .isEqualTo(polled.facts().getLast().fact().told().key());
        assertThat(polled.facts().getLast().fact().event()).isEqualTo(only(shipped).event());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "{\"event\":\"Order Received\"}", "{\"event\": \"{{event.name}}\", \"OrderId\": ",
            "<!DOCTYPE p [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><p><event>&x;</event></p>"})
    void quarantinesWhatItCannotRead(String body) {
        Decoded decoded = postback(body);
        assertThat(decoded.facts()).isEmpty();
        assertThat(decoded.unreadable()).hasSize(1);
    }

    @Test
    void saysNothingAboutSubBatches() {
        assertThat(postback("{\"event\":\"Sub-Batch Created\"}"))
                .isEqualTo(new Decoded(List.of(), List.of(), List.of()));
    }

    @Test
    void readsAForm() {
        PrinterFact fact = only("TimeStamp=2026-11-21T09%3A00%3A00Z&SourceOrderId=A-1234-1-a1&OrderStatus=Order+Print+Ready");
        assertThat(fact.event()).isEqualTo(new PrinterEvent.JobAccepted());
        assertThat(fact.occurredAt()).isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
        assertThat(only("payload=%7B%22event%22%3A%22Order+Received%22%2C%22sourceOrderId%22%3A%22A-1234-1-a1%22%7D").event())
                .isEqualTo(new PrinterEvent.JobReceived());
    }

    @Test
    void readsEachPostbackOfAList() {
        Decoded decoded = postback("""
            [{"event":"Order Received","sourceOrderId":"A-1234-1-a1"}, {"event":"Order Cancelled"}, 5,
             {"event":"Order Print Ready","sourceOrderId":"A-1235-1-a1"}]""");
        assertThat(decoded.facts()).extracting(heard -> heard.fact().name()).containsExactly("JobReceived", "JobAccepted");
        assertThat(decoded.unreadable()).extracting(Decoded.Unreadable::place).containsExactly("entry 2 of 4, message",
                "entry 3 of 4, message");
    }

    @Test
    void takesWhatThePostbackItselfSaysBeforeWhatIsWrappedInIt() {
        assertThat(
                only("""
                    {"items":[{"sourceItemId":"1","status":"printed"}],"shipTo":{"status":"x"},"SourceOrderId":"A-1234-1-a1","OrderStatus":"Order Cancelled"}""")
                        .event())
                .isEqualTo(new PrinterEvent.JobCancelled());
    }

    @Test
    void tellsEachParcelThatIsListed() {
        Decoded decoded = postback("""
            {"event":"Shipment Shipped","sourceOrderId":"A-1234-1-a1","shipments":[
             {"shipmentIndex":0,"trackingNumber":"01","carrier":{"code":"DPD"},"sourceItemIds":["1"]},
             {"shipmentIndex":1,"trackingNumber":2,"carrierCode":"DPD","sourceItemIds":["2"]},
             {"shipmentIndex":2,"status":"live"}]}""");
        assertThat(decoded.facts()).extracting(heard -> heard.fact().event()).containsExactly(
                new PrinterEvent.ItemsShipped("A-1234-1-a1-0", "dpd", "DPD", "01"),
                new PrinterEvent.ItemsShipped("A-1234-1-a1-1", "dpd", "DPD", "2"));
        assertThat(decoded.facts()).extracting(heard -> heard.fact().items()).containsExactly(List.of(ItemQuantity.allOf("1")),
                List.of(ItemQuantity.allOf("2")));
    }

    @Test
    void tellsEachPackageOfAnOrdersShipment() {
        Decoded polled = siteFlow.read(Samples.inbound("poll", """
            {"_id":"5","orderData":{"sourceOrderId":"K","status":"shipped","shipments":[
             {"shipmentIndex":1,"status":"shipped","packages":[{"trackingNumber":"01"},{"trackingNumber":"02"}]}]}}"""));
        assertThat(polled.facts()).extracting(heard -> heard.fact().event()).filteredOn(PrinterEvent.ItemsShipped.class::isInstance)
                .extracting(event -> ((PrinterEvent.ItemsShipped) event).shipment(),
                        event -> ((PrinterEvent.ItemsShipped) event).trackingNumber())
                .containsExactly(tuple("K-1", "01"), tuple("K-1.2", "02"));
    }
}
