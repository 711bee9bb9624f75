package dev.pressroom.printers.wire;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes an XML document or fragment in UTF-8: everything escaped, absent values as self-closed elements. Not for several threads. */
public final class XmlText {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter writer;

    private XmlText() {
        try {
            writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
        } catch (XMLStreamException e) {
            throw new IllegalStateException("the JDK's XML writer cannot be made", e);
        }
    }

    /** With an XML declaration. */
    public static XmlText document() {
        XmlText xml = new XmlText();
        xml.write(() -> xml.writer.writeStartDocument("UTF-8", "1.0"));
        return xml;
    }

    /** Without declaration; may have several roots. */
    public static XmlText fragment() {
        return new XmlText();
    }

    public XmlText open(String name) {
        return write(() -> writer.writeStartElement(name));
    }

    /** An attribute of the element just begun; left out when the value is absent. */
    public XmlText attribute(String name, @Nullable String value) {
        String plain = Plain.text(value);
        return plain == null ? this : write(() -> writer.writeAttribute(name, plain));
    }

    public XmlText element(String name, @Nullable String value) {
        String plain = Plain.text(value);
        return write(() -> {
            if (plain == null) {
                writer.writeEmptyElement(name);
            } else {
                writer.writeStartElement(name);
                writer.writeCharacters(plain);
                writer.writeEndElement();
            }
        });
    }

    /** An element without content; attributes may follow. */
    public XmlText empty(String name) {
        return write(() -> writer.writeEmptyElement(name));
    }

    public XmlText close() {
        return write(writer::writeEndElement);
    }

    @Override
    public String toString() {
        // An empty element at the very end of a fragment is closed by this only.
        write(writer::writeEndDocument);
        write(writer::flush);
        return text.toString();
    }

    public byte[] bytes() {
        return toString().getBytes(StandardCharsets.UTF_8);
    }

    private XmlText write(Writing writing) {
        try {
            writing.write();
            return this;
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML was written out of order", e);
        }
    }

    private interface Writing {
        void write() throws XMLStreamException;
    }
}
