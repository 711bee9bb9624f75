package dev.pressroom.sandbox.printers.elanders;

import dev.pressroom.sandbox.printers.OrderedItem;
import dev.pressroom.sandbox.printers.Submission;
import dev.pressroom.sandbox.printers.Xml;
import java.util.ArrayList;
import java.util.List;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** An order XML with the files it names. */
record Ticket(Submission submission, List<ArtworkFile> files) {

    /** A file that must lie next to the ticket. */
    record ArtworkFile(String name, String md5, long bytes) {}

    /** Why a ticket cannot be read; the key is empty when not even that is there. */
    static final class Unreadable extends Exception {
        private final String key;
        private final String reason;

        Unreadable(String key, String reason) {
            super(reason);
            this.key = key;
            this.reason = reason;
        }

        String reason() {
            return reason;
        }

        String key() {
            return key;
        }
    }

    static Ticket read(String transaction, String text) throws Unreadable {
        Element root;
        try {
            root = Xml.root(text);
        } catch (SAXException e) {
            throw new Unreadable("", "the order XML cannot be read: " + e.getMessage());
        }
        List<Element> orders = Xml.children(root, "order");
        if (orders.size() != 1) {
            throw new Unreadable("", "the order XML has %d orders, not one".formatted(orders.size()));
        }
        Element order = orders.getFirst();
        String key = order.getAttribute("order_reference_client");
        String country = Xml.text(order, "shipping/delivery_address/countrycode");
        if (key.isBlank() || country.isBlank()) {
            throw new Unreadable(key, key.isBlank() ? "order_reference_client is missing" : "delivery_address/countrycode is missing");
        }
        List<OrderedItem> items = new ArrayList<>();
        List<ArtworkFile> files = new ArrayList<>();
        for (Element item : Xml.all(order, "items/item")) {
            items.add(new OrderedItem(item.getAttribute("order_item_reference_client"), item.getAttribute("article"),
                    (int) number(key, item, "quantity")));
            for (Element file : Xml.all(item, "files/file")) {
                files.add(new ArtworkFile(plainName(key, file), file.getAttribute("md5"), number(key, file, "size")));
            }
        }
        if (items.isEmpty()) {
            throw new Unreadable(key, "the order has no items");
        }
        String zip = Xml.text(order, "shipping/delivery_address/zip");
        return new Ticket(new Submission(key, transaction, text, items, List.of(), country, zip), files);
    }

    /** Everything lies flat in one folder, so a name with a path in it is wrong, and could point outside. */
    private static String plainName(String key, Element file) throws Unreadable {
        String name = file.getAttribute("name");
        if (name.isBlank() || name.contains("/") || name.contains("\\") || name.startsWith(".")) {
            throw new Unreadable(key, "file name '" + name + "' is not a plain name");
        }
        return name;
    }

    private static long number(String key, Element element, String attribute) throws Unreadable {
        try {
            long number = Long.parseLong(element.getAttribute(attribute));
            if (number > 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same message serves for what is no number and for what is not positive.
        }
        throw new Unreadable(key, "%s/@%s is '%s', not a positive number".formatted(element.getTagName(), attribute,
                element.getAttribute(attribute)));
    }
}
