package dev.pressroom.sandbox.simulation;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Inbound;
import dev.pressroom.routes.Cursors;
import dev.pressroom.routes.Inbox;
import org.jspecify.annotations.Nullable;

/** The inbound side of routes that only hand jobs over: messages are taken and not read, nothing is pulled or polled. */
public final class NothingHeard implements Inbox, Cursors {

    @Override
    public Taken take(String printerId, Inbound message) {
        return Taken.STORED;
    }

    @Override
    public void pulled(String printerId, Ref reference) {
        throw new IllegalStateException("nothing is pulled here, but " + printerId + " asked for " + reference);
    }

    @Override
    public @Nullable String get(String printerId) {
        return null;
    }

    @Override
    public void set(String printerId, String cursor) {
        throw new IllegalStateException("nothing is polled here, but " + printerId + " is to remember " + cursor);
    }
}
