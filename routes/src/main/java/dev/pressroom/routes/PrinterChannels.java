package dev.pressroom.routes;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.util.List;
import java.util.Set;

/**
 * The way out to all printers: runs the dialect's steps over the printer's transport. Never retries anything that may have arrived; a full,
 * paused or open lane answers at once. A printer that is unknown here is an {@link IllegalArgumentException}: it was chosen from another
 * configuration.
 */
public interface PrinterChannels {

    Step.Done<Outcome> submit(String printerId, Ticket ticket, Dialect.Context context);

    /** Finds the attempt's job at the printer; a printer without look-up answers by the ledger's staged ticket, or stays undecided. */
    Step.Done<Found> lookUp(String printerId, JobKey key, Set<Ref> refs);

    Step.Done<Change> cancel(String printerId, Set<Ref> refs, List<ItemQuantity> part, Dialect.Context context);

    /** Asks the printer to send what it makes elsewhere. */
    Step.Done<Change> readdress(String printerId, Set<Ref> refs, Address address);

    /** Fetches what a hint names and takes it into the inbox; false when the printer could not be asked now. */
    boolean reread(String printerId, Ref hint);
}
