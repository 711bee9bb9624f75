package dev.pressroom.sandbox.printers;

import dev.pressroom.sandbox.simulation.Dice;
import dev.pressroom.sandbox.simulation.Journal;
import dev.pressroom.sandbox.simulation.Journal.Line;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/**
 * The printer's own list: every job it received, how far each is, and what the other side was not told yet.
 *
 * <p>Each change is on the disk before it is visible. A change that the job's stage does not allow (cancelling what is printed) is
 * refused, so that threads which race for a job need no lock of their own.
 */
public final class JobBook implements AutoCloseable {

    /** The list's file in the printer's folder. */
    public static final String JOURNAL = "journal.jsonl";

    /** The job of a submission, and whether it had been there before. */
    public record Taken(ReceivedJob job, boolean repeated) {}

    private final String printerId;
    private final String jobIdPrefix;
    private final Journal<Change> journal;
    private final SequencedMap<String, ReceivedJob> jobs = new LinkedHashMap<>();
    private final Map<String, String> jobIdByReference = new HashMap<>();
    private final List<Change.TurnedAway> turnedAway = new ArrayList<>();
    private final TreeMap<Long, Change> untold = new TreeMap<>();

    JobBook(String printerId, String jobIdPrefix, Journal<Change> journal) {
        this.printerId = printerId;
        this.jobIdPrefix = jobIdPrefix;
        this.journal = journal;
        for (Line<Change> line : journal.replay()) {
            apply(line.number(), line.entry());
        }
    }

    /** The list that a printer keeps or kept in that folder, whether it is open or not. */
    public static List<ReceivedJob> kept(String printerId, Path folder) {
        try (JobBook book = new JobBook(printerId, "", Journal.look(folder.resolve(JOURNAL), Change.class))) {
            return book.received();
        }
    }

    /** Stores a submission as a new job, or finds the job that its reference made before and notes the repeat. */
    public synchronized Taken take(Submission submission, Instant at) {
        String known = jobIdByReference.get(submission.reference());
        if (known != null) {
            write(new Change.TurnedAway(submission.key(), submission.reference(), true, "received before as " + known, at));
            return new Taken(job(known), true);
        }
        long sameKey = jobs.values().stream().filter(job -> job.key().equals(submission.key())).count();
        String jobId = jobIdPrefix + Dice.hex(printerId, submission.key(), Long.toString(sameKey));
        write(new Change.Received(jobId, submission, at));
        return new Taken(job(jobId), false);
    }

    /** Writes the change down if the job's stage allows it; false means that it does not, or not any more. */
    public synchronized boolean record(Change change) {
        if (!allowed(change)) {
            return false;
        }
        write(change);
        return true;
    }

    public synchronized List<ReceivedJob> received() {
        return List.copyOf(jobs.values());
    }

    public synchronized List<Change.TurnedAway> turnedAway() {
        return List.copyOf(turnedAway);
    }

    public synchronized Optional<ReceivedJob> find(String jobId) {
        return Optional.ofNullable(jobs.get(jobId));
    }

    public synchronized List<ReceivedJob> withKey(String key) {
        return jobs.values().stream().filter(job -> job.key().equals(key)).toList();
    }

    /** Whether a submission under this reference was taken or turned away before. */
    public synchronized boolean knowsReference(String reference) {
        return jobIdByReference.containsKey(reference) || turnedAway.stream().anyMatch(it -> it.reference().equals(reference));
    }

    /** What the other side was not told yet, oldest first. */
    synchronized List<Line<Change>> untold() {
        return untold.entrySet().stream().map(it -> new Line<>(it.getKey(), it.getValue())).toList();
    }

    ReceivedJob job(String jobId) {
        return find(jobId).orElseThrow(() -> new IllegalStateException(printerId + " has no job " + jobId));
    }

    private boolean allowed(Change change) {
        return switch (change) {
            case Change.Accepted it -> stageOf(it.jobId()) == Stage.RECEIVED;
            case Change.InProduction it -> stageOf(it.jobId()) == Stage.ACCEPTED;
            case Change.Printed it -> stageOf(it.jobId()) == Stage.IN_PRODUCTION;
            case Change.Shipped it -> stageOf(it.jobId()) == Stage.PRINTED;
            case Change.ArtworkFailed it -> stageOf(it.jobId()) == Stage.RECEIVED;
            case Change.Rejected it -> stageOf(it.jobId()) == Stage.RECEIVED || stageOf(it.jobId()) == Stage.ACCEPTED;
            case Change.Cancelled it -> switch (stageOf(it.jobId())) {
                case RECEIVED, ACCEPTED, ARTWORK_FAILED -> true;
                case IN_PRODUCTION, PRINTED, SHIPPED, REJECTED, CANCELLED -> false;
            };
            case Change.Readdressed it -> switch (stageOf(it.jobId())) {
                case RECEIVED, ACCEPTED, IN_PRODUCTION, ARTWORK_FAILED -> true;
                case PRINTED, SHIPPED, REJECTED, CANCELLED -> false;
            };
            case Change.Received it -> !jobs.containsKey(it.jobId());
            case Change.CancelRefused _ -> true;
            case Change.TurnedAway _ -> true;
            case Change.Told _ -> true;
        };
    }

    private Stage stageOf(String jobId) {
        return job(jobId).stage();
    }

    private void write(Change change) {
        apply(journal.append(change), change);
    }

    private void apply(long line, Change change) {
        switch (change) {
            case Change.Received it -> {
                jobs.put(it.jobId(), ReceivedJob.of(it));
                jobIdByReference.put(it.submission().reference(), it.jobId());
            }
            case Change.Accepted it -> reach(it.jobId(), Stage.ACCEPTED, it.at());
            case Change.InProduction it -> reach(it.jobId(), Stage.IN_PRODUCTION, it.at());
            case Change.Printed it -> reach(it.jobId(), Stage.PRINTED, it.at());
            case Change.Shipped it -> jobs.put(it.jobId(), job(it.jobId()).shipped(it.parcel(), it.last(), it.at()));
            case Change.ArtworkFailed it -> jobs.put(it.jobId(), job(it.jobId()).failed(Stage.ARTWORK_FAILED, it.reason(), it.at()));
            case Change.Rejected it -> jobs.put(it.jobId(), job(it.jobId()).failed(Stage.REJECTED, it.reason(), it.at()));
            case Change.Cancelled it -> reach(it.jobId(), Stage.CANCELLED, it.at());
            case Change.Readdressed it -> jobs.put(it.jobId(), job(it.jobId()).readdressed(it));
            case Change.CancelRefused _ -> {
            }
            case Change.TurnedAway it -> turnedAway.add(it);
            case Change.Told it -> it.lines().forEach(untold::remove);
        }
        if (!(change instanceof Change.Told)) {
            untold.put(line, change);
        }
    }

    private void reach(String jobId, Stage stage, Instant at) {
        jobs.put(jobId, job(jobId).reached(stage, at));
    }

    @Override
    public void close() {
        journal.close();
    }
}
