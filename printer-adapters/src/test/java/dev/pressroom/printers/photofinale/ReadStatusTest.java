package dev.pressroom.printers.photofinale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Samples;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadStatusTest {

    private final PhotoFinale photoFinale = new PhotoFinale(Samples.profile("photofinale-us"));

    @Test
    void readsWhatWasShippedOfWhichLines() {
        Heard heard = one(Samples.text("photo-finale/status-complete-two-lines.json"));
        PrinterFact fact = heard.fact();
        assertThat(fact.told()).isEqualTo(new Told("printer/photofinale-us", "12345678/COMPLETE/1,2/01234567890123",
                Instant.parse("2026-11-21T10:00:00Z"), "2026-11-21T10:00:00Z", null, Samples.NOW));
        assertThat(fact.about()).containsExactly(new Ref(Ref.Kind.ORDER, "12345678"));
        assertThat(fact.job()).isNull();
        assertThat(fact.items()).containsExactly(ItemQuantity.allOf("1"), ItemQuantity.allOf("2"));
        assertThat(fact.event()).isEqualTo(new PrinterEvent.ItemsShipped("01234567890123", "dpd", "dpd", "01234567890123"));
        assertThat(heard.rawText()).isEqualTo("Complete");
    }

    @ParameterizedTest
    @CsvSource({"12, OrderSubmitted, JobReceived", "13, Queued, JobReceived", "0, New, JobReceived", "20, PreparingOrder, JobAccepted",
            "25, PreparationComplete, JobAccepted", "30, ImageCorrection, JobAccepted", "35, Printing, JobInProduction",
            "1, Printed, JobPrinted",
            "40, ProductionComplete, JobPrinted", "45, QualityAssurance, JobPrinted", "3, Complete, ItemsShipped"})
    void takesNumberAndWordForTheSameFact(String number, String word, String event) {
        PrinterFact byNumber = one("{\"OrderID\":\"12345678\",\"Status\":" + number + "}").fact();
        PrinterFact byText = one("{\"OrderID\":12345678,\"Status\":\"" + number + "\"}").fact();
        PrinterFact byWord = one(
                "{\"OrderID\":\"12345678\",\"DealerCode\":\"1234\",\"Status\":\"" + word + "\",\"OrderLineItemList\":null}").fact();
        assertThat(byNumber.name()).isEqualTo(event);
        assertThat(byWord).isEqualTo(byNumber).isEqualTo(byText)
                .isEqualTo(one("{\"OrderID\":12345678,\"Status\":\"" + word.toLowerCase() + "\"}").fact());
    }

    @Test
    void knowsCancelledAndRejectedByWordOnly() {
        assertThat(event("\"Cancelled\"")).isEqualTo(new PrinterEvent.JobCancelled());
        assertThat(event("\"rejected\"")).isEqualTo(new PrinterEvent.JobRejected(Fault.PRINTER, "Rejected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "-1", "\"-1\"", "\"Sleeping\"", "3.5"})
    void guessesNoOther(String status) {
        assertThat(event(status)).isEqualTo(new PrinterEvent.Unmapped(status.replace("\"", "")));
    }

    @Test
    void tellsTheSameFactForTheSameMessageInOtherOrder() {
        String other = "{\"Status\":3,\"OrderLineItemList\":[1,2],\"OrderID\":\"12345678\",\"TrackingInfo\":{\"TrackingNumber\":\"01234567890123\"}}";
        assertThat(one(other).fact().told().key())
                .isEqualTo(one(Samples.text("photo-finale/status-complete-two-lines.json")).fact().told().key());
    }

    @Test
    void tellsAnotherFactForAnotherParcelOrOtherLines() {
        assertThat(one("{\"OrderID\":1,\"Status\":3,\"OrderLineItemList\":[1]}").fact().told().key()).isEqualTo("1/COMPLETE/1");
        assertThat(one("{\"OrderID\":1,\"Status\":3,\"OrderLineItemList\":\"2\"}").fact().told().key()).isEqualTo("1/COMPLETE/2");
        assertThat(one("{\"OrderID\":1,\"Status\":3,\"TrackingInfo\":{\"TrackingNumber\":7}}").fact().told().key())
                .isEqualTo("1/COMPLETE//7");
        assertThat(one("{\"OrderID\":1,\"Status\":3}").fact().told().key()).isEqualTo("1/COMPLETE/");
    }

    @Test
    void namesAnUntrackedParcelByWhatItHolds() {
        assertThat(one(
                "{\"OrderID\":1,\"Status\":3,\"OrderLineItemList\":[2,1],\"TrackingInfo\":{\"CarrierName\":\"USPS\",\"TrackingNumber\":\" \"}}")
                .fact().event()).isEqualTo(new PrinterEvent.ItemsShipped("1-1,2", null, "USPS", null));
        assertThat(event("3")).isEqualTo(new PrinterEvent.ItemsShipped("1", null, null, null));
    }

    @Test
    void takesTheTimeOfReceiptWhenNoneIsSaidAndLocalTimeInThePrintersZone() {
        assertThat(one("{\"OrderID\":1,\"Status\":3}").fact().told().occurredAt()).isEqualTo(Samples.NOW);
        Told local = one("{\"OrderID\":1,\"Status\":3,\"Timestamp\":\"2026-11-21 04:00:00\"}").fact().told();
        assertThat(local.occurredAt()).isEqualTo(Samples.NOW);
        assertThat(local.zoneRule()).isEqualTo("America/New_York");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"OrderID\":\"12345678\",\"Status\":", "[]", "{\"Status\":3}", "{\"OrderID\":1}",
            "{\"OrderID\":{},\"Status\":3}", "{\"OrderID\":1,\"Status\":3}{\"OrderID\":2,\"Status\":3}"})
    void quarantinesWhatIsNoStatusOfOurs(String body) {
        Decoded decoded = photoFinale.read(Samples.inbound("sqs", body));
        assertThat(decoded.facts()).isEmpty();
        assertThat(decoded.unreadable()).hasSize(1);
    }

    @Test
    void believesTheFulfillersOwnCodeAndTurnsAnotherAwayOnceTheProfileNamesIt() {
        String body = "{\"OrderID\":1,\"Status\":3,\"DealerCode\":\"%s\"}";
        assertThat(one(body.formatted("8600")).fact().name()).isEqualTo("ItemsShipped");
        PrinterProfile profile = Samples.profile("photofinale-us");
        PhotoFinale named = new PhotoFinale(new PrinterProfile(profile.id(), profile.name(), profile.dialect(), profile.zone(),
                profile.products(), profile.services(), profile.carriers(), profile.statuses(), profile.countries(), profile.clocks(),
                profile.names(), profile.limits(), profile.http(), profile.sftp(), profile.sqs(),
                Map.of(PhotoFinale.DEALER, "1234", PhotoFinale.FULFILLER, "8600"), profile.hash()));
        assertThat(named.read(Samples.inbound("sqs", body.formatted("8600"))).facts()).hasSize(1);
        assertThat(named.read(Samples.inbound("sqs", body.formatted("1234"))).facts()).hasSize(1);
        assertThat(named.read(Samples.inbound("sqs", body.formatted("9071"))))
                .isEqualTo(Decoded.unreadable("message", "is of dealer 9071, who is not this printer"));
    }

    private Heard one(String body) {
        return photoFinale.read(Samples.inbound("sqs", body)).facts().getFirst();
    }

    private PrinterEvent event(String status) {
        return one("{\"OrderID\":1,\"Status\":" + status + "}").fact().event();
    }

    @Test
    void doesNotTakeSomeProductsForAllLines() {
        Decoded decoded = new PhotoFinale(Samples.profile("photofinale-us"))
                .read(Samples.inbound("sqs", "{\"OrderID\":12345678,\"DealerCode\":1234,\"Status\":3,\"ProductList\":[77]}"));
        assertThat(decoded.facts().getFirst().fact().event()).isInstanceOf(PrinterEvent.Unmapped.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<OrderID>12345678</OrderID><Status>3</Status><OrderLineItemList>2</OrderLineItemList><OrderLineItemList>1</OrderLineItemList>",
            "<?xml version=\"1.0\"?><OrderStatus orderId=\"12345678\"><status>complete</status><OrderLineItemList>1</OrderLineItemList><OrderLineItemList>2</OrderLineItemList></OrderStatus>",
            "{\"orderid\":12345678,\"status\":\"COMPLETE\",\"orderLineItemList\":[1,2]}"})
    void readsNearShapesOfAStatus(String body) {
        assertThat(one(body).fact()).isEqualTo(one("{\"OrderID\":\"12345678\",\"Status\":3,\"OrderLineItemList\":[1,2]}").fact());
    }

    @ParameterizedTest
    @ValueSource(strings = {"<OrderID>12345678</OrderID><Dealer>1234</Dealer>", "<OrderID>1</OrderID><Status>&x;</Status>",
            "<!DOCTYPE a [<!ENTITY x \"1\">]><a><OrderID>&x;</OrderID><Status>3</Status></a>"})
    void quarantinesXmlThatIsNoStatus(String body) {
        Decoded decoded = photoFinale.read(Samples.inbound("sqs", body));
        assertThat(decoded.facts()).isEmpty();
        assertThat(decoded.unreadable()).hasSize(1);
    }

    @Test
    void readsAWrappedRoot() {
        Decoded decoded = new PhotoFinale(Samples.profile("photofinale-us"))
                .read(Samples.inbound("sqs", "{\"OrderStatus\":{\"OrderID\":12345678,\"Status\":\"printing\",}}"));
        assertThat(decoded.facts().getFirst().fact().event()).isEqualTo(new PrinterEvent.JobInProduction());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "{\"statuses\":%s}", "\uFEFF%s"})
    void readsEachStatusOfAList(String form) {
        Decoded decoded = photoFinale.read(Samples.inbound("sqs", form.formatted(
                "[{\"OrderID\":12345678,\"Status\":35},{\"OrderID\":\"12345679\",\"Status\":\"teleported\"},{\"OrderID\":12345680}]")));
        assertThat(decoded.facts()).extracting(heard -> heard.fact().name()).containsExactly("JobInProduction", "Unmapped");
        assertThat(decoded.unreadable()).containsExactly(new Decoded.Unreadable("entry 3 of 3, message", "has no Status"));
    }

    @Test
    void saysThatAPointerToS3IsNotFollowed() {
        assertThat(photoFinale.read(Samples.inbound("sqs",
                "[\"software.amazon.payloadoffloading.PayloadS3Pointer\",{\"s3BucketName\":\"b\",\"s3Key\":\"k\"}]")).unreadable())
                .singleElement().satisfies(it -> assertThat(it.reason()).contains("pointer to S3", "not followed"));
    }
}
