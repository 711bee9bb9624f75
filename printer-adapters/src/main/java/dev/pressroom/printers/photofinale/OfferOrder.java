package dev.pressroom.printers.photofinale;

import dev.pressroom.orders.Address;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send.Offer;
import dev.pressroom.printers.Send.QueueMessage;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Ask;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.Ticket.TicketFile;
import dev.pressroom.printers.Ticket.TicketItem;
import dev.pressroom.printers.wire.XmlText;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Submit: the ticket laid out to be pulled under its order number, then a message with that number, an XML fragment with two roots. */
record OfferOrder(PrinterProfile profile) {

    Step<Outcome> submit(Ticket ticket) {
        String method = profile.services().get(ticket.service());
        if (method == null) {
            return Done.of(Outcome.notOffered(profile, ticket.service()));
        }
        Optional<Outcome.Rejected> blank = Outcome.notWhole(ticket);
        if (blank.isPresent()) {
            return Done.of(blank.get());
        }
        Offer offer = new Offer(ticket.number(), new Content.Bytes("application/xml", xml(ticket, method)));
        return new Ask<>(offer, reply -> switch (reply) {
            case Reply.Answered _ -> new Ask<>(message(ticket), OfferOrder::sent);
            // The printer was told nothing yet.
            case Reply.NotSent(Deferral cause, String why) -> Done.of(new Outcome.Deferred(null, cause, why));
            case Reply.Broke(String why) -> Done.of(new Outcome.Deferred(null, why));
        });
    }

    private static Step<Outcome> sent(Reply reply) {
        return Done.of(switch (reply) {
            case Reply.Answered _ -> new Outcome.Received();
            case Reply.NotSent(Deferral cause, String why) -> new Outcome.Deferred(null, cause, why);
            case Reply.Broke(String why) -> new Outcome.Unknown(why);
        });
    }

    private QueueMessage message(Ticket ticket) {
        String body = XmlText.fragment().element("OrderID", ticket.number()).element("Dealer", dealer()).toString();
        return new QueueMessage("orders", ticket.key().orderId(), ticket.key().toString(), body);
    }

    private @Nullable String dealer() {
        return profile.settings().get(PhotoFinale.DEALER);
    }

    private byte[] xml(Ticket ticket, String method) {
        XmlText xml = XmlText.document().open("Order").element("OrderID", ticket.number()).element("Dealer", dealer())
                .element("ServiceLevel", method);
        Address to = ticket.shipTo();
        xml.open("ShipTo").element("Name", to.name()).element("Company", to.company()).element("Address1", to.line1())
                .element("Address2", to.line2()).element("City", to.city()).element("State", to.state()).element("Zip", to.postalCode())
                .element("Country", to.country()).element("Email", to.email()).element("Phone", to.phone()).close();
        xml.open("LineItems");
        ticket.items().forEach(item -> item(xml, item));
        return xml.close().close().bytes();
    }

    private static void item(XmlText xml, TicketItem item) {
        xml.open("LineItem").element("LineItemID", item.name()).element("SKU", item.article())
                .element("Quantity", String.valueOf(item.quantity())).open("Assets");
        for (TicketFile file : item.files()) {
            xml.open("Asset").element("URL", file.url()).element("MD5", file.artwork().md5())
                    .element("Bytes", String.valueOf(file.artwork().bytes())).close();
        }
        xml.close().close();
    }
}
