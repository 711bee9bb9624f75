package dev.pressroom.printers.elanders;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One {@code message} of a status file: its attributes, blank ones left out. */
record StatusMessage(Map<String, String> attributes) {

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
