package dev.pressroom.printers.wire;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Decoded.Unreadable;
import dev.pressroom.printers.Inbound;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Messages that a sender gathered in one JSON list: each is read for itself, so that one which cannot be read never stops the others. */
public final class Gathered {

    private Gathered() {}

    /** @param one reads a message that is not gathered, and each of those that are */
    public static Decoded read(Inbound message, Function<Inbound, Decoded> one) {
        List<JsonNode> entries = Json.list(message.body());
        if (entries.isEmpty()) {
            return one.apply(message);
        }
        List<Heard> facts = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        List<Ref> hints = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            String place = "entry " + (i + 1) + " of " + entries.size() + ", ";
            Decoded entry = one.apply(new Inbound(message.messageKey(), message.channel(), message.headers(), Json.bytes(entries.get(i)),
                    message.receivedAt()));
            facts.addAll(entry.facts());
            entry.unreadable().forEach(it -> unreadable.add(new Unreadable(place + it.place(), it.reason())));
            hints.addAll(entry.hints());
        }
        return new Decoded(facts, unreadable, hints);
    }
}
