package dev.pressroom.orders.process;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole state of an order, serialisable: taken anywhere and resumed it behaves as if never interrupted.
 *
 * @param beginAt when its making begins, while it has not
 * @param outstanding steps whose results are awaited; a resumed order dispatches them again
 * @param steps how many steps were ever made, for their ids
 * @param pending commands that are not settled yet
 * @param cancelled nothing of this order will be made
 * @param hold id of the command by which it is held
 * @param trouble what stopped it before there were jobs
 * @param retryAt when that is tried again
 * @param address version of the address that a command set; 0 is the one it was placed with
 * @param told the promise that the customer knows
 * @param parcels by carrier and number, whether or not their shipment is known yet
 * @param seen short hashes of the keys of all facts applied
 * @param answers of commands by id
 */
public record Snapshot(boolean placed, @Nullable Instant beginAt, List<Job> jobs, List<Step> outstanding, int steps, List<Pending> pending,
        boolean cancelled, @Nullable String hold, @Nullable Attention trouble, @Nullable Instant retryAt, int address,
        @Nullable Promise told, SortedMap<String, ParcelState> parcels, SortedSet<String> seen, SortedMap<String, Answer> answers) {

    public static final Snapshot NEW = new Snapshot(false, null, List.of(), List.of(), 0, List.of(), false, null, null, null, 0, null,
            new TreeMap<>(), new TreeSet<>(), new TreeMap<>());

    public Snapshot {
        jobs = jobs == null ? List.of() : List.copyOf(jobs);
        outstanding = outstanding == null ? List.of() : List.copyOf(outstanding);
        pending = pending == null ? List.of() : List.copyOf(pending);
        parcels = parcels == null ? new TreeMap<>() : parcels;
        seen = seen == null ? new TreeSet<>() : seen;
        answers = answers == null ? new TreeMap<>() : answers;
    }

    /** What the carrier said of one parcel: the latest of each kind, so that the order of scans does not matter. */
    public record ParcelState(@Nullable Instant moved, @Nullable Instant delivered, @Nullable Instant returning, @Nullable Instant lost,
            @Nullable Instant silent) {
        static final ParcelState NOTHING = new ParcelState(null, null, null, null, null);

        public boolean isDelivered() {
            return delivered != null && !after(returning, delivered) && !after(lost, delivered);
        }

        boolean isReturning() {
            return returning != null && !after(delivered, returning);
        }

        boolean isLost() {
            return lost != null && !isDelivered() && !isReturning();
        }

        /** No scan came since the carrier's clock ran out. */
        boolean isSilent() {
            return silent != null && !isDelivered() && !isReturning() && !isLost() && !after(moved, silent);
        }

        private static boolean after(@Nullable Instant a, @Nullable Instant b) {
            return a != null && (b == null || a.isAfter(b));
        }
    }

    @Nullable
    Job job(int number) {
        return jobs.stream().filter(job -> job.number() == number).findFirst().orElse(null);
    }

    @Nullable
    Pending pending(@Nullable String command) {
        return pending.stream().filter(one -> one.command().equals(command)).findFirst().orElse(null);
    }

    /** Something is under way for this job. */
    boolean busy(Job job) {
        return outstanding.stream().anyMatch(step -> step.jobNumber() == job.number());
    }

    boolean busyAtPrinter(Job job) {
        return outstanding.stream().anyMatch(step -> step.atPrinter() && step.jobNumber() == job.number());
    }

    boolean choosing() {
        return outstanding.stream().anyMatch(
                step -> step instanceof Step.ChoosePrinter choose && choose.job() == 0 && choose.reprintOf() == 0);
    }

    /** Another printer is being chosen for this job. */
    boolean seeksAnother(Job job) {
        return outstanding.stream().anyMatch(step -> step instanceof Step.ChoosePrinter choose && choose.job() == job.number());
    }

    List<Pending> pending(Pending.Kind kind) {
        return pending.stream().filter(one -> one.kind() == kind).toList();
    }

    boolean changesAddress() {
        return !pending(Pending.Kind.CHANGE_ADDRESS).isEmpty();
    }

    /** Nothing may be handed to a printer now. */
    boolean stopped() {
        return hold != null || changesAddress();
    }

    Snapshot with(Job changed) {
        List<Job> next = new ArrayList<>(jobs);
        next.replaceAll(job -> job.number() == changed.number() ? changed : job);
        return withJobs(next);
    }

    Snapshot withJobs(List<Job> next) {
        return new Snapshot(placed, beginAt, next, outstanding, steps, pending, cancelled, hold, trouble, retryAt, address, told, parcels,
                seen, answers);
    }

    Snapshot asPlaced() {
        return new Snapshot(true, beginAt, jobs, outstanding, steps, pending, cancelled, hold, trouble, retryAt, address, told, parcels,
                seen, answers);
    }

    Snapshot beginningAt(@Nullable Instant at) {
        return new Snapshot(placed, at, jobs, outstanding, steps, pending, cancelled, hold, trouble, retryAt, address, told, parcels, seen,
                answers);
    }

    Snapshot withStep(Step step) {
        List<Step> next = new ArrayList<>(outstanding);
        next.add(step);
        return new Snapshot(placed, beginAt, jobs, next, steps + 1, pending, cancelled, hold, trouble, retryAt, address, told, parcels,
                seen, answers);
    }

    Snapshot without(String stepId) {
        return new Snapshot(placed, beginAt, jobs, outstanding.stream().filter(step -> !step.id().equals(stepId)).toList(), steps, pending,
                cancelled, hold, trouble, retryAt, address, told, parcels, seen, answers);
    }

    Snapshot with(Pending one) {
        List<Pending> next = new ArrayList<>(pending);
        next.removeIf(before -> before.command().equals(one.command()));
        next.add(one);
        return withPending(next);
    }

    Snapshot withPending(List<Pending> next) {
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, next, cancelled, hold, trouble, retryAt, address, told, parcels,
                seen, answers);
    }

    Snapshot asCancelled() {
        return new Snapshot(placed, null, jobs, outstanding, steps, pending, true, null, null, null, address, told, parcels, seen, answers);
    }

    Snapshot withHold(@Nullable String command) {
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, pending, cancelled, command, trouble, retryAt, address, told,
                parcels, seen, answers);
    }

    Snapshot withTrouble(@Nullable Attention next, @Nullable Instant retry) {
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, pending, cancelled, hold, next, retry, address, told, parcels, seen,
                answers);
    }

    Snapshot withAddress(int version) {
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, pending, cancelled, hold, trouble, retryAt, version, told, parcels,
                seen, answers);
    }

    Snapshot withTold(Promise promise) {
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, pending, cancelled, hold, trouble, retryAt, address, promise,
                parcels, seen, answers);
    }

    Snapshot withSeen(String hash) {
        SortedSet<String> next = new TreeSet<>(seen);
        next.add(hash);
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, pending, cancelled, hold, trouble, retryAt, address, told, parcels,
                next, answers);
    }

    Snapshot withParcel(String parcel, ParcelState state) {
        SortedMap<String, ParcelState> next = new TreeMap<>(parcels);
        next.put(parcel, state);
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, pending, cancelled, hold, trouble, retryAt, address, told, next,
                seen, answers);
    }

    Snapshot withAnswer(String command, Answer answer) {
        SortedMap<String, Answer> next = new TreeMap<>(answers);
        next.put(command, answer);
        return new Snapshot(placed, beginAt, jobs, outstanding, steps, pending, cancelled, hold, trouble, retryAt, address, told, parcels,
                seen, next);
    }
}
