package dev.pressroom.printers.elanders;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.util.List;
import java.util.Set;

/** The dialect {@code elanders}. It has no look-up: what decides is the ledger and the repeated rename. */
public final class Elanders implements Dialect.Submits, Dialect.Cancels, Dialect.Reads {

    /** Setting: the {@code order_type} of every ticket, {@code NORMAL} if absent; other types ask the printer for samples and tests. */
    public static final String ORDER_TYPE = "orderType";

    /** What the profile's {@code statuses} may map a number to. */
    public static final Set<String> STATUS_EVENTS = StatusTable.EVENTS;

    private final DropOrder drop;
    private final DropCancel cancel;
    private final ReadStatus read;

    public Elanders(PrinterProfile profile) {
        drop = new DropOrder(profile);
        cancel = new DropCancel(profile);
        read = new ReadStatus(profile);
    }

    @Override
    public Set<Ref> references(Ticket ticket) {
        Set<Ref> references = Submits.super.references(ticket);
        references.addAll(drop.files(ticket));
        return references;
    }

    @Override
    public Step<Outcome> submit(Ticket ticket, Context context) {
        return drop.submit(ticket);
    }

    @Override
    public Step<Change> cancel(Set<Ref> refs, List<ItemQuantity> part, Context context) {
        return cancel.cancel(refs, part, context);
    }

    @Override
    public Decoded read(Inbound message) {
        return read.read(message);
    }
}
