package dev.pressroom.printers.elanders;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Decoded.Heard;
import dev.pressroom.printers.Decoded.Unreadable;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.SaidTime;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a status file: each message for itself, so that one that cannot be read never stops the others; a file cut off in the middle counts up to
 * there. A message's event key is its {@code id}, repeated or not. No DOCTYPE, no entities.
 */
final class ReadStatus {

    private final PrinterProfile profile;
    private final StatusTable table;

    ReadStatus(PrinterProfile profile) {
        this.profile = profile;
        this.table = new StatusTable(profile);
    }

    Decoded read(Inbound file) {
        List<Heard> facts = new ArrayList<>();
        List<Unreadable> unreadable = new ArrayList<>();
        int messages = 0;
        try {
            XMLStreamReader xml = reader(file.body());
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD) {
                    return Decoded.unreadable("file", "has a DOCTYPE, which is refused");
                }
                if (event == XMLStreamConstants.START_ELEMENT && StatusMessage.begins(xml)) {
                    messages++;
                    take(StatusMessage.read(xml), "message " + messages, file, facts, unreadable);
                }
            }
        } catch (XMLStreamException e) {
            unreadable.add(
                    new Unreadable("line " + e.getLocation().getLineNumber() + ", after message " + messages, "is not well-formed XML"));
        }
        if (messages == 0 && unreadable.isEmpty()) {
            unreadable.add(new Unreadable("file", "has no messages"));
        }
        return new Decoded(facts, unreadable, List.of());
    }

    private static XMLStreamReader reader(byte[] body) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory.createXMLStreamReader(new ByteArrayInputStream(body));
    }

    private void take(StatusMessage message, String place, Inbound file, List<Heard> facts, List<Unreadable> unreadable) {
        String id = message.get("id");
        Set<Ref> about = message.about();
        if (id == null || message.status().isEmpty() || about.isEmpty()) {
            unreadable.add(new Unreadable(place,
                    id == null
                            ? "has no id"
                            : message.status().isEmpty() ? "has no status" : "names neither transaction, order nor request"));
            return;
        }
        List<ItemQuantity> items;
        try {
            items = message.items();
        } catch (NumberFormatException e) {
            unreadable.add(new Unreadable(place, "has a quantity that is no number"));
            return;
        }
        PrinterEvent event = table.event(message);
        // A refusal of one item refuses the order and all its items.
        List<ItemQuantity> concerned = event instanceof PrinterEvent.JobRejected ? List.of() : items;
        SaidTime time = SaidTime.read(message.get("timestamp"), profile.zone(), file.receivedAt());
        String raw = message.get("status", "") + " " + message.get("status_desc", "");
        facts.add(Heard.of(profile, "message/" + id, time, file, about, concerned, event, raw));
        if (message.delayed() && !(event instanceof PrinterEvent.JobDelayed)) {
            facts.add(Heard.of(profile, "message/" + id + "/delayed", time, file, about, items, table.delayed(message), raw));
        }
    }
}
