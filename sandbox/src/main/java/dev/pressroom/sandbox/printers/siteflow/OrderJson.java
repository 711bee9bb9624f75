package dev.pressroom.sandbox.printers.siteflow;

import dev.pressroom.sandbox.printers.ArtworkLink;
import dev.pressroom.sandbox.printers.OrderedItem;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.ShippedParcel;
import dev.pressroom.sandbox.printers.Submission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Orders as they are submitted and shown (<a href="https://hpsiteflow.com/docs/siteflow/order-structure.html">order structure</a>, and the sample output
 * in HP's printos-siteflow-api-samples). Unknown fields are ignored.
 */
final class OrderJson {
    private static final JsonMapper JSON = new JsonMapper();

    private OrderJson() {}

    /** What is wrong with an order, found when it is processed; empty when it can be made. */
    static List<String> errors(JsonNode order) {
        List<String> errors = new ArrayList<>();
        JsonNode data = order.path("orderData");
        required(errors, "destination.name", order.path("destination").path("name"));
        required(errors, "orderData.sourceOrderId", data.path("sourceOrderId"));
        if (data.path("items").isEmpty()) {
            errors.add("orderData.items: at least one is needed");
        }
        for (JsonNode item : data.path("items").values()) {
            required(errors, "items.sourceItemId", item.path("sourceItemId"));
            if (item.path("quantity").asInt(0) < 1) {
                errors.add("items.quantity: must be positive");
            }
            if (item.path("components").isEmpty()) {
                errors.add("items.components: at least one is needed");
            }
            for (JsonNode component : item.path("components").values()) {
                required(errors, "components.code", component.path("code"));
                required(errors, "components.path", component.path("path"));
            }
        }
        JsonNode to = data.path("shipments").path(0).path("shipTo");
        for (String field : List.of("name", "address1", "town", "isoCountry")) {
            required(errors, "shipments.shipTo." + field, to.path(field));
        }
        return errors;
    }

    private static void required(List<String> errors, String name, JsonNode value) {
        if (value.asString("").isBlank()) {
            errors.add(name + ": is required");
        }
    }

    /** Each submission is one of its own: nothing says that a repeated reference is recognised. */
    static Submission submission(JsonNode order, String serial) {
        JsonNode data = order.path("orderData");
        String key = data.path("sourceOrderId").asString("");
        List<OrderedItem> items = new ArrayList<>();
        List<ArtworkLink> artwork = new ArrayList<>();
        for (JsonNode item : data.path("items").values()) {
            items.add(new OrderedItem(item.path("sourceItemId").asString(), item.path("sku").asString(""), item.path("quantity").asInt()));
            for (JsonNode component : item.path("components").values()) {
                if (component.path("fetch").asBoolean(false)) {
                    artwork.add(new ArtworkLink(component.path("path").asString(), null));
                }
            }
        }
        JsonNode to = data.path("shipments").path(0).path("shipTo");
        return new Submission(key, key + "#" + serial, order.toString(), items, artwork, to.path("isoCountry").asString(""),
                to.path("postcode").asString(""));
    }

    /** The order with what the request changes of its shipment's address. */
    static ObjectNode readdressed(String ticket, JsonNode change) {
        ObjectNode order = (ObjectNode) JSON.readTree(ticket);
        JsonNode to = change.path("orderData").path("shipments").path(0).path("shipTo");
        if (order.path("orderData").path("shipments").path(0) instanceof ObjectNode shipment && to.isObject()) {
            shipment.set("shipTo", to);
        }
        return order;
    }

    static ObjectNode shown(ReceivedJob job) {
        ObjectNode order = (ObjectNode) JSON.readTree(job.submission().ticket());
        order.put("_id", job.jobId());
        ObjectNode data = (ObjectNode) order.path("orderData");
        data.put("status", status(job)).put("date", job.receivedAt().toString());
        ObjectNode address = data.path("shipments").path(0) instanceof ObjectNode shipment ? shipment : JSON.createObjectNode();
        if (!job.parcels().isEmpty()) {
            ArrayNode shipments = data.putArray("shipments");
            for (int i = 0; i < job.parcels().size(); i++) {
                ShippedParcel parcel = job.parcels().get(i);
                ObjectNode one = shipments.addObject();
                one.setAll(address);
                one.put("shipmentIndex", i).put("status", "shipped").put("trackingNumber", parcel.number())
                        .put("shippedAt", parcel.shippedAt().toString());
                one.set("carrier", JSON.valueToTree(Map.of("code", parcel.carrier(), "service", "standard")));
                ArrayNode items = one.putArray("sourceItemIds");
                parcel.items().forEach(item -> items.add(item.reference()));
            }
        }
        return order;
    }

    private static String status(ReceivedJob job) {
        return switch (job.stage()) {
            case RECEIVED -> "dataready";
            case ACCEPTED -> "printready";
            case IN_PRODUCTION -> "inproduction";
            case PRINTED -> "printed";
            case SHIPPED -> "shipped";
            case ARTWORK_FAILED, REJECTED -> "error";
            case CANCELLED -> "cancelled";
        };
    }
}
