package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/**
 * Change of the address: {@code POST /orders/{id}/actions/updateRecipient} with the recipient, answered at once. When only some shipments could be
 * changed, the others go to the old address: that is a refusal, since somebody has to look.
 */
final class ChangeRecipient {

    private ChangeRecipient() {}

    static Step<Change> readdress(Set<Ref> refs, Address address) {
        Optional<String> id = Http.value(refs, Ref.Kind.ORDER);
        if (id.isEmpty()) {
            return Done.of(new Change.Undecided("the printer's order id is not known yet; look the job up first"));
        }
        ObjectNode recipient = Json.newObject();
        CreateOrder.recipient(recipient, address);
        return new Ask<>(Call.post("/" + Http.encoded(id.get()) + "/actions/updateRecipient", recipient), reply -> Done.of(switch (reply) {
            case Reply.NotSent(_, String why) -> new Change.Undecided(why);
            case Reply.Broke(String why) -> new Change.Undecided(why);
            case Reply.Answered answered -> change(Answer.of(answered));
        }));
    }

    private static Change change(Answer answer) {
        boolean left = Stream.of("shipmentUpdateResults", "shipmentResult").flatMap(name -> answer.body().path(name).values().stream())
                .anyMatch(shipment -> shipment.path("successful").asString("").equals("false"));
        return switch (answer.outcome().equals("updated") && left ? "partiallyupdated" : answer.outcome()) {
            case "updated" -> answer.ok() ? new Change.Agreed() : new Change.Undecided(answer.evidence());
            case "partiallyupdated" ->
                new Change.Refused("partiallyUpdated", "only some shipments go to the new address (" + answer.evidence() + ")");
            case "failedtoupdate" -> new Change.Refused("failedToUpdate", "the printer could not change it (" + answer.evidence() + ")");
            case "actionnotavailable" ->
                new Change.Refused("actionNotAvailable", "too late: it is in production (" + answer.evidence() + ")");
            case "validationfailed" ->
                new Change.Refused("validationFailed", "the printer does not take this address (" + answer.evidence() + ")");
            default -> new Change.Undecided(answer.evidence());
        };
    }
}
