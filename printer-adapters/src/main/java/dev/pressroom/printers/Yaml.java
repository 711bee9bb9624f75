package dev.pressroom.printers;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A YAML document as a tree that knows its lines. */
sealed interface Yaml {

    int line();

    /** A scalar as written; empty when there is none. */
    record Text(int line, String value) implements Yaml {}

    record Sequence(int line, List<Yaml> values) implements Yaml {}

    record Mapping(int line, Map<String, Entry> entries) implements Yaml {}

    /** @param line of the key */
    record Entry(int line, Yaml value) {}

    /** Reads a file whose top is a mapping; what cannot be read is told, and an empty mapping answered. */
    static Mapping read(byte[] bytes, Problems problems) {
        for (int i = 0, line = 1; i < bytes.length; i++) {
            line += bytes[i] == '\n' ? 1 : 0;
            if (bytes[i] == 0) {
                problems.add(line, "has a NUL character: it is no text, or not UTF-8", "save the file as UTF-8");
                return new Mapping(1, Map.of());
            }
        }
        CharBuffer text = CharBuffer.allocate(bytes.length);
        if (StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes), text, true).isError()) {
            problems.add(1 + (int) text.flip().chars().filter(c -> c == '\n').count(), "is not UTF-8", "save the file as UTF-8");
            return new Mapping(1, Map.of());
        }
        try (YAMLParser parser = (YAMLParser) new YAMLFactory().createParser(ObjectReadContext.empty(), bytes)) {
            if (parser.nextToken() == null) {
                problems.add(1, "the file is empty", "write the settings into it or delete it");
                return new Mapping(1, Map.of());
            }
            Yaml top = node(parser, problems);
            if (parser.nextToken() != null) {
                problems.add(line(parser), "a second document begins here", "one file, one document");
            }
            if (top instanceof Mapping mapping) {
                return mapping;
            }
            problems.add(top.line(), "the file does not hold settings", "write 'key: value' lines");
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            problems.add(line, "not readable as YAML here or just before", "check indentation, quotes and colons");
        }
        return new Mapping(1, Map.of());
    }

    private static Yaml node(YAMLParser parser, Problems problems) {
        int line = line(parser);
        if (parser.isCurrentAlias()) {
            problems.add(line, "aliases (*name) are not read", "write the value out");
            return new Text(line, "");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(parser, line, problems);
            case START_ARRAY -> {
                List<Yaml> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(node(parser, problems));
                }
                yield new Sequence(line, values);
            }
            case VALUE_NULL -> new Text(line, "");
            case null, default -> new Text(line, parser.getString());
        };
    }

    private static Mapping mapping(YAMLParser parser, int line, Problems problems) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = line(parser);
            parser.nextToken();
            Entry before = entries.putIfAbsent(key, new Entry(keyLine, node(parser, problems)));
            if (before != null) {
                problems.add(keyLine, "'" + key + "' is given twice", "the first is in line " + before.line() + "; delete one");
            }
        }
        return new Mapping(line, entries);
    }

    private static int line(YAMLParser parser) {
        return parser.currentTokenLocation().getLineNr();
    }
}
