package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.SaidTime;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Facts about one order, whoever tells them: a postback and the order read again give the same fact the same key, made from our reference (else the
 * printer's) and what happened.
 */
final class Telling {

    private final PrinterProfile profile;
    private final Inbound message;
    private final TreeSet<Ref> about = new TreeSet<>();
    private final String name;
    private final List<Heard> facts = new ArrayList<>();

    /** @param key our reference, {@code id} the printer's; one of them is there */
    Telling(PrinterProfile profile, Inbound message, @Nullable String key, @Nullable String id) {
        this.profile = profile;
        this.message = message;
        Ref.said(Ref.Kind.KEY, key).ifPresent(about::add);
        Ref.said(Ref.Kind.ORDER, id).ifPresent(about::add);
        // Some accounts' templates say our reference where the printer's is expected.
        if (key == null) {
            Ref.said(Ref.Kind.KEY, id).ifPresent(about::add);
        }
        name = about.isEmpty() ? "" : about.first().value();
    }

    boolean aboutNothing() {
        return about.isEmpty();
    }

    List<Heard> facts() {
        return facts;
    }

    void tell(String what, SaidTime time, List<ItemQuantity> items, PrinterEvent event, String raw) {
        facts.add(Heard.of(profile, name + "/" + what, time, message, about, items, event, raw));
    }

    /** @param index of the shipment in the order; null when it was not said */
    void shipped(@Nullable String index, @Nullable String carrier, @Nullable String number, SaidTime time, List<ItemQuantity> items,
            String raw) {
        String shipment = index != null ? name + "-" + index : number != null ? number : name;
        tell("shipped/" + shipment + (number == null ? "" : "/" + number), time, items,
                new PrinterEvent.ItemsShipped(shipment, profile.carrier(carrier), carrier, number), raw);
    }

    SaidTime time(@Nullable String said) {
        return SaidTime.read(said, profile.zone(), message.receivedAt());
    }
}
