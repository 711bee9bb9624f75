package dev.pressroom.printers.elanders;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * One message of a status file: its attributes, names in lower case, blank ones left out. The documentation names the attributes and their levels; the
 * elements are in an XSD that is not public: {@code message} is read, and whatever else has an {@code id} and a {@code status}.
 */
record StatusMessage(Map<String, String> attributes) {

    /** What an element's name says about its level. */
    private static final Map<String, String> LEVELS = Map.of("transaction", "T", "order", "O", "item", "I", "package", "P", "error", "E");

    static boolean begins(XMLStreamReader xml) {
        Map<String, String> attributes = attributes(xml);
        return xml.getLocalName().equalsIgnoreCase("message") || (attributes.containsKey("id") && attributes.containsKey("status"));
    }

    /** Where an element has no attributes, its children are read as such. */
    static StatusMessage read(XMLStreamReader xml) throws XMLStreamException {
        Map<String, String> attributes = attributes(xml);
        String level = LEVELS.get(xml.getLocalName().toLowerCase(Locale.ROOT));
        if (attributes.isEmpty()) {
            children(xml, attributes);
        }
        if (level != null) {
            attributes.putIfAbsent("level", level);
        }
        return new StatusMessage(attributes);
    }

    private static Map<String, String> attributes(XMLStreamReader xml) {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            put(attributes, xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        return attributes;
    }

    private static void children(XMLStreamReader xml, Map<String, String> attributes) throws XMLStreamException {
        String open = null;
        for (int depth = 1; depth > 0;) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    open = xml.getLocalName();
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    open = null;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (open != null) {
                        put(attributes, open, xml.getText());
                    }
                }
                default -> {
                    // Comments say nothing.
                }
            }
        }
    }

    private static void put(Map<String, String> attributes, String name, String value) {
        if (!value.isBlank()) {
            attributes.putIfAbsent(name.toLowerCase(Locale.ROOT), value.strip());
        }
    }

    @Nullable
    String get(String name) {
        return attributes.get(name);
    }

    String get(String name, String otherwise) {
        return attributes.getOrDefault(name, otherwise);
    }

    /** The new number of the status, where it is a number: until version 2.3 they were a thousandth of it. Else the status as said. */
    String status() {
        String said = get("status", "");
        return said.matches("\\d{1,3}") ? String.valueOf(Integer.parseInt(said) * 1000) : said;
    }

    /** An order or item that takes longer: the documentation's {@code production_delay}, with an updated {@code finish_date}. */
    boolean delayed() {
        String delay = get("production_delay", "0");
        return !delay.matches("0+|false|no");
    }

    /**
     * Whether it says that something asked could not be done; its status is then the present one, "generally unchanged", and nothing new.
     */
    boolean exception() {
        return get("action", "").equalsIgnoreCase("exception");
    }

    /** Whether it is said at one of these levels; a message without level is believed. */
    boolean at(String levels) {
        String level = get("level");
        return level == null || levels.contains(level);
    }

    Set<Ref> about() {
        Set<Ref> about = new TreeSet<>();
        Ref.said(Ref.Kind.FILE, get("transaction_reference_client", "").replaceFirst("\\.xml$", "")).ifPresent(about::add);
        Ref.said(Ref.Kind.KEY, get("order_reference_client")).ifPresent(about::add);
        Ref.said(Ref.Kind.ORDER, get("order_reference")).ifPresent(about::add);
        Ref.said(Ref.Kind.REQUEST, get("request_reference_id")).ifPresent(about::add);
        Ref.said(Ref.Kind.PARCEL, get("package_reference")).ifPresent(about::add);
        return about;
    }

    /** The item it names, if any, with the portion of it that is meant; {@link NumberFormatException} when that is no quantity. */
    List<ItemQuantity> items() {
        String item = get("order_item_reference_client");
        if (item == null) {
            return List.of();
        }
        String quantity = get("quantity");
        return List.of(quantity == null ? ItemQuantity.allOf(item) : new ItemQuantity(item, Integer.parseUnsignedInt(quantity)));
    }

    /** The parcel's name: as the printer calls it, else its number, else one made from the message. */
    String shipment() {
        return get("package_reference", get("package_tracking_number", "message-" + get("id")));
    }
}
