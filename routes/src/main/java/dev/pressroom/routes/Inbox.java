package dev.pressroom.routes;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Inbound;

/** Port: where everything that a printer says is stored before it is acknowledged. */
public interface Inbox {

    /**
     * Stores the message and what could be decoded of it in one transaction. The same message again changes nothing. Throws only when it
     * could not be stored: then the sender must not be acknowledged.
     */
    Taken take(String printerId, Inbound message);

    /** A ticket of {@code printerId} offered under {@code reference} was pulled: a fact of its own. */
    void pulled(String printerId, Ref reference);

    /** What became of a message. */
    enum Taken {
        STORED, KNOWN, QUARANTINED
    }
}
