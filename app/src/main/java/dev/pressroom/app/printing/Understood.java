package dev.pressroom.app.printing;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Send;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What Pressroom understands of messages and answers, as JSON for people and for comparison with published samples. */
final class Understood {

    static final JsonMapper JSON = JsonMapper.builder().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS).build();

    private Understood() {}

    /** @param reread what the same body would tell if the printer gave it when asked; null when nothing has to be asked */
    static ObjectNode message(String file, Decoded decoded, @Nullable Decoded reread) {
        ObjectNode json = JSON.createObjectNode().put("file", file).put("kind", "status");
        facts(json.putArray("facts"), decoded);
        ArrayNode unreadable = json.putArray("unreadable");
        decoded.unreadable().forEach(it -> unreadable.addObject().put("place", it.place()).put("reason", it.reason()));
        json.set("hints", refs(decoded.hints()));
        if (reread != null) {
            facts(json.putArray("factsOnceReread"), reread);
        }
        return json;
    }

    static void facts(ArrayNode array, Decoded decoded) {
        for (Decoded.Heard heard : decoded.facts()) {
            PrinterFact fact = heard.fact();
            Told told = fact.told();
            ObjectNode json = array.addObject().put("fact", fact.name()).put("key", told.key())
                    .put("occurredAt", told.occurredAt().toString());
            json.put("saidAt", told.saidAt()).put("zoneRule", told.zoneRule());
            json.set("about", refs(fact.about()));
            ArrayNode items = json.putArray("items");
            for (ItemQuantity item : fact.items()) {
                ObjectNode one = items.addObject().put("item", item.item());
                if (item.quantity() == ItemQuantity.ALL) {
                    one.put("quantity", "all");
                } else {
                    one.put("quantity", item.quantity());
                }
            }
            json.setAll((ObjectNode) JSON.valueToTree(fact.event()));
            json.put("raw", heard.rawText());
        }
    }

    static ObjectNode result(Object result, Collection<Ref> learned) {
        ObjectNode json = JSON.createObjectNode();
        switch (result) {
            case Found.AtPrinter(Outcome outcome) -> {
                json.put("result", "AtPrinter");
                json.set("outcome", named(outcome));
            }
            case Outcome outcome -> json.setAll(named(outcome));
            case Found found -> json.setAll(named(found));
            case Change change -> json.setAll(named(change));
            default -> throw new IllegalArgumentException("no verb answers " + result.getClass().getSimpleName());
        }
        json.set("learned", refs(learned));
        return json;
    }

    private static ObjectNode named(Record value) {
        ObjectNode json = JSON.createObjectNode().put("result", value.getClass().getSimpleName());
        json.setAll((ObjectNode) JSON.valueToTree(value));
        return json;
    }

    private static ObjectNode named(Object value) {
        return named((Record) value);
    }

    static String asked(Send send) {
        return switch (send) {
            case Send.HttpCall call -> call.method() + " " + call.path();
            case Send.FileDrop drop -> "files into " + drop.folder();
            case Send.QueueMessage message -> "a message to " + message.queue();
            case Send.Offer offer -> "a ticket offered as " + offer.reference();
        };
    }

    private static ArrayNode refs(Collection<Ref> refs) {
        ArrayNode array = JSON.createArrayNode();
        refs.stream().sorted().forEach(ref -> array.add(ref.toString()));
        return array;
    }
}
