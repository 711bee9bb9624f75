package dev.pressroom.orders.process;

import java.time.Instant;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A command that is not settled yet.
 *
 * @param jobs whose part is open
 * @param refused why some part was refused
 * @param address the version of the new address; 0 when this is about something else
 * @param asked jobs whose printer took the request and answers later
 * @param retryAt when a printer that could not be asked is asked again
 */
public record Pending(String command, Kind kind, SortedSet<Integer> jobs, @Nullable String refused, int address,
        SortedSet<Integer> asked, Instant since, @Nullable Instant retryAt) {

    /** What it asks. */
    public enum Kind {
        CANCEL, REROUTE, REPRINT, CHANGE_ADDRESS
    }

    public Pending {
        jobs = jobs == null ? new TreeSet<>() : new TreeSet<>(jobs);
        asked = asked == null ? new TreeSet<>() : new TreeSet<>(asked);
    }

    Pending without(int job, @Nullable String refusal) {
        SortedSet<Integer> left = new TreeSet<>(jobs);
        left.remove(job);
        return new Pending(command, kind, left, refusal == null ? refused : refusal, address, asked, since, retryAt);
    }

    Pending asked(int job) {
        SortedSet<Integer> next = new TreeSet<>(asked);
        next.add(job);
        return new Pending(command, kind, jobs, refused, address, next, since, null);
    }

    Pending later(@Nullable Instant at) {
        return new Pending(command, kind, jobs, refused, address, asked, since, at);
    }
}
