package dev.pressroom.sandbox.printers.prodigi;

import dev.pressroom.sandbox.printers.ArtworkLink;
import dev.pressroom.sandbox.printers.OrderedItem;
import dev.pressroom.sandbox.printers.Submission;
import dev.pressroom.sandbox.simulation.Dice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.NullNode;

/** Checks the body of a create call, all of it, and reads what the printer needs. */
final class OrderRequest {
    private static final Set<String> METHODS = Set.of("budget", "standard", "express", "overnight");
    private static final Set<String> SIZINGS = Set.of("fillprintarea", "fitprintarea", "stretchtoprintarea");

    /** One thing that is wrong with one field. */
    record Failure(String code, JsonNode providedValue) {}

    private final JsonNode body;
    private final Map<String, List<Failure>> failures = new TreeMap<>();

    OrderRequest(JsonNode body) {
        this.body = body;
    }

    /** Everything that is wrong, by field; empty when the order can be taken. */
    Map<String, List<Failure>> failures() {
        failures.clear();
        oneOf("shippingMethod", body.path("shippingMethod"), METHODS);
        JsonNode recipient = body.path("recipient");
        required("recipient.name", recipient.path("name"));
        JsonNode address = recipient.path("address");
        for (String field : List.of("line1", "postalOrZipCode", "countryCode", "townOrCity")) {
            required("recipient.address." + field, address.path(field));
        }
        if (!address.path("countryCode").asString("").matches("[A-Za-z]{2}")) {
            fail("recipient.address.countryCode", "MustBeIso2CountryCode", address.path("countryCode"));
        }
        JsonNode state = address.path("stateOrCounty");
        if (state.isString() && state.asString().isEmpty()) {
            fail("recipient.address.stateOrCounty", "MustNotBeEmpty", state);
        }
        items(body.path("items"));
        return failures;
    }

    private void items(JsonNode items) {
        if (items.isEmpty()) {
            fail("items", "Required", items);
        }
        for (int i = 0; i < items.size(); i++) {
            String at = "items[" + i + "].";
            JsonNode item = items.path(i);
            required(at + "sku", item.path("sku"));
            if (item.path("copies").asInt(0) < 1) {
                fail(at + "copies", "MustBePositive", item.path("copies"));
            }
            oneOf(at + "sizing", item.path("sizing"), SIZINGS);
            JsonNode assets = item.path("assets");
            if (assets.isEmpty()) {
                fail(at + "assets", "Required", assets);
            }
            for (int a = 0; a < assets.size(); a++) {
                required(at + "assets[" + a + "].printArea", assets.path(a).path("printArea"));
                JsonNode url = assets.path(a).path("url");
                if (!url.asString("").matches("https?://.+")) {
                    fail(at + "assets[" + a + "].url", "MustBeUrl", url);
                }
            }
        }
    }

    private void required(String field, JsonNode value) {
        if (value.asString("").isBlank()) {
            fail(field, "Required", value);
        }
    }

    private void oneOf(String field, JsonNode value, Set<String> allowed) {
        if (!allowed.contains(value.asString("").toLowerCase(Locale.ROOT))) {
            fail(field, "InvalidValue", value);
        }
    }

    private void fail(String field, String code, JsonNode value) {
        List<Failure> known = failures.computeIfAbsent(field, it -> new ArrayList<>());
        if (known.isEmpty()) {
            known.add(new Failure(code, value instanceof MissingNode ? NullNode.instance : value));
        }
    }

    /** What is to be made; call it only when there are no failures. The serial makes an order without idempotency key its own. */
    Submission submission(String serial) {
        String key = body.path("merchantReference").asString("");
        String idempotencyKey = body.path("idempotencyKey").asString("");
        List<OrderedItem> items = new ArrayList<>();
        List<ArtworkLink> artwork = new ArrayList<>();
        for (JsonNode item : body.path("items")) {
            String reference = item.path("merchantReference").asString(Integer.toString(items.size() + 1));
            items.add(new OrderedItem(reference, item.path("sku").asString(), item.path("copies").asInt()));
            for (JsonNode asset : item.path("assets")) {
                JsonNode md5 = asset.path("md5Hash");
                artwork.add(new ArtworkLink(asset.path("url").asString(), md5.isString() ? md5.asString() : null));
            }
        }
        JsonNode address = body.path("recipient").path("address");
        String reference = idempotencyKey.isEmpty() ? "no-idempotency-key-" + Dice.hex(key, serial) : idempotencyKey;
        return new Submission(key, reference, body.toString(), items, artwork, address.path("countryCode").asString(),
                address.path("postalOrZipCode").asString());
    }
}
