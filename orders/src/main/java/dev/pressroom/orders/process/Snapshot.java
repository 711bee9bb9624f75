package dev.pressroom.orders.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * The whole state of an order, serialisable: taken anywhere and resumed it behaves as if never interrupted.
 *
 * @param outstanding steps whose results are awaited; a resumed order dispatches them again
 * @param steps how many steps were ever made, for their ids
 * @param cancel id of the cancel command that is not settled yet
 * @param cancelled nothing of this order will be made
 * @param trouble what stopped it before there were jobs
 * @param retryAt when the choice of a printer is tried again
 * @param parcels by carrier and number, whether or not their shipment is known yet
 * @param seen short hashes of the keys of all facts applied
 * @param answers of commands by id
 */
public record Snapshot(boolean placed, List<Job> jobs, List<Step> outstanding, int steps, @Nullable String cancel, boolean cancelled,
        @Nullable Attention trouble, @Nullable Instant retryAt, SortedMap<String, ParcelState> parcels, SortedSet<String> seen,
        SortedMap<String, Answer> answers) {

    public static final Snapshot NEW = new Snapshot(false, List.of(), List.of(), 0, null, false, null, null, new TreeMap<>(),
            new TreeSet<>(),
            new TreeMap<>());

    public Snapshot {
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
        outstanding = outstanding == null ? List.of() : List.copyOf(outstanding);
        parcels = parcels == null ? new TreeMap<>() : parcels;
        seen = seen == null ? new TreeSet<>() : seen;
        answers = answers == null ? new TreeMap<>() : answers;
    }

    /** What the carrier said of one parcel: the latest of each kind, so that the order of scans does not matter. */
    public record ParcelState(@Nullable Instant moved, @Nullable Instant delivered, @Nullable Instant returning, @Nullable Instant lost) {
        static final ParcelState NOTHING = new ParcelState(null, null, null, null);

        public boolean isDelivered() {
            return delivered != null && !after(returning, delivered) && !after(lost, delivered);
        }

        boolean isReturning() {
            return returning != null && !after(delivered, returning);
        }

        boolean isLost() {
            return lost != null && !isDelivered() && !isReturning();
        }

        private static boolean after(@Nullable Instant a, @Nullable Instant b) {
            return a != null && (b == null || a.isAfter(b));
        }
    }

    @Nullable
    Job job(int number) {
        return jobs.stream().filter(job -> job.number() == number).findFirst().orElse(null);
    }

    Snapshot with(Job changed) {
        List<Job> next = new ArrayList<>(jobs);
        next.replaceAll(job -> job.number() == changed.number() ? changed : job);
        return withJobs(next);
    }

    Snapshot withJobs(List<Job> next) {
        return new Snapshot(placed, next, outstanding, steps, cancel, cancelled, trouble, retryAt, parcels, seen, answers);
    }

    Snapshot asPlaced() {
        return new Snapshot(true, jobs, outstanding, steps, cancel, cancelled, trouble, retryAt, parcels, seen, answers);
    }

    Snapshot withStep(Step step) {
        List<Step> next = new ArrayList<>(outstanding);
        next.add(step);
        return new Snapshot(placed, jobs, next, steps + 1, cancel, cancelled, trouble, retryAt, parcels, seen, answers);
    }

    Snapshot without(String stepId) {
        return new Snapshot(placed, jobs, outstanding.stream().filter(step -> !step.id().equals(stepId)).toList(), steps, cancel, cancelled,
                trouble, retryAt, parcels, seen, answers);
    }

    Snapshot withCancel(@Nullable String command, boolean done) {
        return new Snapshot(placed, jobs, outstanding, steps, command, done, trouble, retryAt, parcels, seen, answers);
    }

    Snapshot withTrouble(@Nullable Attention next, @Nullable Instant retry) {
        return new Snapshot(placed, jobs, outstanding, steps, cancel, cancelled, next, retry, parcels, seen, answers);
    }

    Snapshot withSeen(String hash) {
        SortedSet<String> next = new TreeSet<>(seen);
        next.add(hash);
        return new Snapshot(placed, jobs, outstanding, steps, cancel, cancelled, trouble, retryAt, parcels, next, answers);
    }

    Snapshot withParcel(String parcel, ParcelState state) {
        SortedMap<String, ParcelState> next = new TreeMap<>(parcels);
        next.put(parcel, state);
        return new Snapshot(placed, jobs, outstanding, steps, cancel, cancelled, trouble, retryAt, next, seen, answers);
    }

    Snapshot withAnswers(Map<String, Answer> more) {
        SortedMap<String, Answer> next = new TreeMap<>(answers);
        next.putAll(more);
        return new Snapshot(placed, jobs, outstanding, steps, cancel, cancelled, trouble, retryAt, parcels, seen, next);
    }
}
