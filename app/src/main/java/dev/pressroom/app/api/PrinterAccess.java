package dev.pressroom.app.api;

import java.util.Optional;

/** Port: which printers there are and how they prove who they are. */
public interface PrinterAccess {

    boolean known(String printerId);

    /** The bearer token with which this printer fetches its tickets; empty when it fetches none. */
    Optional<String> claimToken(String printerId);
}
