package dev.pressroom.printers;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of printer speaks. A dialect implements only the verbs its printers have; a verb that is absent is refused cleanly by whoever
 * asks, never by throwing. Instances are made per profile, hold no state, and are safe for many threads.
 */
public interface Dialect {

    /** Writes a job's ticket. The same ticket gives the same bytes. */
    interface Submits extends Dialect {
        Step<Outcome> submit(Ticket ticket, Context context);

        /** Every name of the ticket by which the printer may speak of it: to be stored with the attempt before the ticket is handed over. */
        default Set<Ref> references(Ticket ticket) {
            Set<Ref> references = new TreeSet<>();
            references.add(new Ref(Ref.Kind.KEY, ticket.name()));
            ticket.items().forEach(item -> references.add(new Ref(Ref.Kind.ITEM, item.name())));
            return references;
        }

        /** Whether the printer answers a repeat of this ticket, whenever it comes, with the job that the first one made. */
        default boolean keyed(Ticket ticket, Context context) {
            return submit(ticket, context) instanceof Step.Ask<Outcome>(Send.HttpCall call, var _) && call.repeat() == Send.Repeat.KEYED;
        }
    }

    /** Finds out whether the printer has the job that these references name. */
    interface LooksUp extends Dialect {
        Step<Found> lookUp(Set<Ref> refs);
    }

    /** Asks to cancel; an empty {@code part} means the whole job. */
    interface Cancels extends Dialect {
        Step<Change> cancel(Set<Ref> refs, List<ItemQuantity> part, Context context);
    }

    interface Readdresses extends Dialect {
        Step<Change> readdress(Set<Ref> refs, Address address);
    }

    /** The one poller per printer: what changed since the cursor (null at first), as messages for {@link Reads}. */
    interface Lists extends Dialect {
        Step<Page> changesSince(@Nullable String cursor, Instant now);
    }

    /** Reads whatever the printer sends, and what a hint made us fetch. */
    interface Reads extends Dialect {
        Decoded read(Inbound message);

        /** Fetches the job that a hint names, as a message for {@link #read}; a dialect without hints has nothing to fetch. */
        default @Nullable Step<Page> reread(Ref hint, Instant now) {
            return null;
        }
    }

    /**
     * @param callbackUrl where the printer may call us back, with its token; null when it does not call
     * @param now the time of the activity; dialects have no clock
     */
    record Context(@Nullable String callbackUrl, Instant now) {}

    /**
     * Messages to take in, and the cursor to go on from.
     *
     * @param more asks for another page at once
     * @param problem why the printer could not be asked now (then there are no messages and the cursor is the old one); null when it answered,
     *        also when it answered that there is nothing
     */
    record Page(List<Inbound> messages, @Nullable String cursor, boolean more, @Nullable String problem) {

        public Page {
            messages = List.copyOf(messages);
        }

        public static Page notAsked(@Nullable String cursor, String problem) {
            return new Page(List.of(), cursor, false, problem);
        }
    }
}
