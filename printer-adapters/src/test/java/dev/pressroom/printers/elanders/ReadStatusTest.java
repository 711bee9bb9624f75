package dev.pressroom.printers.elanders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Decoded.Unreadable;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadStatusTest {

    private final PrinterProfile profile = Samples.profile("elanders-de");
    private final Elanders elanders = new Elanders(profile);

    @Test
    void readsManyMessagesOfManyOrders() {
        Decoded decoded = elanders.read(Samples.inbound("sftp", Samples.fixture("elanders/status-many-messages.xml")));

        assertThat(decoded.unreadable()).isEmpty();
        assertThat(decoded.facts()).extracting(Heard::fact)
                .extracting(fact -> fact.told().key(), PrinterFact::event, PrinterFact::items, fact -> fact.about().toString())
                .containsExactly(
                        tuple("message/881", new PrinterEvent.JobAccepted(), List.of(), "[FILE:A-1234-1-a1_20261121100000]"),
                        tuple("message/882", new PrinterEvent.JobInProduction(), List.of(),
                                "[KEY:A-1234-1-a1, FILE:A-1234-1-a1_20261121100000, ORDER:E-1]"),
                        tuple("message/883", new PrinterEvent.JobPrinted(), List.of(ItemQuantity.allOf("2")), "[KEY:B-7-1-a2]"),
                        tuple("message/884", new PrinterEvent.ItemsShipped("P-1", "dpd", "DPD GERMANY", "01234567890123"),
                                List.of(new ItemQuantity("1", 2)), "[KEY:A-1234-1-a1, FILE:A-1234-1-a1_20261121100000, PARCEL:P-1]"),
                        tuple("message/885", new PrinterEvent.CancelRefused("91000"), List.of(),
                                "[KEY:C-9-1-a1, REQUEST:CANCEL-C-9-1-a1_20261121100000]"));
        assertThat(decoded.facts()).allSatisfy(heard -> {
            assertThat(heard.fact().told().source()).isEqualTo("printer/elanders-de");
            assertThat(heard.fact().job()).isNull();
        });
        assertThat(decoded.facts().getFirst().rawText()).isEqualTo("10000 accepted");
    }

    @Test
    void keepsTheTimeAsSaidAndTheRuleThatReadIt() {
        Told told = elanders.read(Samples.inbound("sftp", Samples.fixture("elanders/status-many-messages.xml"))).facts().getFirst().fact()
                .told();
        assertThat(told).isEqualTo(new Told("printer/elanders-de", "message/881", Instant.parse("2026-11-21T10:00:00Z"),
                "2026-11-21 11:00:00", "Europe/Berlin", Samples.NOW));
    }

    @ParameterizedTest
    @CsvSource({"2026-10-25 02:30:00, 2026-10-25T00:30:00Z, 'Europe/Berlin, first of two'",
            "2026-10-25 03:00:00, 2026-10-25T02:00:00Z, Europe/Berlin",
            "2026-03-29 02:30:00, 2026-03-29T01:30:00Z, 'Europe/Berlin, moved over the gap'",
            "2026-07-01T12:00:00+01:00, 2026-07-01T11:00:00Z, ", "2026-07-01T12:00:00+01, 2026-07-01T11:00:00Z, "})
    void saysHowItReadAnHourThatTheClockChangeMadeAmbiguous(String said, Instant at, String rule) {
        Told told = one("id='1' status='10000' transaction_reference_client='K_1' timestamp='" + said + "'").fact().told();
        assertThat(told.occurredAt()).isEqualTo(at);
        assertThat(told.zoneRule()).isEqualTo(rule);
        assertThat(told.saidAt()).isEqualTo(said);
    }

    @Test
    void neverLetsOneUnreadableMessageStopTheOthers() {
        Decoded decoded = elanders
                .read(Samples.inbound("sftp", Samples.text("elanders/status-some-unreadable.xml").getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(decoded.unreadable()).containsExactly(new Unreadable("message 1", "has no id"),
                new Unreadable("message 2", "has no status"),
                new Unreadable("message 3", "names neither transaction, order nor request"),
                new Unreadable("message 4", "has a quantity that is no number"),
                new Unreadable("message 5", "has a quantity that is no number"));
        Heard good = decoded.facts().getFirst();
        assertThat(good.rawText()).isEqualTo("10000 angenommen für später");
        assertThat(good.fact().told()).isEqualTo(new Told("printer/elanders-de", "message/6", Samples.NOW, "gestern", null, Samples.NOW));
    }

    @Test
    void readsAFileUpToWhereItIsCutOff() {
        String whole = Samples.text("elanders/status-many-messages.xml");
        String cut = whole.substring(0, whole.indexOf("order_item_reference_client=\"2\""));
        Decoded decoded = elanders.read(Samples.inbound("sftp", cut));
        assertThat(decoded.facts()).hasSize(2);
        assertThat(decoded.unreadable()).singleElement().satisfies(unreadable -> {
            assertThat(unreadable.place()).endsWith("after message 2");
            assertThat(unreadable.reason()).isEqualTo("is not well-formed XML");
        });
    }

    @Test
    void tellsARepeatedMessageUnderTheSameKey() {
        String message = "id='881' level='T' status='10000' transaction_reference_client='K_1' duplicate='%s'";
        assertThat(one(message.formatted("true")).fact()).isEqualTo(one(message.formatted("false")).fact());
    }

    @ParameterizedTest
    @CsvSource({"4, T, JobRejected", "4000, T, JobRejected", "10, T, JobAccepted", "10000, T, JobAccepted", "11, T, JobAccepted",
            "11000, T, JobAccepted", "15, T, JobAccepted", "15000, T, JobAccepted", "6, O, JobAccepted", "6000, I, JobAccepted",
            "7, I, JobRejected",
            "7000, O, JobRejected", "20, O, JobInProduction", "20000, I, JobInProduction", "30000, O, JobPrinted", "40000, P, ItemsShipped",
            "90000, O, JobCancelled", "91000, O, CancelRefused", "4000, O, Unmapped", "10000, P, Unmapped", "6000, T, Unmapped",
            "7000, E, Unmapped",
            "20000, E, Unmapped", "50000, P, Unmapped", "0, T, Unmapped", "done, O, Unmapped", "99999999999999999999, T, Unmapped",
            "10000, , JobAccepted"})
    void knowsTheDocumentedNumbersAndTheProfilesAndGuessesNoOther(String status, String level, String event) {
        String levelled = level == null ? "" : " level='" + level + "'";
        assertThat(one("id='1' order_reference_client='K' status='" + status + "'" + levelled).fact().name()).isEqualTo(event);
    }

    @Test
    void refusesTheWholeJobWhenOneItemFailsPreflight() {
        PrinterFact fact = one("id='1' level='I' order_reference_client='K' order_item_reference_client='1' quantity='1' status='7000'")
                .fact();
        assertThat(fact.event()).isEqualTo(new PrinterEvent.JobRejected(Fault.OURS, "7000"));
        assertThat(fact.items()).isEmpty();
    }

    @Test
    void doesNotTakeADuplicateTransactionForARejection() {
        Heard heard = one("id='1' level='T' transaction_reference_client='K_1' status='4000' status_desc='Duplicate transaction'");
        assertThat(heard.fact().event()).isEqualTo(new PrinterEvent.Unmapped("T4000"));
        assertThat(heard.rawText()).isEqualTo("4000 Duplicate transaction");
    }

    @Test
    void takesAnExceptionForTheRefusalOfWhatWasAskedAndItsStatusForNothingNew() {
        assertThat(
                one("id='1' action='exception' order_reference_client='K' status='40000' request_reference_id='CANCEL-K_1'").fact().event())
                .isEqualTo(new PrinterEvent.CancelRefused("40000"));
        assertThat(one("id='1' level='O' action='EXCEPTION' order_reference_client='K' status='40000'").fact().event())
                .isEqualTo(new PrinterEvent.Unmapped("exception O40000"));
        assertThat(one("id='1' action='status' order_reference_client='K' status='90000' request_reference_id='CANCEL-K_1'").fact().event())
                .isEqualTo(new PrinterEvent.JobCancelled());
    }

    @Test
    void tellsADelayBesideTheStatusThatCarriesIt() {
        String message = "<message id='1' order_reference_client='K' status='20000' production_delay='%s' finish_date='2026-12-01 12:00:00'/>";
        assertThat(elanders.read(Samples.inbound("sftp", "<root>" + message.formatted("1") + "</root>")).facts())
                .extracting(heard -> heard.fact().event())
                .containsExactly(new PrinterEvent.JobInProduction(), new PrinterEvent.JobDelayed(Instant.parse("2026-12-01T11:00:00Z")));
        assertThat(elanders.read(Samples.inbound("sftp", "<root>" + message.formatted("0") + "</root>")).facts()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Message ID='1' Level='T' Status='4000' Transaction_Reference_Client='K_1'/>",
            "<transaction id='1' status='4000' transaction_reference_client='K_1'><note/></transaction>",
            "<message><id>1</id><level>T</level><status>4000</status><transaction_reference_client><![CDATA[K_1]]></transaction_reference_client></message>"})
    void readsNearShapesOfAMessage(String message) {
        Decoded decoded = elanders
                .read(Samples.inbound("sftp", "<root><messages>" + message + message.replace("4000", "10000") + "</messages></root>"));
        assertThat(decoded.unreadable()).isEmpty();
        assertThat(decoded.facts()).extracting(heard -> heard.fact().name()).containsExactly("JobRejected", "JobAccepted");
    }

    @Test
    void namesAParcelWithoutReferenceByItsNumberOrItsMessage() {
        String message = "id='7' level='P' order_reference_client='K' status='40000'";
        assertThat(one(message + " package_tracking_number='123'").fact().event())
                .isEqualTo(new PrinterEvent.ItemsShipped("123", null, null, "123"));
        assertThat(one(message + " package_carrier='Pigeon'").fact().event())
                .isEqualTo(new PrinterEvent.ItemsShipped("message-7", null, "Pigeon", null));
    }

    @Test
    void buildsEveryEventThatAProfileMayName() {
        Map<String, String> statuses = Elanders.STATUS_EVENTS.stream()
                .collect(Collectors.toMap(event -> "5" + event.hashCode(), event -> event));
        Elanders all = new Elanders(with(statuses));
        statuses.forEach((status, event) -> assertThat(all.read(Samples.inbound("sftp",
                "<root><message id='1' order_reference_client='K' status='" + status + "'/></root>")).facts().getFirst().fact().name())
                .isEqualTo(event));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "<!DOCTYPE root [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><root><message id='1' status='10000' transaction_reference_client='&x;'/></root>",
            "<!DOCTYPE root SYSTEM 'http://127.0.0.1:9/evil.dtd'><root/>",
            "<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><root><message id='&b;' status='10000' transaction_reference_client='K'/></root>"})
    void refusesADoctype(String xml) {
        assertThat(elanders.read(Samples.inbound("sftp", xml))).isEqualTo(Decoded.unreadable("file", "has a DOCTYPE, which is refused"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "<html></html>", "<root/>", "<root>&x;</root>", "PK\u0003\u0004"})
    void quarantinesWhatIsNoStatusFile(String body) {
        Decoded decoded = elanders.read(Samples.inbound("sftp", body));
        assertThat(decoded.facts()).isEmpty();
        assertThat(decoded.unreadable()).hasSize(1);
    }

    private Heard one(String attributes) {
        return elanders.read(Samples.inbound("sftp", "<root><messages><message " + attributes + "/></messages></root>")).facts().getFirst();
    }

    private PrinterProfile with(Map<String, String> statuses) {
        return new PrinterProfile(profile.id(), profile.name(), profile.dialect(), profile.zone(), profile.products(), profile.services(),
                profile.carriers(), statuses, profile.countries(), profile.clocks(), profile.names(), profile.limits(), profile.http(),
                profile.sftp(), profile.sqs(), profile.settings(), profile.hash());
    }
}
