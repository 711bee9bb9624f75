package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.SaidTime;
import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What the state of an order says, as facts. HP publishes no list of order statuses: those named after the documented events are read, {@code dataready}
 * of HP's own sample too, and every other is {@code Unmapped}.
 */
final class ReadOrder {

    private final PrinterProfile profile;
    private final Inbound message;

    ReadOrder(PrinterProfile profile, Inbound message) {
        this.profile = profile;
        this.message = message;
    }

    /** Whether a postback's template sends the order itself and names no event beside it. */
    static boolean isOrder(byte[] body) {
        return Json.object(body).filter(json -> new Answer(200, json).order().path("orderData").isObject())
                .filter(json -> Stream.of("event", "eventType", "trigger", "OrderStatus").noneMatch(json::has)).isPresent();
    }

    Decoded read() {
        JsonNode json = Json.object(message.body()).orElse(null);
        if (json == null) {
            return Decoded.unreadable("message", "is no JSON object");
        }
        JsonNode order = new Answer(200, json).order();
        Telling telling = new Telling(profile, message, Answer.key(order), Answer.id(order).map(Ref::value).orElse(null));
        if (telling.aboutNothing()) {
            return Decoded.unreadable("order", "has neither sourceOrderId nor _id");
        }
        status(telling, order, Answer.status(order));
        order.path("orderData").path("shipments").values().forEach(shipment -> shipment(telling, order, shipment));
        return new Decoded(telling.facts(), List.of(), List.of());
    }

    private void status(Telling telling, JsonNode order, String status) {
        SaidTime unsaid = SaidTime.unsaid(message.receivedAt());
        String raw = "status " + status;
        telling.tell("received", telling.time(Json.text(order, "orderData", "date")), List.of(), new PrinterEvent.JobReceived(), raw);
        switch (status) {
            case "", "received", "dataready", "live" -> {
                // Told above.
            }
            case "printready" -> telling.tell("accepted", unsaid, List.of(), new PrinterEvent.JobAccepted(), raw);
            case "inproduction", "printing" -> telling.tell("inProduction", unsaid, List.of(), new PrinterEvent.JobInProduction(), raw);
            case "printed" -> telling.tell("printed", unsaid, List.of(), new PrinterEvent.JobPrinted(), raw);
            case "shipped", "complete", "completed" -> {
                // The shipments say it.
            }
            case "error", "errored" -> telling.tell("errored", unsaid, List.of(), new PrinterEvent.ArtworkNotFetched(status), raw);
            case "cancelled", "canceled" -> telling.tell("cancelled", unsaid, List.of(), new PrinterEvent.JobCancelled(), raw);
            default -> telling.tell("status/" + Plain.code(status), unsaid, List.of(), new PrinterEvent.Unmapped(Plain.code(status)), raw);
        }
    }

    private static void shipment(Telling telling, JsonNode order, JsonNode shipment) {
        String status = Json.text(shipment, "status");
        if (status == null || !status.equalsIgnoreCase("shipped")) {
            return;
        }
        String index = Json.text(shipment, "shipmentIndex");
        List<ItemQuantity> items = new ArrayList<>();
        JsonNode named = shipment.path("sourceItemIds");
        named.values().forEach(item -> items.add(ItemQuantity.allOf(item.asString("?"))));
        if (named.isEmpty()) {
            for (JsonNode item : order.path("orderData").path("items").values()) {
                String name = Json.text(item, "sourceItemId");
                if (name != null && index != null && index.equals(Json.text(item, "shipmentIndex"))) {
                    items.add(ItemQuantity.allOf(name));
                }
            }
        }
        String carrier = Json.text(shipment, "carrier", "code");
        SaidTime at = telling.time(Json.text(shipment, "shippedAt"));
        List<String> numbers = numbers(shipment);
        telling.shipped(index, carrier, numbers.isEmpty() ? null : numbers.getFirst(), at, items, "shipment " + status);
        for (int parcel = 2; parcel <= numbers.size(); parcel++) {
            telling.shipped((index == null ? "" : index) + "." + parcel, carrier, numbers.get(parcel - 1), at, items, "shipment " + status);
        }
    }

    /** The shipment's own, else those of its packages. */
    private static List<String> numbers(JsonNode shipment) {
        String own = Json.text(shipment, "trackingNumber");
        return own != null
                ? List.of(own)
                : shipment.path("packages").values().stream().flatMap(it -> Stream.ofNullable(Json.text(it, "trackingNumber"))).distinct()
                        .toList();
    }
}
