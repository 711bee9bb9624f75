package dev.pressroom.sandbox.printers.prodigi;

import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.ShippedParcel;
import dev.pressroom.sandbox.printers.Stage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a job as the order object of the Prodigi Print API v4 reference, "Order object"
 * (<a href="https://www.prodigi.com/print-api/docs/reference/">prodigi.com</a>, read 2026-11).
 */
final class OrderView {
    private final JsonMapper json = new JsonMapper();

    ObjectNode order(ReceivedJob job) {
        JsonNode asked = json.readTree(job.submission().ticket());
        ObjectNode order = json.createObjectNode();
        order.put("id", job.jobId());
        order.put("created", job.receivedAt().toString());
        order.put("lastUpdated", job.changedAt().toString());
        for (String field : new String[]{"callbackUrl", "merchantReference", "shippingMethod", "idempotencyKey"}) {
            order.set(field, asked.path(field).isMissingNode() ? json.nullNode() : asked.path(field));
        }
        order.set("status", status(job));
        order.set("charges", json.createArrayNode());
        order.set("shipments", shipments(job));
        order.set("recipient", asked.path("recipient"));
        order.set("items", items(job, asked.path("items")));
        order.putNull("packingSlip");
        order.set("metadata", asked.path("metadata").isObject() ? asked.path("metadata") : json.createObjectNode());
        return order;
    }

    static String stage(ReceivedJob job) {
        return switch (job.stage()) {
            case RECEIVED, ACCEPTED, IN_PRODUCTION, PRINTED, ARTWORK_FAILED -> "InProgress";
            case SHIPPED -> "Complete";
            case CANCELLED, REJECTED -> "Cancelled";
        };
    }

    private ObjectNode status(ReceivedJob job) {
        ObjectNode status = json.createObjectNode();
        status.put("stage", stage(job));
        ArrayNode issues = status.putArray("issues");
        if (job.stage() == Stage.ARTWORK_FAILED) {
            issues.addObject().put("objectId", job.jobId()).put("errorCode", "order.items.assets.FailedToDownloaded").put("description",
                    job.problem());
        }
        ObjectNode details = status.putObject("details");
        switch (job.stage()) {
            case RECEIVED -> details(details, "InProgress", "NotStarted", "NotStarted", "NotStarted");
            case ARTWORK_FAILED -> details(details, "Error", "NotStarted", "NotStarted", "NotStarted");
            case ACCEPTED -> details(details, "Complete", "Complete", "NotStarted", "NotStarted");
            case IN_PRODUCTION -> details(details, "Complete", "Complete", "InProgress", "NotStarted");
            case PRINTED -> details(details, "Complete", "Complete", "Complete", "InProgress");
            case SHIPPED -> details(details, "Complete", "Complete", "Complete", "Complete");
            case CANCELLED, REJECTED -> details(details, "NotStarted", "NotStarted", "NotStarted", "NotStarted");
        }
        return status;
    }

    private static void details(ObjectNode details, String download, String prepared, String production, String shipping) {
        details.put("downloadAssets", download).put("printReadyAssetsPrepared", prepared).put("allocateProductionLocation", prepared)
                .put("inProduction", production).put("shipping", shipping);
    }

    private ArrayNode shipments(ReceivedJob job) {
        ArrayNode shipments = json.createArrayNode();
        for (ShippedParcel parcel : job.parcels()) {
            ObjectNode shipment = shipments.addObject();
            shipment.put("id", shipmentId(parcel)).put("status", "Shipped");
            shipment.putObject("carrier").put("name", parcel.carrier()).put("service", "Classic");
            shipment.putObject("tracking").put("number", parcel.number()).put("url",
                    "https://tracking.dpd.de/parcelstatus?query=" + parcel.number());
            shipment.put("dispatchDate", parcel.shippedAt().toString());
            ArrayNode items = shipment.putArray("items");
            parcel.items().forEach(item -> items.addObject().put("itemId", itemId(job, job.items().indexOf(item))));
            shipment.putObject("fulfillmentLocation").put("countryCode", "GB").put("labCode", "sandbox");
        }
        return shipments;
    }

    private ArrayNode items(ReceivedJob job, JsonNode asked) {
        ArrayNode items = json.createArrayNode();
        for (int i = 0; i < asked.size(); i++) {
            ObjectNode item = items.addObject();
            item.put("id", itemId(job, i));
            item.put("status", itemStatus(job.stage()));
            for (String field : new String[]{"merchantReference", "sku", "copies", "sizing", "assets"}) {
                item.set(field, asked.get(i).path(field).isMissingNode() ? json.nullNode() : asked.get(i).path(field));
            }
        }
        return items;
    }

    private static String itemStatus(Stage stage) {
        return switch (stage) {
            case RECEIVED, CANCELLED, REJECTED -> "NotYetDownloaded";
            case ARTWORK_FAILED -> "Invalid";
            case ACCEPTED, IN_PRODUCTION, PRINTED, SHIPPED -> "Ok";
        };
    }

    static String shipmentId(ShippedParcel parcel) {
        return "shp_" + parcel.number();
    }

    private static String itemId(ReceivedJob job, int index) {
        return "ori_" + job.jobId().substring("ord_".length()) + (index + 1);
    }
}
