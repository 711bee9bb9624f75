package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Look up: {@code GET /orders?merchantReferences=KEY}. None there means not at the printer: should the first create still be on its way, or be held
 * where it is not listed yet, the next one under the same {@code idempotencyKey} is answered with it.
 */
final class FindOrder {

    private FindOrder() {}

    static Step<Found> lookUp(Set<Ref> refs) {
        Optional<String> key = Http.value(refs, Ref.Kind.KEY);
        if (key.isEmpty()) {
            return Done.of(new Found.Undecided("the attempt has no reference of kind KEY to ask for"));
        }
        return new Ask<>(Call.get("?merchantReferences=" + Http.encoded(key.get())), reply -> switch (reply) {
            case Reply.NotSent(_, String why) -> Done.of(new Found.Undecided(why));
            case Reply.Broke(String why) -> Done.of(new Found.Undecided(why));
            case Reply.Answered answered -> found(Answer.of(answered), key.get());
        });
    }

    private static Step<Found> found(Answer answer, String key) {
        if (!answer.ok() || !answer.outcome().equals("ok") || !answer.body().path("orders").isArray()) {
            return Done.of(new Found.Undecided(answer.evidence()));
        }
        List<JsonNode> ours = answer.orders().stream().filter(order -> key.equals(Json.text(order, "merchantReference")))
                .filter(order -> Answer.reference(order).isPresent()).toList();
        if (ours.isEmpty()) {
            return Done.of(answer.body().path("hasMore").asBoolean(false)
                    ? new Found.Undecided(answer.evidence() + ", and more pages of orders that are not ours")
                    : new Found.NotAtPrinter());
        }
        return new Done<>(new Found.AtPrinter(Answer.standing(ours.getFirst())),
                ours.stream().flatMap(order -> Answer.reference(order).stream()).collect(Collectors.toUnmodifiableSet()));
    }
}
