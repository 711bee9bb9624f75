package dev.pressroom.printers.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.TicketNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What hurt others with printers like these, numbered as in docs/printers/pains.md. */
class PainsTest {

    private static final Dialect.Context CONTEXT = new Dialect.Context(null, Samples.NOW);

    private static Decoded read(String printer, String channel, String message) {
        return ((Dialect.Reads) Dialects.of(Samples.profile(printer))).read(Samples.inbound(channel, message));
    }

    private static List<PrinterFact> facts(String printer, String channel, String message) {
        return read(printer, channel, message).facts().stream().map(Decoded.Heard::fact).toList();
    }

    private static Step<Outcome> submit(String printer, Ticket ticket) {
        return ((Dialect.Submits) Dialects.of(Samples.profile(printer))).submit(ticket, CONTEXT);
    }

    private static String order(String stage, String shipments) {
        return "{\"id\":\"ord_1\",\"lastUpdated\":\"2026-11-21T10:00:00Z\",\"status\":{\"stage\":\"" + stage + "\"},\"shipments\":["
                + shipments
                + "],\"items\":[{\"id\":\"ori_1\",\"merchantReference\":\"1\",\"copies\":2},{\"id\":\"ori_2\",\"merchantReference\":\"2\",\"copies\":1}]}";
    }

    private static String shipment(int n, String item) {
        return "{\"id\":\"shp_" + n + "\",\"status\":\"Shipped\",\"tracking\":{\"number\":\"0" + n + "\"},\"items\":[{\"itemId\":\"" + item
                + "\"}]}";
    }

    @Test
    void pain1TheSecondParcelDoesNotEraseTheFirstTrackingNumber() {
        assertThat(facts("prodigi-uk", "poll", order("Complete", shipment(1, "ori_1") + "," + shipment(2, "ori_2"))))
                .filteredOn(fact -> fact.event() instanceof PrinterEvent.ItemsShipped)
                .extracting(fact -> ((PrinterEvent.ItemsShipped) fact.event()).trackingNumber()).containsExactly("01", "02");
    }

    @Test
    void pain2AClientsRetryUnderTheSameKeyWritesTheSameOrder() {
        Ticket ticket = Samples.bookAndPrint(Samples.profile("prodigi-uk"), Samples.PLAIN);
        Send.HttpCall first = Samples.sent(submit("prodigi-uk", ticket), Send.HttpCall.class);
        assertThat(first.repeat()).isEqualTo(Send.Repeat.KEYED);
        assertThat(new String(((Content.Bytes) first.body()).bytes(), StandardCharsets.UTF_8))
                .contains("\"idempotencyKey\":\"A-1234-1-a1\"");
    }

    @Test
    void pain4AMissingFileIsARefusalAndNeverABlankProduct() {
        SequencedMap<String, List<Artwork>> none = new LinkedHashMap<>();
        none.put("1", List.of());
        TicketNames names = TicketNames.of(Samples.profile("prodigi-uk"), Samples.KEY, 0, none);
        Ticket blank = new Ticket(Samples.KEY, names.key(), names.number(), ServiceLevel.STANDARD, Samples.PLAIN,
                List.of(new Ticket.TicketItem("1", "1", "SKU", 1, List.of())), Samples.NOW);
        for (String printer : new String[]{"prodigi-uk", "siteflow-uk", "elanders-de", "photofinale-us"}) {
            assertThat(submit(printer, blank)).as(printer).isInstanceOfSatisfying(Step.Done.class,
                    done -> assertThat(done.result()).isInstanceOf(Outcome.Rejected.class));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503})
    void pain5AnAmbiguousFailureIsNeverASecondCreate(int status) {
        Ticket ticket = Samples.bookAndPrint(Samples.profile("siteflow-uk"), Samples.PLAIN);
        Step<Outcome> create = Samples.then(submit("siteflow-uk", ticket), Samples.answered(404, "{}"));
        assertThat(Samples.done(create, Samples.answered(status, "")).result()).isInstanceOf(Outcome.Unknown.class);
        assertThat(Samples.sent(create, Send.HttpCall.class).repeat()).isEqualTo(Send.Repeat.NEVER);
    }

    @Test
    void pain6HalfAnOrderIsToldAsTheItemsThatLeft() {
        assertThat(facts("prodigi-uk", "poll", order("InProgress", shipment(1, "ori_2"))).getLast().items())
                .containsExactly(new ItemQuantity("2", 1));
    }

    @Test
    void pain7TheEndIsReadFromTheOrderAlsoWhenNoEventSaidIt() {
        assertThat(facts("siteflow-uk", "poll",
                "{\"_id\":\"5\",\"orderData\":{\"sourceOrderId\":\"K\",\"status\":\"shipped\",\"shipments\":[{\"shipmentIndex\":0,\"status\":\"shipped\",\"trackingNumber\":\"01\"}]}}"))
                .extracting(PrinterFact::name).contains("ItemsShipped");
    }

    @Test
    void pain9AForgedCallbackChangesNothing() {
        Decoded decoded = read("prodigi-uk", "webhook", "{\"subject\":\"ord_1\",\"data\":{\"order\":" + order("Cancelled", "") + "}}");
        assertThat(decoded.facts()).isEmpty();
        assertThat(decoded.hints()).containsExactly(new Ref(Ref.Kind.ORDER, "ord_1"));
    }

    @Test
    void pain10ShipmentAndCompletionTogetherAreOneFact() {
        PrinterFact shipped = facts("prodigi-uk", "poll", order("InProgress", shipment(1, "ori_1"))).getLast();
        assertThat(facts("prodigi-uk", "poll", order("Complete", shipment(1, "ori_1"))).getLast()).isEqualTo(shipped);
    }

    @Test
    void pain11AnOlderMessageThatComesLaterKeepsItsOwnTime() {
        PrinterFact late = facts("siteflow-uk", "webhook",
                "{\"event\":\"Order Received\",\"SourceOrderId\":\"K\",\"TimeStamp\":\"2026-11-20T09:00:00Z\"}").getFirst();
        assertThat(late.occurredAt()).isEqualTo(Samples.NOW.minus(Duration.ofDays(1))).isBefore(late.told().receivedAt());
    }

    @ParameterizedTest
    @ValueSource(strings = {"validationFailed", "ValidationFailed", "VALIDATIONFAILED"})
    void pain12AnotherSpellingOfAFailureIsAFailure(String outcome) {
        Ticket ticket = Samples.bookAndPrint(Samples.profile("prodigi-uk"), Samples.PLAIN);
        assertThat(Samples.done(submit("prodigi-uk", ticket), Samples.answered(200, "{\"outcome\":\"" + outcome + "\"}")).result())
                .isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void pain13ArtworkThatCouldNotBeFetchedIsToldAsThat() {
        assertThat(facts("siteflow-uk", "webhook", "{\"event\":\"Order Errored\",\"SourceOrderId\":\"K\"}").getFirst().event())
                .isInstanceOf(PrinterEvent.ArtworkNotFetched.class);
    }

    @Test
    void pain21UmlautsComeBackFromEveryTicketAsTheyWere() {
        for (String printer : new String[]{"prodigi-uk", "siteflow-uk", "elanders-de", "photofinale-us"}) {
            Subject subject = Subject.of(Samples.profile(printer), Contracts.of(Samples.profile(printer).dialect()).orElseThrow());
            Ticket ticket = subject.ticket(new JobKey("A-1", 1, 1), Samples.named("Järvi Öß"), subject.service());
            assertThat(subject.submitted(ticket).bytes()).as(printer)
                    .anySatisfy(bytes -> assertThat(Reread.texts(bytes)).contains("Järvi Öß"));
        }
    }

    @Test
    void pain22AnHourThatTheClockChangeRepeatsIsTheFirstAndTheRuleIsKept() {
        PrinterFact fact = facts("elanders-de", "sftp",
                "<root><message id='1' level='O' status='6000' order_reference_client='K' timestamp='2026-10-25 02:30:00'/></root>")
                .getFirst();
        assertThat(fact.told().zoneRule()).isEqualTo("Europe/Berlin, first of two");
    }

    @Test
    void pain23AcknowledgedIsNotAcceptedAndARejectionMayFollow() {
        Ticket ticket = Samples.bookAndPrint(Samples.profile("siteflow-uk"), Samples.PLAIN);
        Step<Outcome> create = Samples.then(submit("siteflow-uk", ticket), Samples.answered(404, "{}"));
        assertThat(Samples.done(create, Samples.answered(200, "{\"_id\":\"5\"}")).result()).isEqualTo(new Outcome.Received());
        assertThat(facts("siteflow-uk", "webhook", "{\"OrderId\":\"K\",\"status\":\"Order submission error\"}").getFirst().event())
                .isInstanceOf(PrinterEvent.JobRejected.class);
    }

    @Test
    void pain24AStateThatNobodySaidIsNoEmptyText() {
        Ticket ticket = Samples.bookAndPrint(Samples.profile("prodigi-uk"),
                new Address("Ada", null, "S 1", "", "10115", "Berlin", " ", "DE", "", ""));
        JsonNode recipient = new JsonMapper()
                .readTree(((Content.Bytes) Samples.sent(submit("prodigi-uk", ticket), Send.HttpCall.class).body()).bytes())
                .path("recipient");
        assertThat(recipient.path("address").path("stateOrCounty").isNull()).isTrue();
        assertThat(recipient.has("phoneNumber")).isFalse();
    }

    @Test
    void pain24ARefusedAddressIsTheCustomersAndARejection() {
        Ticket ticket = Samples.bookAndPrint(Samples.profile("prodigi-uk"), Samples.PLAIN);
        assertThat(Samples.done(submit("prodigi-uk", ticket), Samples.answered(400,
                "{\"outcome\":\"ValidationFailed\",\"failures\":{\"recipient.phoneNumber\":[{\"code\":\"Missing\"}]}}")).result())
                .isInstanceOfSatisfying(Outcome.Rejected.class, rejected -> assertThat(rejected.fault()).isEqualTo(Fault.CUSTOMER));
    }

    @Test
    void pain25ADuplicateTransactionIsNoRejectionAndTheNextAttemptHasAnotherName() {
        assertThat(facts("elanders-de", "sftp",
                "<root><message id='1' level='T' status='4000' status_desc='duplicate transaction' transaction_reference_client='K_1'/></root>")
                .getFirst().event()).isInstanceOf(PrinterEvent.Unmapped.class);
        var rule = Samples.profile("elanders-de").names();
        assertThat(rule.name(new JobKey("A-1", 1, 1), 0)).isNotEqualTo(rule.name(new JobKey("A-1", 1, 2), 0));
    }

    @Test
    void pain27NumbersAsTextTrailingCommasAndWrappedRootsAreRead() {
        for (String status : new String[]{"3", "\"3\"", "\"Complete\"", "\"complete\""}) {
            assertThat(
                    facts("photofinale-us", "sqs", "{\"Order\":{\"OrderID\":\"12345678\",\"DealerCode\":1234,\"Status\":" + status + ",},}")
                            .getFirst().event())
                    .isInstanceOf(PrinterEvent.ItemsShipped.class);
        }
    }
}
