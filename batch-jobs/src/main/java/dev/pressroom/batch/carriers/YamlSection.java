package dev.pressroom.batch.carriers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** A mapping of a YAML file, read strictly: whatever is missing, wrong or left over is a problem with its line, and reading goes on. */
final class YamlSection {

    private static final YAMLMapper YAML = new YAMLMapper(
            YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());

    private final Path file;
    private final String pointer;
    private final JsonNode node;
    private final Map<String, Integer> lines;
    private final List<String> problems;
    private final Set<String> read = new HashSet<>();

    private YamlSection(Path file, String pointer, JsonNode node, Map<String, Integer> lines, List<String> problems) {
        this.file = file;
        this.pointer = pointer;
        this.node = node;
        this.lines = lines;
        this.problems = problems;
    }

    /** Reads a file, handing each problem to the list. */
    static YamlSection of(Path file, List<String> problems) {
        Map<String, Integer> lines = new HashMap<>();
        JsonNode root = null;
        try {
            String text = Files.readString(file);
            try (JsonParser parser = YAML.createParser(text)) {
                while (parser.nextToken() != null) {
                    lines.putIfAbsent(parser.streamReadContext().pathAsPointer().toString(), parser.currentTokenLocation().getLineNr());
                }
            }
            root = YAML.readTree(text);
        } catch (IOException e) {
            problems.add("%s:1: cannot be read (%s); it must be UTF-8 text that this user may read".formatted(file,
                    e.getClass().getSimpleName()));
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            problems.add(
                    "%s:%d: not YAML: %s; see docs/carriers".formatted(file, line, e.getOriginalMessage().lines().findFirst().orElse("")));
        }
        if (root == null) {
            return new YamlSection(file, "", JsonNodeFactory.instance.objectNode(), lines, new ArrayList<>());
        }
        return of(file, "", root, lines, problems, "not a mapping", "start with `id: <carrier>`");
    }

    String text(String name) {
        return value(name, "a text", Function.identity(), "");
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    boolean flag(String name) {
        return value(name, "true or false", said -> {
            if (!said.equals("true") && !said.equals("false")) {
                throw new IllegalArgumentException("neither true nor false");
            }
            return said.equals("true");
        }, false);
    }

    /** A scalar; an {@link IllegalArgumentException} or date exception of the reader becomes a problem and the fallback is returned. */
    <T> T value(String name, String hint, Function<String, T> reader, T fallback) {
        read.add(name);
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            problem("", "'" + name + "' is missing", "give " + hint);
        } else if (!value.isValueNode() || value.asString().isEmpty()) {
            problem("/" + name, "'" + name + "' is not a single value", "give " + hint);
        } else {
            try {
                return reader.apply(value.asString());
            } catch (IllegalArgumentException | DateTimeException e) {
                problem("/" + name, "'" + name + "' is '" + value.asString() + "'", "give " + hint);
            }
        }
        return fallback;
    }

    /** A list of texts; a number in it has lost its leading zeros, so it is a problem. */
    List<String> texts(String name) {
        read.add(name);
        List<String> texts = new ArrayList<>();
        JsonNode value = node.path(name);
        if (!value.isArray() || value.isEmpty()) {
            problem(value.isMissingNode() ? "" : "/" + name, "'" + name + "' is not a list", "write `" + name + ": [A, B]`");
        }
        value.forEach(element -> {
            if (element.isNumber()) {
                problem("/" + name, "'" + element.asString() + "' in '" + name + "' is a number", "write it in quotes");
            }
            texts.add(element.asString());
        });
        return texts;
    }

    /** A scalar or a list of them. */
    <T> List<T> values(String name, String hint, Function<String, T> reader) {
        read.add(name);
        JsonNode value = node.path(name);
        List<T> values = new ArrayList<>();
        if (!value.isArray()) {
            value(name, hint, said -> values.add(reader.apply(said)), false);
        }
        value.forEach(element -> {
            try {
                values.add(reader.apply(element.asString()));
            } catch (IllegalArgumentException | DateTimeException e) {
                problem("/" + name, "'" + name + "' holds '" + element.asString() + "'", "give " + hint);
            }
        });
        return values;
    }

    /** The names in this mapping, in order. */
    List<String> names() {
        return List.copyOf(node.propertyNames());
    }

    YamlSection section(String name) {
        read.add(name);
        return of(file, pointer + "/" + name, node.path(name), lines, problems, "section '" + name + "' is missing", "see docs/carriers");
    }

    /** A section that is not there is one problem, not one for each of its names. */
    private static YamlSection of(Path file, String pointer, JsonNode node, Map<String, Integer> lines, List<String> problems,
            String otherwise,
            String hint) {
        if (node.isObject()) {
            return new YamlSection(file, pointer, node, lines, problems);
        }
        new YamlSection(file, pointer, node, lines, problems).problem("", otherwise, hint);
        return new YamlSection(file, pointer, node, lines, new ArrayList<>());
    }

    @Nullable
    YamlSection optionalSection(String name) {
        return has(name) ? section(name) : null;
    }

    /** Every entry of this mapping that holds a mapping, in order. */
    Map<String, YamlSection> sections() {
        Map<String, YamlSection> all = new LinkedHashMap<>();
        Collection<String> names = node.propertyNames();
        names.forEach(name -> all.put(name, section(name)));
        return all;
    }

    boolean has(String name) {
        read.add(name);
        return node.hasNonNull(name);
    }

    void problem(String below, String problem, String hint) {
        problems.add("%s:%d: %s; %s".formatted(file, line(pointer + below), problem, hint));
    }

    /** Of what is not there, the line of what should hold it. */
    private int line(String pointer) {
        Integer line = lines.get(pointer);
        return line != null ? line : pointer.isEmpty() ? 1 : line(pointer.substring(0, pointer.lastIndexOf('/')));
    }

    /** To be called last: names that nobody read are problems. */
    void nothingElse() {
        for (String name : node.propertyNames()) {
            if (!read.contains(name)) {
                problem("/" + name, "unknown name '" + name + "'", "known here: " + String.join(", ", read.stream().sorted().toList()));
            }
        }
    }
}
