package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import java.time.Instant;
import java.util.Optional;

/** Port: what the file-drop channel must remember between staging a ticket and renaming it. */
public interface SubmissionLedger {

    /**
     * The ticket lies complete under its temporary name; from now on only the rename decides. Throws when that cannot be remembered, and
     * when the attempt was settled meanwhile (a worker that lost its attempt may still be running): then the ticket is not renamed.
     *
     * @param ticketName the profile's name of the folder, a slash and the file's name, for example {@code
     *        submit/A-1234-1-a1_20261121100000.xml}; only the channel reads it
     */
    void staged(JobKey key, String ticketName);

    /** What {@link #staged} was told, unless it is certain that the printer does not have the attempt. */
    Optional<Staged> stagedTicket(JobKey key);

    /** @param at when it was staged, not later than it really was */
    record Staged(String ticketName, Instant at) {}
}
