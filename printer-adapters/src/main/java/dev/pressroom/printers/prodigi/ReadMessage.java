package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Decoded.Unreadable;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.wire.Gathered;
import dev.pressroom.printers.wire.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads what comes from the printer: an order that we fetched tells facts; a callback (CloudEvents 1.0, not signed) only hints which order to fetch.
 */
record ReadMessage(PrinterProfile profile) {

    Decoded read(Inbound message) {
        return Gathered.read(message, this::one);
    }

    private Decoded one(Inbound message) {
        Optional<JsonNode> json = Json.object(message.body());
        if (json.isEmpty()) {
            return Decoded.unreadable("message", "is no JSON object");
        }
        return message.channel().equals("poll") ? order(json.get(), message) : hint(json.get());
    }

    /** One order, bare or wrapped as an answer or a callback has it, or a page of them. */
    private Decoded order(JsonNode json, Inbound message) {
        List<JsonNode> orders = json.path("orders").isArray() ? List.copyOf(json.path("orders").values()) : List.of(unwrapped(json));
        List<Heard> facts = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (JsonNode order : orders) {
            Decoded read = Answer.reference(order).map(id -> new ReadOrder(profile, message, order, id).read())
                    .orElseGet(() -> Decoded.unreadable("order", "has no id"));
            facts.addAll(read.facts());
            unreadable.addAll(read.unreadable());
        }
        return new Decoded(facts, unreadable, List.of());
    }

    private static JsonNode unwrapped(JsonNode json) {
        return Stream.of(json.path("order"), json.path("data").path("order"), json.path("data")).filter(JsonNode::isObject).findFirst()
                .orElse(json);
    }

    private static Decoded hint(JsonNode event) {
        return Stream.of(Json.text(event, "subject"), Json.text(event, "data", "order", "id"), Json.text(event, "data", "id"))
                .flatMap(id -> Ref.said(Ref.Kind.ORDER, id).stream()).findFirst().map(Decoded::hint)
                .orElseGet(() -> Decoded.unreadable("event", "names no order, neither as subject nor in its data"));
    }
}
