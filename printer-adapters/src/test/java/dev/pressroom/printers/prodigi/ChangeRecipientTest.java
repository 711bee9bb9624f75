package dev.pressroom.printers.prodigi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Samples;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Step;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ChangeRecipientTest {

    private final Prodigi prodigi = new Prodigi(Samples.profile("prodigi-uk"));

    private Step<Change> step() {
        return prodigi.readdress(Set.of(new Ref(Ref.Kind.ORDER, "ord_1")), Samples.PLAIN);
    }

    @Test
    void postsTheRecipient() {
        HttpCall call = Samples.sent(step(), HttpCall.class);
        assertThat(call.method() + " " + call.path()).isEqualTo("POST /v4.0/orders/ord_1/actions/updateRecipient");
        assertThat(new JsonMapper().readTree(((Content.Bytes) call.body()).bytes()).at("/address/townOrCity").asString())
                .isEqualTo("Lübeck");
    }

    @ParameterizedTest
    @CsvSource({"updated,Agreed", "Updated,Agreed", "partiallyUpdated,Refused", "failedToUpdate,Refused", "ActionNotAvailable,Refused",
            "validationFailed,Refused", "somethingNew,Undecided"})
    void answersByItsOutcome(String outcome, String expected) {
        assertThat(Samples.done(step(), Samples.answered(200, "{\"outcome\":\"" + outcome + "\"}")).result().getClass().getSimpleName())
                .isEqualTo(expected);
    }

    @Test
    void isRefusedWhenAShipmentOfItGoesToTheOldAddress() {
        Reply reply = Samples.answered(200,
                "{\"outcome\":\"Updated\",\"shipmentUpdateResults\":[{\"shipmentId\":\"shp_1\",\"successful\":true},{\"successful\":false}]}");
        assertThat(Samples.done(step(), reply).result()).isInstanceOfSatisfying(Change.Refused.class,
                refused -> assertThat(refused.code()).isEqualTo("partiallyUpdated"));
    }

    @Test
    void isUndecidedWhenNobodyKnows() {
        assertThat(Samples.done(step(), new Reply.Broke("cut")).result()).isEqualTo(new Change.Undecided("cut"));
        assertThat(Samples.done(step(), new Reply.NotSent("full")).result()).isEqualTo(new Change.Undecided("full"));
        assertThat(Samples.result(prodigi.readdress(Set.of(), Samples.PLAIN))).isInstanceOf(Change.Undecided.class);
    }
}
