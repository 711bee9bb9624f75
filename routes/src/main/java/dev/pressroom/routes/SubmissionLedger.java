package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import java.util.Optional;

/** Port: what the file-drop channel must remember between staging a ticket and renaming it. */
public interface SubmissionLedger {

    /** The ticket lies complete under its temporary name; from now on only the rename decides. */
    void staged(JobKey key, String ticketName);

    /** The ticket's name if it was staged and its fate is not known yet. */
    Optional<String> stagedTicket(JobKey key);
}
