package dev.pressroom.printers.siteflow;

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
import dev.pressroom.printers.wire.Gathered;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The dialect {@code site-flow}. */
public final class SiteFlow
        implements
            Dialect.Submits,
            Dialect.LooksUp,
            Dialect.Cancels,
            Dialect.Readdresses,
            Dialect.Lists,
            Dialect.Reads {

    /** Setting: the account at Site Flow that prints. */
    public static final String DESTINATION = "destination";
    /** Setting: the base URL of the submission endpoint, {@code https://orders.oneflow.io}; without it orders go to the profile's own base. */
    public static final String SUBMIT_URL = "submitUrl";
    /** Setting: the code of the component that a single print is, {@code text} if absent. */
    public static final String PRINT_COMPONENT = "printComponent";
    /** Setting: what the account's triggers send as {@code authorization}, by reference. */
    public static final String POSTBACK_TOKEN = "postbackToken";

    private final PrinterProfile profile;
    private final SubmitOrder submit;
    private final FindOrder find;
    private final ReadPostback postback;

    public SiteFlow(PrinterProfile profile) {
        this.profile = profile;
        find = new FindOrder(profile);
        submit = new SubmitOrder(profile, find);
        postback = new ReadPostback(profile);
    }

    @Override
    public Step<Outcome> submit(Ticket ticket, Context context) {
        return submit.submit(ticket, context.now());
    }

    @Override
    public Step<Found> lookUp(Set<Ref> refs) {
        return find.lookUp(refs);
    }

    @Override
    public Step<Change> cancel(Set<Ref> refs, List<ItemQuantity> part, Context context) {
        return ChangeOrder.cancel(refs, part);
    }

    @Override
    public Step<Change> readdress(Set<Ref> refs, Address address) {
        return ChangeOrder.readdress(refs, address);
    }

    @Override
    public Step<Page> changesSince(@Nullable String cursor, Instant now) {
        return ListOrders.page(cursor, now);
    }

    @Override
    public Decoded read(Inbound message) {
        return Gathered.read(message, this::one);
    }

    private Decoded one(Inbound message) {
        return message.channel().equals("poll") || ReadOrder.isOrder(message.body())
                ? new ReadOrder(profile, message).read()
                : postback.read(message);
    }

    @Override
    public @Nullable Step<Page> reread(Ref hint, Instant now) {
        return ListOrders.one(hint, now);
    }
}
