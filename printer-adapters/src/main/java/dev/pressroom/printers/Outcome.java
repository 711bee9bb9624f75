package dev.pressroom.printers;

import dev.pressroom.orders.Fault;
import java.time.Instant;
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
    record Deferred(@Nullable Instant until, String reason) implements Outcome {}

    /** It may have arrived: look up, never submit again blindly. */
    record Unknown(String evidence) implements Outcome {}
}
