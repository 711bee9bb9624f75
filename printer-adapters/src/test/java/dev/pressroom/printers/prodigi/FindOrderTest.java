package dev.pressroom.printers.prodigi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Send.Repeat;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Done;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindOrderTest {

    private final Prodigi prodigi = new Prodigi(Samples.profile("prodigi-uk"));

    @Test
    void asksForOurKeyAndNothingElse() {
        HttpCall call = Samples.sent(prodigi.lookUp(Set.of(new Ref(Ref.Kind.KEY, "A 1&2-1-a1"), new Ref(Ref.Kind.ITEM, "1"))),
                HttpCall.class);
        assertThat(call.repeat()).isEqualTo(Repeat.SAFE);
        assertThat(call.method() + " " + call.path()).isEqualTo("GET /v4.0/orders?merchantReferences=A%201%262-1-a1");
        assertThat(call.body()).isNull();
    }

    @Test
    void findsTheOrderAndLearnsItsId() {
        String body = "{\"outcome\":\"Ok\",\"orders\":[{\"id\":\"ord_9\",\"merchantReference\":\"A-1234-1-a11\"},"
                + "{\"id\":\"ord_1\",\"merchantReference\":\"A-1234-1-a1\",\"status\":{\"details\":{\"downloadAssets\":\"complete\"}}}],\"hasMore\":false}";
        assertThat(reply(200, body))
                .isEqualTo(new Done<>(new Found.AtPrinter(new Outcome.Accepted()), Set.of(new Ref(Ref.Kind.ORDER, "ord_1"))));
    }

    @Test
    void isNotAtThePrinterWhenNoneIsOurs() {
        assertThat(reply(200, "{\"outcome\":\"ok\",\"orders\":[]}").result()).isEqualTo(new Found.NotAtPrinter());
        assertThat(reply(200, "{\"outcome\":\"ok\",\"orders\":[{\"id\":\"ord_9\",\"merchantReference\":\"other\"}],\"hasMore\":false}")
                .result())
                .isEqualTo(new Found.NotAtPrinter());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"500 | {\"outcome\":\"timedOut\"}", "401 | ''", "404 | {\"outcome\":\"entityNotFound\"}",
            "429 | ''",
            "200 | {\"outcome\":\"ok\"}", "200 | ''",
            "200 | {\"outcome\":\"ok\",\"orders\":[{\"id\":\"ord_9\",\"merchantReference\":\"other\"}],\"hasMore\":true}"})
    void staysUndecidedOtherwise(int status, String body) {
        assertThat(reply(status, body).result()).isInstanceOf(Found.Undecided.class);
    }

    @Test
    void staysUndecidedWithoutAnAnswerOrAKey() {
        assertThat(Samples.done(step(), new Reply.NotSent("x")).result()).isEqualTo(new Found.Undecided("x"));
        assertThat(Samples.done(step(), new Reply.Broke("y")).result()).isEqualTo(new Found.Undecided("y"));
        assertThat(Samples.result(prodigi.lookUp(Set.of()))).isInstanceOf(Found.Undecided.class);
    }

    private Step<Found> step() {
        return prodigi.lookUp(Set.of(new Ref(Ref.Kind.KEY, "A-1234-1-a1")));
    }

    private Done<Found> reply(int status, String body) {
        return Samples.done(step(), Samples.answered(status, body));
    }
}
