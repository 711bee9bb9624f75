package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dialect {@code prodigi}. */
public final class Prodigi implements Dialect.Submits, Dialect.LooksUp, Dialect.Cancels, Dialect.Readdresses, Dialect.Lists, Dialect.Reads {

    /** Setting: the base URL of the printer's own sandbox, {@code https://api.sandbox.prodigi.com}, for certificates. */
    public static final String SANDBOX_URL = "sandboxUrl";
    /** Setting: the key of that sandbox, by reference. */
    public static final String SANDBOX_TOKEN = "sandboxToken";

    private final CreateOrder create;
    private final ListOrders list;
    private final ReadMessage read;

    public Prodigi(PrinterProfile profile) {
        create = new CreateOrder(profile);
        list = new ListOrders();
        read = new ReadMessage(profile);
    }

    @Override
    public Step<Outcome> submit(Ticket ticket, Context context) {
        return create.submit(ticket, context);
    }

    @Override
    public Step<Found> lookUp(Set<Ref> refs) {
        return FindOrder.lookUp(refs);
    }

    @Override
    public Step<Change> cancel(Set<Ref> refs, List<ItemQuantity> part, Context context) {
        return CancelOrder.cancel(refs, part);
    }

    @Override
    public Step<Change> readdress(Set<Ref> refs, Address address) {
        return ChangeRecipient.readdress(refs, address);
    }

    @Override
    public Step<Page> changesSince(@Nullable String cursor, Instant now) {
        return list.changesSince(cursor, now);
    }

    @Override
    public Decoded read(Inbound message) {
        return read.read(message);
    }

    @Override
    public Step<Page> reread(Ref hint, Instant now) {
        return list.reread(hint, now);
    }
}
