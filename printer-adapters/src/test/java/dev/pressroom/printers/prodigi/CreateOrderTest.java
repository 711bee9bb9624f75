package dev.pressroom.printers.prodigi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.Fault;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Send.Repeat;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.Ticket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CreateOrderTest {

    private static final Ref ORDER = new Ref(Ref.Kind.ORDER, "ord_840797");

    private final PrinterProfile profile = Samples.profile("prodigi-uk");
    private final Prodigi prodigi = new Prodigi(profile);
    private final Context context = new Context("https://pressroom.example.org/webhooks/prodigi-uk/t0ken", Samples.NOW);

    @Test
    void writesTheOrderUnderOurKey() {
        Step<Outcome> step = submit(Samples.PLAIN);

        HttpCall call = Samples.sent(step, HttpCall.class);
        assertThat(call.repeat()).isEqualTo(Repeat.KEYED);
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /v4.0/orders");
        assertThat(call.body()).isInstanceOf(Content.Bytes.class).extracting(body -> ((Content.Bytes) body).contentType())
                .isEqualTo("application/json");
        assertThat(body(step)).isEqualTo(new JsonMapper().readTree(Samples.fixture("prodigi/submit-book-and-print.json")));
    }

    @Test
    void writesTheSameBytesForTheSameTicket() {
        assertThat(bytes(submit(Samples.PLAIN))).isEqualTo(bytes(submit(Samples.PLAIN)));
    }

    @Test
    void carriesHardNamesUnharmed() {
        for (String name : Samples.HARD_NAMES) {
            JsonNode recipient = body(submit(Samples.named(name))).path("recipient");
            assertThat(recipient.path("name").asString()).isEqualTo(name);
            assertThat(recipient.path("address").path("line2").asString()).isEqualTo(name + ", " + name);
        }
    }

    @Test
    void leavesOutWhatJsonCannotCarry() {
        String name = "Anna\uD83D \u0007Bell\nline";
        assertThat(body(submit(Samples.named(name))).path("recipient").path("name").asString()).isEqualTo("Anna Bell line");
    }

    @Test
    void writesAnEmptyStateAsNull() {
        Address address = new Address("A", " ", "L", "", "1", "C", "", "GB", "", null);
        JsonNode recipient = body(submit(address)).path("recipient");
        assertThat(recipient.path("address").path("stateOrCounty").isNull()).isTrue();
        assertThat(recipient.path("address").has("line2")).isFalse();
        assertThat(recipient.has("email")).isFalse();
        assertThat(recipient.has("phoneNumber")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created", "Created", "CREATEDWITHISSUES", "onHold", "AlreadyExists", "alreadyExists"})
    void isReceivedWhateverTheCase(String outcome) {
        Done<Outcome> done = reply(200, Samples.text("prodigi/submit-created.json").replace("\"Created\"", "\"" + outcome + "\""));
        assertThat(done.result()).isEqualTo(new Outcome.Received());
        assertThat(done.learned()).containsExactly(ORDER);
    }

    @Test
    void isReceivedOnHoldWithNothingButAnId() {
        assertThat(reply(200, "{\"outcome\":\"OnHold\",\"order\":{\"id\":\"ord_840797\"}}"))
                .isEqualTo(new Done<>(new Outcome.Received(), Set.of(ORDER)));
    }

    @Test
    void isAcceptedWhenTheExistingOrderHasItsArtwork() {
        String body = Samples.text("prodigi/submit-created.json").replace("\"downloadAssets\": \"InProgress\"",
                "\"downloadAssets\": \"Complete\"");
        assertThat(reply(200, body)).isEqualTo(new Done<>(new Outcome.Accepted(), Set.of(ORDER)));
    }

    @Test
    void isTheCustomersFaultWhenOnlyTheRecipientIsRefused() {
        Outcome.Rejected rejected = (Outcome.Rejected) reply(400, Samples.text("prodigi/submit-validation-failed-address.json")).result();
        assertThat(rejected.fault()).isEqualTo(Fault.CUSTOMER);
        assertThat(rejected.code()).isEqualTo("Recipient.Name TooLong");
        assertThat(rejected.reason()).contains("recipient.address.postalOrZipCode Required").doesNotContain("Geheim");
    }

    @Test
    void isOurFaultWhenAnythingElseIsRefused() {
        Outcome.Rejected rejected = (Outcome.Rejected) reply(400, Samples.text("prodigi/submit-validation-failed-sku.json")).result();
        assertThat(rejected.fault()).isEqualTo(Fault.OURS);
        assertThat(rejected.code()).isEqualTo("items[0].sku SkuNotAvailable");
    }

    @Test
    void isRejectedByItsOutcomeAlsoUnderStatus200() {
        assertThat(reply(200, "{\"outcome\":\"VALIDATIONFAILED\"}").result()).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void isRejectedByTheBaseErrorThatHasNoOutcome() {
        assertThat(reply(400, "{\"statusText\":\"ValidationFailed\",\"statusCode\":400,\"data\":null,\"traceParent\":\"00-1\"}").result())
                .isInstanceOf(Outcome.Rejected.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 405, 415})
    void waitsWhileOurProfileIsWrong(int status) {
        assertThat(reply(status, "{\"outcome\":\"EndpointDoesNotExist\"}").result()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("HTTP " + status).contains("profile"));
    }

    @ParameterizedTest
    @CsvSource({"120, 2026-11-21T09:02:00Z", "'Sat, 21 Nov 2026 10:00:00 GMT', 2026-11-21T10:00:00Z", "soon, ", "-5, "})
    void waitsAsLongAsThePrinterAsks(String retryAfter, Instant until) {
        Reply reply = new Reply.Answered(429, Map.of("retry-after", List.of(retryAfter)), new byte[0]);
        assertThat(Samples.done(submit(Samples.PLAIN), reply).result())
                .isEqualTo(new Outcome.Deferred(until, "HTTP 429, no outcome"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"500 | {\"outcome\":\"internalServerError\"}", "500 | {\"outcome\":\"timedOut\"}", "408 | ''",
            "503 | <html>", "502 | ''", "400 | {\"statusText\":\"bad\"}", "302 | ''", "200 | ''", "200 | []",
            "200 | {\"outcome\":\"created\"}",
            "200 | {\"outcome\":\"somethingNew\",\"order\":{\"id\":\"ord_1\"}}",
            "500 | {\"outcome\":\"created\",\"order\":{\"id\":\"ord_1\"}}"})
    void isUnknownWhereNothingDecides(int status, String body) {
        Done<Outcome> done = reply(status, body);
        assertThat(done.result()).isInstanceOfSatisfying(Outcome.Unknown.class,
                unknown -> assertThat(unknown.evidence()).startsWith("HTTP " + status));
        assertThat(done.learned()).isEmpty();
    }

    @Test
    void tellsAQuotedTraceForTheirSupport() {
        assertThat(reply(500, "{\"outcome\":\"timedOut\",\"traceParent\":\"00-abc\"}").result())
                .isEqualTo(new Outcome.Unknown("HTTP 500, outcome timedout, trace 00-abc"));
    }

    @Test
    void isDeferredWhenNotSentAndUnknownWhenItBroke() {
        assertThat(Samples.done(submit(Samples.PLAIN), new Reply.NotSent("lane full")).result())
                .isEqualTo(new Outcome.Deferred(null, "lane full"));
        assertThat(Samples.done(submit(Samples.PLAIN), new Reply.Broke("reset")).result()).isEqualTo(new Outcome.Unknown("reset"));
    }

    @Test
    void refusesAnItemOfSeveralFilesInsteadOfPrintingThemOverEachOther() {
        Ticket ticket = Samples.bookAndPrint(profile, Samples.PLAIN);
        Ticket.TicketItem item = ticket.items().getFirst();
        Ticket.TicketItem two = new Ticket.TicketItem(item.itemId(), item.name(), item.article(), 1,
                List.of(item.files().getFirst(), item.files().getFirst()));
        assertThat(Samples.result(prodigi.submit(with(ticket, ServiceLevel.STANDARD, two), context))).isInstanceOfSatisfying(
                Outcome.Rejected.class, rejected -> assertThat(rejected.code()).isEqualTo("artwork.printArea"));
    }

    @Test
    void refusesACoverForWhichThereIsNoPrintAreaYet() {
        Artwork cover = new Artwork("cover.pdf", Artwork.Role.COVER, 1, 1, "c".repeat(64), "d".repeat(32));
        Ticket ticket = Samples.ticket(profile, Samples.PLAIN, Map.of("PHOTOBOOK-A5", cover));
        assertThat(Samples.result(prodigi.submit(ticket, context))).isInstanceOf(Outcome.Rejected.class);
    }

    @Test
    void namesWhatThePrinterSaysBack() {
        assertThat(prodigi.references(Samples.bookAndPrint(profile, Samples.PLAIN))).containsExactly(
                new Ref(Ref.Kind.KEY, "A-1234-1-a1"), new Ref(Ref.Kind.ITEM, "1"), new Ref(Ref.Kind.ITEM, "2"));
    }

    private static Ticket with(Ticket ticket, ServiceLevel service, Ticket.TicketItem item) {
        return new Ticket(ticket.key(), ticket.name(), ticket.number(), service, ticket.shipTo(), List.of(item), ticket.stampedAt());
    }

    private Step<Outcome> submit(Address to) {
        return prodigi.submit(Samples.bookAndPrint(profile, to), context);
    }

    private Done<Outcome> reply(int status, String body) {
        return Samples.done(submit(Samples.PLAIN), Samples.answered(status, body));
    }

    private static byte[] bytes(Step<Outcome> step) {
        return ((Content.Bytes) Samples.sent(step, HttpCall.class).body()).bytes();
    }

    private static JsonNode body(Step<Outcome> step) {
        return new JsonMapper().readTree(new String(bytes(step), StandardCharsets.UTF_8));
    }
}
