package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Decoded.Unreadable;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.SaidTime;
import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.Plain;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the state of an order says, as facts. Their keys are made from the state, so that each reading of it tells the same facts; a shipment that
 * gets its tracking number later is told again with it. Where the order gives no time of its own, {@code lastUpdated} is the best there is: it may
 * differ between two readings of the same fact.
 */
final class ReadOrder {

    private final PrinterProfile profile;
    private final Inbound message;
    private final JsonNode order;
    private final Ref id;
    private final TreeSet<Ref> about = new TreeSet<>();
    private final List<Heard> facts = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    ReadOrder(PrinterProfile profile, Inbound message, JsonNode order, Ref id) {
        this.profile = profile;
        this.message = message;
        this.order = order;
        this.id = id;
    }

    Decoded read() {
        about.add(id);
        Ref.said(Ref.Kind.KEY, Json.text(order, "merchantReference")).ifPresent(about::add);
        String stage = Json.text(order, "status", "stage");
        tell("received", time(Json.text(order, "created")), List.of(), new PrinterEvent.JobReceived(), "stage " + stage);
        details();
        issues();
        order.path("shipments").values().forEach(shipment -> shipment(shipment, "cancelled".equalsIgnoreCase(stage)));
        stage(stage);
        return new Decoded(facts, unreadable, List.of());
    }

    private void details() {
        JsonNode details = order.path("status").path("details");
        String artwork = Json.text(details, "downloadAssets");
        if (Answer.complete(artwork)) {
            tell("accepted", updated(), List.of(), new PrinterEvent.JobAccepted(), "downloadAssets " + artwork);
        }
        String production = Json.text(details, "inProduction");
        if (Answer.complete(production) || "inprogress".equalsIgnoreCase(production)) {
            tell("inProduction", updated(), List.of(), new PrinterEvent.JobInProduction(), "inProduction " + production);
        }
        if (order.path("status").path("issues").isEmpty()) {
            for (Map.Entry<String, JsonNode> detail : details.properties()) {
                if ("error".equalsIgnoreCase(Json.text(detail.getValue()))) {
                    unmapped("detail/" + detail.getKey(), detail.getKey() + ".Error", "details." + detail.getKey() + " Error");
                }
            }
        }
    }

    private void issues() {
        for (JsonNode issue : order.path("status").path("issues").values()) {
            String said = Json.text(issue, "errorCode");
            String code = Plain.code(said == null ? "issue" : said);
            String key = "issue/" + Json.text(issue, "objectId") + "/" + code.toLowerCase(Locale.ROOT);
            String raw = code + ": " + Json.text(issue, "description");
            // The reference's own sample leaves out the prefix.
            switch (code.toLowerCase(Locale.ROOT).replaceFirst("^order\\.", "")) {
                case "items.assets.failedtodownloaded" -> tell(key, updated(), List.of(), new PrinterEvent.ArtworkNotFetched(code), raw);
                case "items.assets.notdownloaded" -> {
                    // One of ten tries: a warning.
                }
                default -> unmapped(key, code, raw);
            }
        }
    }

    private void shipment(JsonNode shipment, boolean orderCancelled) {
        String shipmentId = Json.text(shipment, "id");
        String said = Json.text(shipment, "status");
        // The reference's older samples have no status: then a date and a number say that it left.
        String status = said == null && Json.text(shipment, "dispatchDate") != null && Json.text(shipment, "tracking", "number") != null
                ? "Shipped"
                : said;
        if (shipmentId == null || status == null) {
            unreadable.add(new Unreadable("shipment", "has no " + (shipmentId == null ? "id" : "status")));
            return;
        }
        List<ItemQuantity> items = new ArrayList<>();
        for (JsonNode item : shipment.path("items").values()) {
            items.add(item(item.isString() ? Json.text(item) : Json.text(item, "itemId")));
        }
        String dispatched = Json.text(shipment, "dispatchDate");
        switch (status.toLowerCase(Locale.ROOT)) {
            case "processing" -> {
                // Nothing left yet.
            }
            case "shipped" -> shipped(shipment, shipmentId, dispatched, items);
            case "cancelled" -> {
                if (!orderCancelled) {
                    PrinterEvent event = dispatched == null
                            ? new PrinterEvent.ItemsCancelled()
                            : new PrinterEvent.ShipmentVoided(shipmentId);
                    tell("shipment/" + shipmentId + "/cancelled", updated(), items, event, "shipment Cancelled");
                }
            }
            default ->
                unmapped("shipment/" + shipmentId + "/" + status.toLowerCase(Locale.ROOT), "shipment." + status, "shipment " + status);
        }
    }

    private void shipped(JsonNode shipment, String shipmentId, @Nullable String dispatched, List<ItemQuantity> items) {
        String carrier = Json.text(shipment, "carrier", "name");
        String number = Json.text(shipment, "tracking", "number");
        tell("shipment/" + shipmentId + (number == null ? "" : "/" + number), dispatched == null ? updated() : time(dispatched), items,
                new PrinterEvent.ItemsShipped(shipmentId, profile.carrier(carrier), carrier, number),
                "shipment Shipped, " + carrier + " " + Json.text(shipment, "carrier", "service"));
    }

    /** Our name for the printer's item id, and its copies: a shipment does not say how many of them it holds. */
    private ItemQuantity item(@Nullable String itemId) {
        for (JsonNode item : order.path("items").values()) {
            String name = Json.text(item, "merchantReference");
            if (itemId != null && name != null && itemId.equals(Json.text(item, "id"))) {
                int copies = item.path("copies").asInt(0);
                return copies > 0 ? new ItemQuantity(name, copies) : ItemQuantity.allOf(name);
            }
        }
        return ItemQuantity.allOf(itemId == null ? "?" : itemId);
    }

    private void stage(@Nullable String stage) {
        switch (stage == null ? "" : stage.toLowerCase(Locale.ROOT)) {
            case "inprogress", "complete" -> {
                // Details and shipments say it.
            }
            case "cancelled" -> tell("cancelled", updated(), List.of(), new PrinterEvent.JobCancelled(), "stage " + stage);
            case "" -> unreadable.add(new Unreadable("order", "has no stage"));
            default -> unmapped("stage/" + stage, "stage." + stage, "stage " + stage);
        }
    }

    private void unmapped(String key, String code, String raw) {
        tell(key, updated(), List.of(), new PrinterEvent.Unmapped(Plain.code(code)), raw);
    }

    private void tell(String what, SaidTime time, List<ItemQuantity> items, PrinterEvent event, String raw) {
        facts.add(Heard.of(profile, id.value() + "/" + what, time, message, about, items, event, raw));
    }

    /** When the order last changed: not the time of any one thing, so not kept as said. */
    private SaidTime updated() {
        return SaidTime.unsaid(time(Json.text(order, "lastUpdated")).at());
    }

    private SaidTime time(@Nullable String said) {
        return SaidTime.read(said, ZoneOffset.UTC, message.receivedAt());
    }
}
