package dev.pressroom.sandbox.printers.photofinale;

import dev.pressroom.sandbox.printers.ArtworkLink;
import dev.pressroom.sandbox.printers.OrderedItem;
import dev.pressroom.sandbox.printers.Submission;
import dev.pressroom.sandbox.printers.Xml;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads the order XML that a claim answers with. */
final class ClaimedOrder {

    private ClaimedOrder() {}

    static Submission read(String orderId, String text) throws SAXException {
        Element order = Xml.root(text);
        if (!Xml.text(order, "OrderID").equals(orderId)) {
            throw new SAXException("the order XML is for OrderID '%s', not %s".formatted(Xml.text(order, "OrderID"), orderId));
        }
        List<OrderedItem> items = new ArrayList<>();
        List<ArtworkLink> artwork = new ArrayList<>();
        for (Element line : Xml.all(order, "LineItems/LineItem")) {
            items.add(new OrderedItem(Xml.text(line, "LineItemID"), Xml.text(line, "SKU"), quantity(line)));
            for (Element asset : Xml.all(line, "Assets/Asset")) {
                String md5 = Xml.text(asset, "MD5");
                artwork.add(new ArtworkLink(Xml.text(asset, "URL"), md5.isEmpty() ? null : md5));
            }
        }
        if (items.isEmpty()) {
            throw new SAXException("the order XML has no line items");
        }
        return new Submission(orderId, orderId, text, items, artwork, Xml.text(order, "ShipTo/Country"), Xml.text(order, "ShipTo/Zip"));
    }

    private static int quantity(Element line) throws SAXException {
        try {
            return Integer.parseInt(Xml.text(line, "Quantity"));
        } catch (NumberFormatException e) {
            throw new SAXException("line item %s has the quantity '%s'".formatted(Xml.text(line, "LineItemID"), Xml.text(line, "Quantity")),
                    e);
        }
    }
}
