package dev.pressroom.printers.contract;

import dev.pressroom.printers.wire.Json;
import java.io.ByteArrayInputStream;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import tools.jackson.databind.JsonNode;

/** All texts of a document of ours, by parsers that know nothing of how it was written. */
final class Reread {

    private Reread() {}

    static Set<String> texts(byte[] document) {
        Set<String> texts = new TreeSet<>();
        Json.object(document).ifPresentOrElse(json -> collect(json, texts), () -> collect(document, texts));
        return texts;
    }

    private static void collect(JsonNode node, Set<String> texts) {
        if (node.isContainer()) {
            node.iterator().forEachRemaining(child -> collect(child, texts));
        } else {
            texts.add(node.asString(""));
        }
    }

    private static void collect(byte[] document, Set<String> texts) {
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.IS_COALESCING, true);
            XMLStreamReader xml = factory.createXMLStreamReader(new ByteArrayInputStream(document));
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        for (int i = 0; i < xml.getAttributeCount(); i++) {
                            texts.add(xml.getAttributeValue(i));
                        }
                    }
                    case XMLStreamConstants.CHARACTERS -> texts.add(xml.getText().strip());
                    default -> {
                        // No text.
                    }
                }
            }
        } catch (XMLStreamException e) {
            // A fragment with several roots: what came before the second root counts.
        }
    }
}
