package dev.pressroom.printers;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ServiceLevel;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What became of a submit. Unmapped answers are {@link Unknown}. Texts are for the record, never for Temporal. */
public sealed interface Outcome {

    /** The printer will make it. */
    record Accepted() implements Outcome {}

    /** The printer has it and tells later. */
    record Received() implements Outcome {}

    /** @param code short, ours or the printer's; {@code reason} is what a person reads */
    record Rejected(String code, String reason, Fault fault) implements Outcome {}

    /** Nothing arrived; try again, not before {@code until} when given. */
    record Deferred(@Nullable Instant until, Deferral cause, String reason) implements Outcome {
        public Deferred(@Nullable Instant until, String reason) {
            this(until, Deferral.DEFERRED, reason);
        }
    }

    /** It may have arrived: look up, never submit again blindly. */
    record Unknown(String evidence) implements Outcome {}

    /** Our profile of the printer does not offer what the ticket asks for: the job came to the wrong printer. */
    static Rejected notOffered(PrinterProfile printer, ServiceLevel service) {
        return new Rejected("service.notOffered",
                "printer " + printer.id() + " has no shipping method for " + service
                        + "; add it under 'services' or route the job elsewhere",
                Fault.OURS);
    }

    /** An item without a file, or nothing to make at all, would become a blank product: the ticket is not sent. */
    static Optional<Rejected> notWhole(Ticket ticket) {
        return ticket.items().isEmpty()
                ? Optional.of(new Rejected("items.missing", "the ticket has no items", Fault.OURS))
                : ticket.items().stream().filter(item -> item.files().isEmpty()).findFirst()
                        .map(item -> new Rejected("artwork.missing",
                                "item " + item.itemId() + " has no file; prepare its artwork before it is handed over", Fault.OURS));
    }
}
