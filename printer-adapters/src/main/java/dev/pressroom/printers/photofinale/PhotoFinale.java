package dev.pressroom.printers.photofinale;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.util.Set;

/** The dialect {@code photo-finale}. It has neither look-up nor cancel: a send that nobody knows of waits for the printer's word. */
public final class PhotoFinale implements Dialect.Submits, Dialect.Reads {

    /** Setting: our code, which tells the printer whose order it is. */
    public static final String DEALER = "dealer";
    /** Setting: the printer's own code, which its statuses carry; without it no status is turned away for its {@code DealerCode}. */
    public static final String FULFILLER = "fulfiller";

    private final OfferOrder offer;
    private final ReadStatus read;

    public PhotoFinale(PrinterProfile profile) {
        offer = new OfferOrder(profile);
        read = new ReadStatus(profile);
    }

    @Override
    public Set<Ref> references(Ticket ticket) {
        Set<Ref> references = Submits.super.references(ticket);
        references.add(new Ref(Ref.Kind.ORDER, ticket.number()));
        return references;
    }

    @Override
    public Step<Outcome> submit(Ticket ticket, Context context) {
        return offer.submit(ticket);
    }

    @Override
    public Decoded read(Inbound message) {
        return read.read(message);
    }
}
