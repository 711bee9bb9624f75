package dev.pressroom.routes;

import dev.pressroom.printers.Content;

/** Port: tickets that a printer pulls from us. */
public interface Offers {

    /** Keeps the ticket under the reference; the same again changes nothing. */
    void offer(String printerId, String reference, Content.Bytes ticket);
}
