package dev.pressroom.printers.wire;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON as printers write it and print it in their documentation: numbers or strings, trailing commas, comments, members that come and go. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA, JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    private Json() {}

    /** The object in these bytes; empty when they are anything else. */
    public static Optional<JsonNode> object(byte[] bytes) {
        try {
            return Optional.of(MAPPER.readTree(bytes)).filter(JsonNode::isObject);
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    /** What is in a list, whether it is bare or all that an object holds; empty when these bytes are anything else. */
    public static List<JsonNode> list(byte[] bytes) {
        try {
            JsonNode root = MAPPER.readTree(bytes);
            boolean wrapped = root.isObject() && root.size() == 1;
            JsonNode held = wrapped ? root.iterator().next() : root;
            boolean entries = held.isArray() && (!wrapped || held.values().stream().allMatch(JsonNode::isObject));
            return entries ? List.copyOf(held.values()) : List.of();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    /** The text or number at the end of the path; null when there is none or it is blank. */
    public static @Nullable String text(JsonNode node, String... path) {
        JsonNode at = node;
        for (String name : path) {
            at = member(at, name);
        }
        if (!at.isString() && !at.isNumber()) {
            return null;
        }
        String text = at.asString().strip();
        return text.isEmpty() ? null : text;
    }

    /** The member of that name, else the first whose name differs in case only; missing when there is none. */
    public static JsonNode member(JsonNode node, String name) {
        return node.has(name)
                ? node.path(name)
                : node.properties().stream().filter(entry -> entry.getKey().equalsIgnoreCase(name)).map(Map.Entry::getValue).findFirst()
                        .orElseGet(() -> node.path(name));
    }

    /** The object that has that member: this one, or the only object in it, as some senders wrap what they send. */
    public static JsonNode unwrapped(JsonNode node, String member) {
        return member(node, member).isMissingNode() && node.size() == 1 && !member(node.iterator().next(), member).isMissingNode()
                ? node.iterator().next()
                : node;
    }

    public static ObjectNode newObject() {
        return MAPPER.createObjectNode();
    }

    public static byte[] bytes(JsonNode node) {
        return MAPPER.writeValueAsBytes(node);
    }
}
