package dev.pressroom.printers.prodigi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Dialect.Context;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Step;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CancelOrderTest {

    private final Prodigi prodigi = new Prodigi(Samples.profile("prodigi-uk"));
    private final Context context = new Context(null, Samples.NOW);

    @Test
    void postsTheActionOfTheOrder() {
        HttpCall call = Samples.sent(step(), HttpCall.class);
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /v4.0/orders/ord_1/actions/cancel");
    }

    @Test
    void isAgreed() {
        assertThat(reply(200, "{\"outcome\":\"Cancelled\"}")).isEqualTo(new Change.Agreed());
    }

    @Test
    void isAgreedWhenAnEarlierCancellationWorked() {
        assertThat(reply(200, "{\"outcome\":\"actionNotAvailable\",\"order\":{\"status\":{\"stage\":\"CANCELLED\"}}}"))
                .isEqualTo(new Change.Agreed());
    }

    @ParameterizedTest
    @CsvSource({"failedToCancel", "ActionNotAvailable"})
    void isRefusedUnderStatus200(String outcome) {
        assertThat(reply(200, "{\"outcome\":\"" + outcome + "\",\"order\":{\"status\":{\"stage\":\"InProgress\"}}}"))
                .isInstanceOfSatisfying(Change.Refused.class, refused -> assertThat(refused.code()).isEqualToIgnoringCase(outcome));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"404 | {\"outcome\":\"entityNotFound\"}", "500 | {\"outcome\":\"cancelled\"}", "429 | ''",
            "200 | ''",
            "200 | {\"outcome\":\"new\"}"})
    void staysUndecidedOtherwise(int status, String body) {
        assertThat(reply(status, body)).isInstanceOf(Change.Undecided.class);
    }

    @Test
    void staysUndecidedWithoutAnAnswerOrAnOrderId() {
        assertThat(Samples.done(step(), new Reply.NotSent("x")).result()).isEqualTo(new Change.Undecided("x"));
        assertThat(Samples.done(step(), new Reply.Broke("y")).result()).isEqualTo(new Change.Undecided("y"));
        assertThat(Samples.result(prodigi.cancel(Set.of(new Ref(Ref.Kind.KEY, "k")), List.of(), context)))
                .isInstanceOf(Change.Undecided.class);
    }

    @Test
    void doesNotOfferToCancelAPart() {
        assertThat(Samples.result(prodigi.cancel(Set.of(new Ref(Ref.Kind.ORDER, "ord_1")), List.of(new ItemQuantity("1", 1)), context)))
                .isEqualTo(new Change.NotOffered());
    }

    private Step<Change> step() {
        return prodigi.cancel(Set.of(new Ref(Ref.Kind.ORDER, "ord_1")), List.of(), context);
    }

    private Change reply(int status, String body) {
        return Samples.done(step(), Samples.answered(status, body)).result();
    }
}
