package dev.pressroom.printers.siteflow;

import dev.pressroom.printers.wire.Json;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a postback, whose form the account's templates decide: JSON or XML, wrapped or not, names in any case. The first value of a name
 * counts, lists keep all. XML with a DOCTYPE is none.
 */
record Fields(Map<String, List<String>> values) {

    private static final int MOST = 2000;

    static Optional<Fields> read(byte[] body) {
        Map<String, List<String>> values = new HashMap<>();
        Optional<JsonNode> json = Json.object(body);
        if (json.isPresent()) {
            collect("", json.get(), values);
            return Optional.of(new Fields(values));
        }
        try {
            collect(body, values);
            return values.isEmpty() ? Optional.empty() : Optional.of(new Fields(values));
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
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

    private static void collect(byte[] body, Map<String, List<String>> values) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(body));
        String open = "";
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD -> throw new XMLStreamException("has a DOCTYPE");
                case XMLStreamConstants.START_ELEMENT -> {
                    open = xml.getLocalName();
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        put(xml.getAttributeLocalName(i), xml.getAttributeValue(i), values);
                    }
                }
                case XMLStreamConstants.CHARACTERS -> {
                    if (!xml.isWhiteSpace()) {
                        put(open, xml.getText(), values);
                    }
                }
                default -> {
                    // Comments and ends say nothing.
                }
            }
        }
    }

    private static void put(String name, String value, Map<String, List<String>> values) {
        List<String> same = values.computeIfAbsent(name.toLowerCase(Locale.ROOT), _ -> new ArrayList<>());
        if (same.size() < MOST) {
            same.add(value);
        }
    }
}
