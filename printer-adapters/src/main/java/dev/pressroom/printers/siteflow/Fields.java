package dev.pressroom.printers.siteflow;

import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.XmlTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a postback, whose form the account's templates decide: JSON or XML, wrapped or not, names in any case. The first value of a name
 * counts, lists keep all. XML with a DOCTYPE is none.
 */
record Fields(Map<String, List<String>> values) {

    private static final int MOST = 2000;

    static Optional<Fields> read(byte[] body) {
        return Json.object(body).or(() -> XmlTree.object(body)).map(tree -> {
            Map<String, List<String>> values = new HashMap<>();
            collect("", tree, values);
            return new Fields(values);
        });
    }

    /** The first value under any of these names. */
    @Nullable
    String text(String... names) {
        for (String name : names) {
            for (String value : all(name)) {
                if (!value.isBlank()) {
                    return value.strip();
                }
            }
        }
        return null;
    }

    List<String> all(String name) {
        return values.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    private static void collect(String name, JsonNode node, Map<String, List<String>> values) {
        if (node.isObject()) {
            node.properties().forEach(entry -> collect(entry.getKey(), entry.getValue(), values));
        } else if (node.isArray()) {
            node.values().forEach(value -> collect(name, value, values));
        } else if (node.isString() || node.isNumber()) {
            put(name, node.asString(), values);
        }
    }

    private static void put(String name, String value, Map<String, List<String>> values) {
        List<String> same = values.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
        if (same.size() < MOST) {
            same.add(value);
        }
    }
}
