package dev.pressroom.sandbox.simulation;

import dev.pressroom.orders.JobKey;
import dev.pressroom.routes.SubmissionLedger;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The names under which tickets were staged, in memory, for routes that run without the record. */
public final class StagedTickets implements SubmissionLedger {

    private final Map<JobKey, Staged> staged = new ConcurrentHashMap<>();
    private final Clock clock;

    public StagedTickets(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void staged(JobKey key, String ticketName) {
        staged.put(key, new Staged(ticketName, clock.instant()));
    }

    @Override
    public Optional<Staged> stagedTicket(JobKey key) {
        return Optional.ofNullable(staged.get(key));
    }
}
