package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cancel ({@code PUT /api/order/ID/cancel}) and change of the address ({@code PUT /api/order/ID}): after the submission only these and tags can change.
 * A refusal is believed when the order, read again, does not show that an earlier request of ours was done.
 */
final class ChangeOrder {

    private static final Change UNKNOWN_YET = new Change.Undecided("the printer's order id is not known yet; look the job up first");

    private ChangeOrder() {}

    /** It cannot be asked for a part of the order. */
    static Step<Change> cancel(Set<Ref> refs, List<ItemQuantity> part) {
        if (!part.isEmpty()) {
            return Done.of(new Change.NotOffered());
        }
        return Http.value(refs, Ref.Kind.ORDER)
                .<Step<Change>>map(id -> ask(id, Call.put("/" + Http.encoded(id) + "/cancel", Json.newObject()), "cancel",
                        order -> order.startsWith("cancel")))
                .orElseGet(() -> Done.of(UNKNOWN_YET));
    }

    static Step<Change> readdress(Set<Ref> refs, Address address) {
        Optional<String> id = Http.value(refs, Ref.Kind.ORDER);
        if (id.isEmpty()) {
            return Done.of(UNKNOWN_YET);
        }
        ObjectNode body = Json.newObject();
        SubmitOrder.shipTo(body.putObject("orderData").putArray("shipments").addObject().put("shipmentIndex", 0).putObject("shipTo"),
                address);
        return ask(id.get(), Call.put("/" + Http.encoded(id.get()), body), "readdress", _ -> false);
    }

    private static Step<Change> ask(String id, HttpCall call, String verb, Predicate<String> done) {
        return new Ask<>(call, reply -> switch (reply) {
            case Reply.NotSent(_, String why) -> Done.of(new Change.Undecided(why));
            case Reply.Broke(String why) -> Done.of(new Change.Undecided(why));
            case Reply.Answered answered -> {
                Answer answer = Answer.of(answered);
                if (answer.ok() && answered.body().length > 0 && answered.body()[0] == '<') {
                    yield Done.of(new Change.Undecided(answer.evidence() + ", and a page instead of an answer"));
                }
                if (answer.ok()) {
                    yield Done.of(new Change.Agreed());
                }
                boolean refused = answered.status() == 400 || answered.status() == 409 || answered.status() == 422
                        || (answer.refused() && answered.status() < 300);
                yield refused
                        ? new Ask<>(Call.get("/" + Http.encoded(id)), again -> Done.of(settled(again, answer, verb, done)))
                        : Done.of(new Change.Undecided(answer.evidence()));
            }
        });
    }

    private static Change settled(Reply again, Answer refusal, String verb, Predicate<String> done) {
        if (again instanceof Reply.Answered answered && Answer.of(answered).ok() && done.test(Answer.status(Answer.of(answered).order()))) {
            return new Change.Agreed();
        }
        return new Change.Refused(verb + "." + refusal.errorCode(),
                "the printer refuses (" + refusal.evidence() + "); too late in most cases");
    }
}
