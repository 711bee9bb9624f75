package dev.pressroom.printers.elanders;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.Ticket.TicketFile;
import dev.pressroom.printers.Ticket.TicketItem;
import dev.pressroom.printers.wire.XmlText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Submit: the artwork files, then the ticket, flat into the folder {@code submit}. The ticket's name without extension is the transaction reference
 * of every answer.
 */
record DropOrder(PrinterProfile profile) {

    Step<Outcome> submit(Ticket ticket) {
        String method = profile.services().get(ticket.service());
        if (method == null) {
            return Done.of(Outcome.notOffered(profile, ticket.service()));
        }
        Optional<Outcome.Rejected> blank = Outcome.notWhole(ticket);
        if (blank.isPresent()) {
            return Done.of(blank.get());
        }
        List<DropFile> artwork = ticket.items().stream().flatMap(item -> item.files().stream()).map(DropOrder::file).toList();
        DropFile xml = new DropFile(transaction(ticket) + ".xml", new Content.Bytes("application/xml", xml(ticket, method)));
        return new Ask<>(new FileDrop("submit", artwork, xml), reply -> Done.of(switch (reply) {
            case Reply.Answered _ -> new Outcome.Received();
            case Reply.NotSent(Deferral cause, String why) -> new Outcome.Deferred(null, cause, why);
            case Reply.Broke(String why) -> new Outcome.Unknown(why);
        }));
    }

    /** All files of the ticket, its own included, by the names that answers use. */
    Set<Ref> files(Ticket ticket) {
        Set<Ref> files = new TreeSet<>();
        files.add(new Ref(Ref.Kind.FILE, transaction(ticket)));
        for (TicketItem item : ticket.items()) {
            item.files().forEach(file -> files.add(new Ref(Ref.Kind.FILE, file.name().substring(0, file.name().lastIndexOf('.')))));
        }
        return files;
    }

    private String transaction(Ticket ticket) {
        return ticket.name() + "_" + LocalStamp.inName(ticket.stampedAt(), profile.zone());
    }

    private static DropFile file(TicketFile file) {
        Artwork artwork = file.artwork();
        String type = file.name().endsWith(".pdf") ? "application/pdf" : "application/octet-stream";
        return new DropFile(file.name(), new Content.StoredFile(type, artwork.sha256(), artwork.bytes()));
    }

    private byte[] xml(Ticket ticket, String method) {
        XmlText xml = XmlText.document().open("root").attribute("version", "2.3");
        xml.open("order").attribute("order_reference_client", ticket.name())
                .attribute("order_type", profile.settings().getOrDefault(Elanders.ORDER_TYPE, "NORMAL"))
                .attribute("timestamp", LocalStamp.inAttribute(ticket.stampedAt(), profile.zone()));
        xml.open("shipping").element("shipping_type", method);
        address(xml, ticket.shipTo());
        xml.close().open("items");
        ticket.items().forEach(item -> item(xml, item));
        return xml.close().close().close().bytes();
    }

    private static void address(XmlText xml, Address to) {
        xml.open("delivery_address").element("name", to.name()).element("company", to.company()).element("street", to.line1())
                .element("street2", to.line2()).element("zip", to.postalCode()).element("city", to.city()).element("state", to.state())
                .element("countrycode", to.country()).element("email", to.email()).element("phone", to.phone()).close();
    }

    private static void item(XmlText xml, TicketItem item) {
        xml.open("item").attribute("order_item_reference_client", item.name()).attribute("article", item.article())
                .attribute("quantity", String.valueOf(item.quantity())).open("files");
        for (TicketFile file : item.files()) {
            Artwork artwork = file.artwork();
            xml.empty("file").attribute("type", artwork.role().name().toLowerCase(Locale.ROOT)).attribute("name", file.name())
                    .attribute("md5", artwork.md5()).attribute("size", String.valueOf(artwork.bytes()))
                    .attribute("pages", String.valueOf(artwork.pages()));
        }
        xml.close().close();
    }
}
