package dev.pressroom.printers.siteflow;

import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.XmlTree;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a postback, whose form the account's templates decide: JSON, XML or a form, wrapped or not, names in any case. Of a name that comes
 * several times the outermost value counts; lists keep all. XML with a DOCTYPE is none.
 */
record Fields(JsonNode tree, Map<String, List<Said>> values) {

    /** @param depth 1 for what the postback itself says, more for what is wrapped in it */
    record Said(String value, int depth) {}

    private static final int MOST = 2000;

    static Optional<Fields> read(byte[] body) {
        return Json.object(body).or(() -> XmlTree.object(body)).or(() -> form(body)).map(Fields::of);
    }

    private static Fields of(JsonNode tree) {
        Map<String, List<Said>> values = new HashMap<>();
        collect("", tree, 0, values);
        return new Fields(tree, values);
    }

    private static void collect(String name, JsonNode node, int depth, Map<String, List<Said>> values) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(entry.getKey(), entry.getValue(), depth + 1, values));
        } else if (node.isArray()) {
            node.values().forEach(value -> collect(name, value, depth, values));
        } else if (node.isString() || node.isNumber()) {
            List<Said> same = values.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
            if (same.size() < MOST) {
                same.add(new Said(node.asString(), depth));
            }
        }
    }

    /** {@code application/x-www-form-urlencoded}; a value may be JSON by itself. */
    private static Optional<JsonNode> form(byte[] body) {
        ObjectNode fields = Json.newObject();
        for (String pair : new String(body, StandardCharsets.UTF_8).strip().split("&")) {
            int equals = pair.indexOf('=');
            if (equals < 1 || pair.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '{')) {
                return Optional.empty();
            }
            try {
                String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                JsonNode text = fields.stringNode(value);
                fields.withArray(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8))
                        .add(Json.object(value.getBytes(StandardCharsets.UTF_8)).orElse(text));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
        return Optional.of(fields);
    }

    /** The parcels it lists one by one, each with a tracking number; empty when it speaks of one or of none. */
    List<Fields> parcels() {
        if (Json.text(tree, "trackingNumber") != null || Json.text(tree, "shipmentIndex") != null) {
            return List.of();
        }
        List<Fields> listed = listed("", tree).map(Fields::of).filter(it -> it.text("trackingNumber") != null)
                .filter(it -> it.text("status") == null || "shipped".equalsIgnoreCase(it.text("status"))).toList();
        return listed.size() > 1 ? listed : List.of();
    }

    private static Stream<JsonNode> listed(String name, JsonNode node) {
        return node.isArray() && (name.equalsIgnoreCase("shipments") || name.equalsIgnoreCase("shipment"))
                ? node.values().stream().filter(JsonNode::isObject)
                : node.isObject() ? node.properties().stream().flatMap(it -> listed(it.getKey(), it.getValue())) : Stream.empty();
    }

    /** The outermost value under any of these names; among equals the first name and the first value. */
    @Nullable
    String text(String... names) {
        return Stream.of(names).flatMap(name -> said(name).stream()).filter(said -> !said.value().isBlank())
                .min(Comparator.comparingInt(Said::depth)).map(said -> said.value().strip()).orElse(null);
    }

    List<String> all(String name) {
        return said(name).stream().map(Said::value).toList();
    }

    private List<Said> said(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }
}
