package dev.pressroom.app.relay;

import dev.pressroom.storage.inbox.RelayQueue;
import dev.pressroom.storage.record.OrderRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heals what was lost between the record and Temporal: facts that were sent and never applied are sent again, and open orders without a running
 * workflow get one, which goes on from the record. Doing it twice, or for orders that lack nothing, changes nothing.
 */
final class Redrive {

    private static final Logger LOG = LoggerFactory.getLogger(Redrive.class);

    private final RelayQueue queue;
    private final OrderRecord record;
    private final OrderRuns runs;

    Redrive(RelayQueue queue, OrderRecord record, OrderRuns runs) {
        this.queue = queue;
        this.record = record;
        this.runs = runs;
    }

    /** Queues the facts that were sent before that time and are not applied; answers of how many orders. The relay sends them. */
    int sendAgain(Instant before) {
        int again = queue.sendAgain(before);
        if (again > 0) {
            LOG.info("facts of {} orders were sent and not applied, sending them again", again);
        }
        return again;
    }

    /** Orders that are open and were not touched since that time, after this one, in the order of their ids. */
    List<String> open(Instant before, String after, int most) {
        return record.open(before, after, most);
    }

    /** Starts a run of those that have none; answers which. One that cannot be started holds no other. */
    List<String> startLost(Collection<String> open) {
        Set<String> lost = new HashSet<>(open);
        lost.removeAll(runs.running(open));
        List<String> started = new ArrayList<>();
        for (String orderId : lost.stream().sorted().toList()) {
            try {
                runs.resume(orderId);
                started.add(orderId);
                LOG.info("order {} is open and had no running workflow, started one", orderId);
            } catch (RuntimeException e) {
                LOG.warn("order {} is open, has no running workflow, and none could be started: {}", orderId, e.toString());
            }
        }
        return started;
    }
}
