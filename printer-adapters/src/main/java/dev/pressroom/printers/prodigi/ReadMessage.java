package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.wire.Json;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Reads what comes from the printer: an order that we fetched tells facts; a callback (CloudEvents 1.0, not signed) only hints which order to fetch.
 */
record ReadMessage(PrinterProfile profile) {

    Decoded read(Inbound message) {
        Optional<JsonNode> json = Json.object(message.body());
        if (json.isEmpty()) {
            return Decoded.unreadable("message", "is no JSON object");
        }
        return message.channel().equals("poll") ? order(json.get(), message) : hint(json.get());
    }

    private Decoded order(JsonNode json, Inbound message) {
        JsonNode order = json.path("order").isObject() ? json.path("order") : json;
        return Answer.reference(order).map(id -> new ReadOrder(profile, message, order, id).read())
                .orElseGet(() -> Decoded.unreadable("order", "has no id"));
    }

    private static Decoded hint(JsonNode event) {
        return Stream.of(Json.text(event, "subject"), Json.text(event, "data", "order", "id"), Json.text(event, "data", "id"))
                .flatMap(id -> Ref.said(Ref.Kind.ORDER, id).stream()).findFirst().map(Decoded::hint)
                .orElseGet(() -> Decoded.unreadable("event", "names no order, neither as subject nor in its data"));
    }
}
