package dev.pressroom.printers.siteflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Send.Repeat;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Done;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SiteFlowTest {

    private static final Ref ORDER = new Ref(Ref.Kind.ORDER, "57d07ba6872ba4110086ca0d");
    private static final Set<Ref> REFS = Set.of(new Ref(Ref.Kind.KEY, "A-1234-1-a1"), ORDER);

    private final SiteFlow siteFlow = new SiteFlow(Samples.profile("siteflow-uk"));

    private Step<Outcome> submit() {
        return siteFlow.submit(Samples.bookAndPrint(Samples.profile("siteflow-uk"), Samples.PLAIN), new Context(null, Samples.NOW));
    }

    private Step<Outcome> created() {
        return Samples.then(submit(), Samples.answered(404, "{}"));
    }

    @Test
    void looksUpOurReferenceBeforeItCreates() {
        HttpCall call = Samples.sent(submit(), HttpCall.class);
        assertThat(call.repeat()).isEqualTo(Repeat.SAFE);
        assertThat(call.path()).isEqualTo("/api/order/bysourceid/A-1234-1-a1");
    }

    @Test
    void createsNothingWhenTheLookUpFindsTheOrder() {
        String order = Samples.text("site-flow/submit-generic-endpoint.json").replace("RO7C7T", "A-1234-1-a1");
        assertThat(Samples.done(submit(), Samples.answered(200, order))).isEqualTo(new Done<>(new Outcome.Received(), Set.of(ORDER)));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 500, 503})
    void sendsNothingWhileTheLookUpIsNotAnswered(int status) {
        assertThat(Samples.done(submit(), Samples.answered(status, "{}")).result()).isInstanceOf(Outcome.Deferred.class);
    }

    @Test
    void writesTheOrderForTheSubmissionEndpointAndNeverTwice() {
        HttpCall call = Samples.sent(created(), HttpCall.class);
        assertThat(call.repeat()).isEqualTo(Repeat.NEVER);
        assertThat(call.method() + " " + call.base() + call.path()).isEqualTo("POST http://127.0.0.1:8001/api/order");
        assertThat(new JsonMapper().readTree(((Content.Bytes) call.body()).bytes()))
                .isEqualTo(new JsonMapper().readTree(Samples.fixture("site-flow/submit-book-and-print.json")));
    }

    @Test
    void isReceivedAndNeverAcceptedByAnAcknowledgement() {
        assertThat(Samples.done(created(), Samples.answered(200, Samples.text("site-flow/submit-acknowledged.json"))))
                .isEqualTo(new Done<>(new Outcome.Received(), Set.of(new Ref(Ref.Kind.ORDER, "5910757faab8ec6f60127999"))));
        assertThat(Samples.done(created(), Samples.answered(201, Samples.text("site-flow/submit-generic-endpoint.json"))).result())
                .isEqualTo(new Outcome.Received());
    }

    @ParameterizedTest
    @CsvSource({"400,orderData.items is required,OURS", "400,shipTo.town is required,CUSTOMER", "200,sku unknown,OURS"})
    void isRejectedWithWhoseFault(int status, String message, Fault fault) {
        Outcome outcome = Samples
                .done(created(), Samples.answered(status, "{\"error\":{\"code\":\"208\",\"message\":\"" + message + "\"}}")).result();
        assertThat(outcome).isEqualTo(new Outcome.Rejected("208", "refused: " + message, fault));
    }

    @Test
    void looksUpWhatWasRefusedAsRepeated() {
        assertThat(Samples.done(created(), Samples.answered(400, "{\"error\":{\"code\":208,\"message\":\"sourceOrderId already exists\"}}"))
                .result()).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 500, 502, 503, 504, 200})
    void isUnknownWhenNothingWasSaidOfTheOrder(int status) {
        assertThat(Samples.done(created(), Samples.answered(status, "{}")).result()).isInstanceOf(Outcome.Unknown.class);
        assertThat(Samples.done(created(), new Reply.Broke("cut")).result()).isEqualTo(new Outcome.Unknown("cut"));
    }

    @Test
    void doesNotBelieveThatAnOrderIsMissingWhileTheSubmissionEndpointMayHoldIt() {
        assertThat(Samples.done(siteFlow.lookUp(REFS), Samples.answered(404, "{}")).result()).isInstanceOf(Found.Undecided.class);
        SiteFlow generic = new SiteFlow(Dialects.neutral("site-flow").orElseThrow());
        assertThat(Samples.done(generic.lookUp(REFS), Samples.answered(404, "{}")).result()).isEqualTo(new Found.NotAtPrinter());
    }

    @Test
    void cancelsAndBelievesARefusalOnlyWhenTheOrderSaysSo() {
        Step<Change> cancel = siteFlow.cancel(REFS, List.of(), new Context(null, Samples.NOW));
        assertThat(Samples.sent(cancel, HttpCall.class).path()).isEqualTo("/api/order/57d07ba6872ba4110086ca0d/cancel");
        assertThat(Samples.done(cancel, Samples.answered(200, "{\"success\":true}")).result()).isEqualTo(new Change.Agreed());

        Step<Change> again = Samples.then(cancel, Samples.answered(400, "{\"error\":{\"code\":\"InvalidStatus\"}}"));
        assertThat(
                Samples.done(again, Samples.answered(200, "{\"order\":{\"_id\":\"1\",\"orderData\":{\"status\":\"cancelled\"}}}")).result())
                .isEqualTo(new Change.Agreed());
        assertThat(
                Samples.done(again, Samples.answered(200, "{\"order\":{\"_id\":\"1\",\"orderData\":{\"status\":\"shipped\"}}}")).result())
                .isInstanceOf(Change.Refused.class);
        assertThat(Samples.done(cancel, Samples.answered(500, "")).result()).isInstanceOf(Change.Undecided.class);
        assertThat(Samples.done(cancel, Samples.answered(200, "<html>please log in</html>")).result()).isInstanceOf(Change.Undecided.class);
    }

    @Test
    void changesTheAddressOfTheShipment() {
        Step<Change> step = siteFlow.readdress(REFS, Samples.PLAIN);
        HttpCall call = Samples.sent(step, HttpCall.class);
        assertThat(call.method() + " " + call.path()).isEqualTo("PUT /api/order/57d07ba6872ba4110086ca0d");
        assertThat(new JsonMapper().readTree(((Content.Bytes) call.body()).bytes()).at("/orderData/shipments/0/shipTo/town").asString())
                .isEqualTo("Lübeck");
        assertThat(Samples.done(step, Samples.answered(200, "{}")).result()).isEqualTo(new Change.Agreed());
    }

    @Test
    void waitsAsLongAsATooManyRequestsAsks() {
        Reply reply = new Reply.Answered(429, Map.of("retry-after", List.of("120")), new byte[0]);
        assertThat(Samples.done(created(), reply).result())
                .isEqualTo(new Outcome.Deferred(Samples.NOW.plusSeconds(120), "HTTP 429"));
    }
}
