package dev.pressroom.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which files of a folder have stopped growing: those whose size and time stamp stayed the same, from poll to poll and by our clock, for as long
 * as it takes. A stamp is only compared with itself, so one that the sender kept from the original, or a server's wrong clock, misleads
 * nobody. For one thread.
 */
final class Growth {

    private final @Nullable Duration settle;
    private final Clock clock;
    private Map<String, Seen> before = new HashMap<>();
    private Map<String, Seen> now = new HashMap<>();

    private record Seen(long size, long stamp, Instant since) {}

    /** @param settle null when files appear whole */
    Growth(@Nullable Duration settle, Clock clock) {
        this.settle = settle;
        this.clock = clock;
    }

    /** A poll begins; what the last one did not see any more is forgotten. */
    void begin() {
        before = now;
        now = new HashMap<>();
    }

    boolean ended(String name, long size, long stamp) {
        if (settle == null) {
            return true;
        }
        Instant at = clock.instant();
        Seen last = before.get(name);
        Seen seen = last != null && last.size() == size && last.stamp() == stamp ? last : new Seen(size, stamp, at);
        now.put(name, seen);
        return !at.isBefore(seen.since().plus(settle));
    }
}
