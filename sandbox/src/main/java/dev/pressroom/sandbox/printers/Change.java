package dev.pressroom.sandbox.printers;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happens at a printer: one line of its journal each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "change")
public sealed interface Change {

    Instant at();

    /** The job it happened to; null when there is none. */
    default @Nullable String jobId() {
        return null;
    }

    /** The ticket is stored: from now on the job exists. */
    record Received(String jobId, Submission submission, Instant at) implements Change {}

    record Accepted(String jobId, Instant at) implements Change {}

    record InProduction(String jobId, Instant at) implements Change {}

    record Printed(String jobId, Instant at) implements Change {}

    record Shipped(String jobId, ShippedParcel parcel, boolean last, Instant at) implements Change {}

    /** An artwork file could not be fetched, or was not what the ticket said. */
    record ArtworkFailed(String jobId, String reason, Instant at) implements Change {}

    record Rejected(String jobId, String reason, Instant at) implements Change {}

    /** The request is the asker's own number for it, where the printer's protocol has one. */
    record Cancelled(String jobId, @Nullable String request, Instant at) implements Change {}

    /** Shipped elsewhere: the ticket with the new address. */
    record Readdressed(String jobId, String ticket, String country, String zip, Instant at) implements Change {}

    record CancelRefused(String key, String request, String reason, Instant at) implements Change {}

    /** A submission that made no job, because it was there before or cannot be read. */
    record TurnedAway(String key, String reference, boolean repeated, String reason, Instant at) implements Change {}

    /** The other side was told about these lines of the journal. */
    record Told(List<Long> lines, Instant at) implements Change {}
}
