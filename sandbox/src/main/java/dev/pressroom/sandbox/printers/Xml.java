package dev.pressroom.sandbox.printers;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads tickets: XML without DOCTYPE, where a missing element and an empty one mean the same. */
public final class Xml {

    private Xml() {}

    /** The root element; fails when the text is no XML document. */
    public static Element root(String text) throws SAXException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new Quiet());
            return builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
        } catch (ParserConfigurationException | IOException e) {
            throw new IllegalStateException("The JDK's XML parser reads strings without DOCTYPE", e);
        }
    }

    /** The elements of that name directly below. */
    public static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    /** All elements at the end of a path of names, such as {@code items/item}. */
    public static List<Element> all(Element from, String path) {
        List<Element> found = List.of(from);
        for (String name : path.split("/")) {
            found = found.stream().flatMap(it -> children(it, name).stream()).toList();
        }
        return found;
    }

    /** The text of the first element at the end of the path; empty when there is none. */
    public static String text(Element from, String path) {
        return all(from, path).stream().findFirst().map(it -> it.getTextContent().strip()).orElse("");
    }

    /** Whoever gets the exception says what is wrong; the parser's default prints to the console as well. */
    private static final class Quiet implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {}

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
