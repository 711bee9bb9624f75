package dev.pressroom.printers;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Reads what a dialect wrote with another parser than the dialect's. */
public record XmlFixture(Document document) {

    public static XmlFixture of(byte[] xml) {
        try {
            Document document = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
            withoutLayout(document);
            return new XmlFixture(document);
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new AssertionError("not well-formed: " + new String(xml, StandardCharsets.UTF_8), e);
        }
    }

    public String at(String path) {
        try {
            return XPathFactory.newInstance().newXPath().evaluate(path, document);
        } catch (XPathExpressionException e) {
            throw new AssertionError(path, e);
        }
    }

    public boolean sameAs(XmlFixture other) {
        return document.isEqualNode(other.document);
    }

    private static void withoutLayout(Node node) {
        NodeList children = node.getChildNodes();
        for (int i = children.getLength() - 1; i >= 0; i--) {
            Node child = children.item(i);
            if (child.getNodeType() == Node.TEXT_NODE && child.getTextContent().isBlank()) {
                node.removeChild(child);
            } else {
                withoutLayout(child);
            }
        }
    }
}
