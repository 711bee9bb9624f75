package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Cancel: {@code POST /orders/{id}/actions/cancel}, answered at once. It cannot be asked for a part of the order. */
final class CancelOrder {

    private CancelOrder() {}

    static Step<Change> cancel(Set<Ref> refs, List<ItemQuantity> part) {
        if (!part.isEmpty()) {
            return Done.of(new Change.NotOffered());
        }
        Optional<String> id = Http.value(refs, Ref.Kind.ORDER);
        if (id.isEmpty()) {
            return Done.of(new Change.Undecided("the printer's order id is not known yet; look the job up first"));
        }
        return new Ask<>(Call.post("/" + Http.encoded(id.get()) + "/actions/cancel", Json.newObject()), reply -> Done.of(switch (reply) {
            case Reply.NotSent(_, String why) -> new Change.Undecided(why);
            case Reply.Broke(String why) -> new Change.Undecided(why);
            case Reply.Answered answered -> change(Answer.of(answered));
        }));
    }

    private static Change change(Answer answer) {
        // An earlier cancellation whose answer was lost makes the next one unavailable: what the order says goes first.
        boolean cancelled = answer.outcome().equals("cancelled")
                || "cancelled".equalsIgnoreCase(Json.text(answer.order(), "status", "stage"));
        if (answer.ok() && cancelled) {
            return new Change.Agreed();
        }
        return switch (answer.ok() ? answer.outcome() : "") {
            case "failedtocancel" -> new Change.Refused("failedToCancel", "the printer could not cancel it (" + answer.evidence() + ")");
            case "actionnotavailable" ->
                new Change.Refused("actionNotAvailable", "too late: it is in production (" + answer.evidence() + ")");
            default -> new Change.Undecided(answer.evidence());
        };
    }
}
