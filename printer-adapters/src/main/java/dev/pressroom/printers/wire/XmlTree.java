package dev.pressroom.printers.wire;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * XML as the tree that the same message would be in JSON, so that one reader serves both: elements and attributes are members, what comes again is a
 * list. A fragment with several roots is read as well. A DOCTYPE, entities and more than {@value #DEEPEST} levels are refused.
 */
public final class XmlTree {

    private static final int DEEPEST = 100;

    private XmlTree() {}

    /** The children of the root, or the roots of a fragment; empty when these bytes are no XML. */
    public static Optional<JsonNode> object(byte[] bytes) {
        try {
            return Optional.of(read(bytes)).filter(node -> !node.isEmpty())
                    .map(node -> node.size() == 1 && node.iterator().next().isObject()
                            ? node.iterator().next()
                            : node);
        } catch (XMLStreamException document) {
            try {
                // UTF-8, as everything without a declaration is.
                return Optional.of(read(("<x>" + new String(bytes, StandardCharsets.UTF_8) + "</x>").getBytes(StandardCharsets.UTF_8)))
                        .map(root -> root.path("x")).filter(root -> root.isObject() && !root.isEmpty());
            } catch (XMLStreamException fragment) {
                return Optional.empty();
            }
        }
    }

    private static ObjectNode read(byte[] bytes) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
        Deque<ObjectNode> open = new ArrayDeque<>();
        Deque<StringBuilder> texts = new ArrayDeque<>();
        open.push(Json.newObject());
        texts.push(new StringBuilder());
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("has a DOCTYPE or an entity");
                case XMLStreamConstants.START_ELEMENT -> {
                    if (open.size() > DEEPEST) {
                        throw new XMLStreamException("is nested too deep");
                    }
                    ObjectNode element = Json.newObject();
                    for (int i = 0; i < xml.getAttributeCount(); i++) {
                        element.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
                    }
                    open.push(element);
                    texts.push(new StringBuilder());
                }
                case XMLStreamConstants.CHARACTERS -> texts.element().append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    ObjectNode element = open.pop();
                    String text = texts.pop().toString().strip();
                    if (element.isEmpty()) {
                        add(open.element(), xml.getLocalName(), Json.newObject().put("text", text).path("text"));
                    } else {
                        add(open.element(), xml.getLocalName(), text.isEmpty() ? element : element.put("text", text));
                    }
                }
                default -> {
                    // Comments and the document's ends say nothing.
                }
            }
        }
        return open.element();
    }

    private static void add(ObjectNode to, String name, JsonNode value) {
        switch (to.get(name)) {
            case null -> to.set(name, value);
            case ArrayNode list -> list.add(value);
            case JsonNode first -> to.putArray(name).add(first).add(value);
        }
    }
}
