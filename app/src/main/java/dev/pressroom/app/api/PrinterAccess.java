package dev.pressroom.app.api;

import java.util.List;
import java.util.Optional;

/** Port: which printers there are and how they prove who they are. */
public interface PrinterAccess {

    List<Known> all();

    boolean known(String printerId);

    /** The bearer token with which this printer fetches its tickets; empty when it fetches none. */
    Optional<String> claimToken(String printerId);

    /** What this printer's calls back must carry as {@code Authorization}; empty when their address is all that proves them. */
    Optional<String> postbackToken(String printerId);

    /** A configured printer, for people. */
    record Known(String id, String name, String dialect) {}
}
