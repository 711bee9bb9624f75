package dev.pressroom.app.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Reads a JSON object field by field and notes every problem instead of stopping at the first. What could not be read comes back as a stand-in
 * (empty, zero, the first constant): use nothing of it when {@link #problems()} is not empty. Properties nobody asked for are problems too, see
 * {@link #done()}.
 */
final class JsonFields {

    private static final int MOST_PROBLEMS = 100;
    private static final int SHOWN = 40;

    private final JsonNode node;
    private final JsonPointer at;
    private final List<Problem> problems;
    private final Set<String> asked = new LinkedHashSet<>();

    JsonFields(JsonNode root) {
        this(root, JsonPointer.empty(), new ArrayList<>());
        if (!root.isObject()) {
            problems.add(new Problem("", "the body is not a JSON object", "send one object, {...}"));
        }
    }

    private JsonFields(JsonNode node, JsonPointer at, List<Problem> problems) {
        this.node = node;
        this.at = at;
        this.problems = problems;
    }

    List<Problem> problems() {
        return problems;
    }

    void problem(String field, String problem, String hint) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add(new Problem(at.appendProperty(field).toString(), problem, hint));
        }
    }

    String text(String field, int max) {
        if (missing(field)) {
            problem(field, "is missing", "give a text of 1 to " + max + " characters");
            return "";
        }
        String text = optionalText(field, max);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String field, int max) {
        if (missing(field)) {
            return null;
        }
        String hint = "give a text of 1 to " + max + " characters";
        JsonNode value = node.get(field);
        if (!value.isString()) {
            problem(field, "is not a text", hint);
        } else if (value.stringValue().isBlank()) {
            problem(field, "is empty", hint);
        } else if (value.stringValue().length() > max) {
            problem(field, "has " + value.stringValue().length() + " characters", hint);
        } else if (value.stringValue().codePoints().anyMatch(JsonFields::unprintable)) {
            problem(field, "has a character that cannot be printed", "leave out line breaks, tabs and other control characters");
        } else {
            return value.stringValue();
        }
        return null;
    }

    /** An object as it stands, for a reader of its own; null if it was left out. */
    @Nullable
    String json(String field) {
        if (missing(field)) {
            return null;
        }
        JsonNode value = node.get(field);
        if (!value.isObject()) {
            problem(field, "is not a JSON object", "give it as {...}, or leave it out");
            return null;
        }
        return value.toString();
    }

    int integer(String field, int min, int max) {
        String hint = "give a whole number from " + min + " to " + max;
        if (missing(field)) {
            problem(field, "is missing", hint);
            return min;
        }
        JsonNode value = node.get(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < min || value.intValue() > max) {
            problem(field, shown(value) + " is not from " + min + " to " + max, hint);
            return min;
        }
        return value.intValue();
    }

    double number(String field, double min, double max) {
        String hint = "give a number from " + min + " to " + max;
        if (missing(field)) {
            problem(field, "is missing", hint);
            return min;
        }
        JsonNode value = node.get(field);
        if (!value.isNumber() || !(value.doubleValue() >= min && value.doubleValue() <= max)) {
            problem(field, shown(value) + " is not from " + min + " to " + max, hint);
            return min;
        }
        return value.doubleValue();
    }

    <E extends Enum<E>> E oneOf(String field, Class<E> type) {
        E[] constants = type.getEnumConstants();
        String hint = "give one of " + Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", "));
        if (missing(field)) {
            problem(field, "is missing", hint);
            return constants[0];
        }
        JsonNode value = node.get(field);
        for (E constant : constants) {
            if (value.isString() && constant.name().equals(value.stringValue())) {
                return constant;
            }
        }
        problem(field, shown(value) + " is not known", hint);
        return constants[0];
    }

    /** Null when it is not there or is no object; {@code required} makes its absence a problem. */
    @Nullable
    JsonFields object(String field, boolean required) {
        if (missing(field)) {
            if (required) {
                problem(field, "is missing", "give an object {...}");
            }
            return null;
        }
        if (!node.get(field).isObject()) {
            problem(field, "is not an object", "give an object {...}");
            return null;
        }
        return new JsonFields(node.get(field), at.appendProperty(field), problems);
    }

    /** The objects of a list that must be there and hold 1 to {@code max}; those that are none are problems and left out. */
    List<JsonFields> objects(String field, int max, String hint) {
        if (missing(field)) {
            problem(field, "is missing", hint);
            return List.of();
        }
        JsonNode list = node.get(field);
        if (!list.isArray()) {
            problem(field, "is not a list", hint);
            return List.of();
        }
        if (list.isEmpty()) {
            problem(field, "is empty", hint);
        }
        if (list.size() > max) {
            problem(field, "has " + list.size() + " entries", "give at most " + max);
            return List.of();
        }
        List<JsonFields> objects = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonFields element = new JsonFields(list.get(i), at.appendProperty(field).appendIndex(i), problems);
            if (list.get(i).isObject()) {
                objects.add(element);
            } else if (problems.size() < MOST_PROBLEMS) {
                problems.add(new Problem(element.at.toString(), "is not an object", hint));
            }
        }
        return objects;
    }

    /** After everything was asked for: whatever else is there is a problem, most likely a typing error. */
    void done() {
        for (String field : node.propertyNames()) {
            if (!asked.contains(field)) {
                problem(field, "is not a property of this object", "leave it out, or use one of " + String.join(", ", asked));
            }
        }
    }

    static String shown(String value) {
        return "'" + (value.length() <= SHOWN ? value : value.substring(0, SHOWN) + "...") + "'";
    }

    private static String shown(JsonNode value) {
        return value.isValueNode() ? shown(value.asString()) : "an object or list";
    }

    /** Whether it is there; whoever asks for it then need not make it a problem that it is not. */
    boolean has(String field) {
        return !missing(field);
    }

    private boolean missing(String field) {
        asked.add(field);
        return !node.hasNonNull(field);
    }

    /** Control characters reach no printer's ticket, half a surrogate pair no database, U+FFFE and U+FFFF no XML. */
    private static boolean unprintable(int codePoint) {
        return Character.isISOControl(codePoint) || Character.getType(codePoint) == Character.SURROGATE || (codePoint & 0xfffe) == 0xfffe;
    }
}
