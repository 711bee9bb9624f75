package dev.pressroom.sandbox.printers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A job on the printer's own list; the printer prints each of these once, so two of one key are a doubled job. */
public record ReceivedJob(String jobId, Submission submission, Instant receivedAt, Instant changedAt, Stage stage, @Nullable String problem,
        List<ShippedParcel> parcels) {

    static ReceivedJob of(Change.Received received) {
        return new ReceivedJob(received.jobId(), received.submission(), received.at(), received.at(), Stage.RECEIVED, null, List.of());
    }

    /** Our reference for the job, as the printer saw it. */
    public String key() {
        return submission.key();
    }

    public List<OrderedItem> items() {
        return submission.items();
    }

    public boolean cancelled() {
        return stage == Stage.CANCELLED;
    }

    /** Whether the printer printed it, prints it, or may come to print it. */
    public boolean printable() {
        return switch (stage) {
            case RECEIVED, ACCEPTED, IN_PRODUCTION, PRINTED, SHIPPED -> true;
            case ARTWORK_FAILED, REJECTED, CANCELLED -> false;
        };
    }

    ReceivedJob reached(Stage newStage, Instant at) {
        return new ReceivedJob(jobId, submission, receivedAt, at, newStage, problem, parcels);
    }

    ReceivedJob failed(Stage newStage, String reason, Instant at) {
        return new ReceivedJob(jobId, submission, receivedAt, at, newStage, reason, parcels);
    }

    ReceivedJob readdressed(Change.Readdressed change) {
        Submission now = new Submission(submission.key(), submission.reference(), change.ticket(), submission.items(), submission.artwork(),
                change.country(), change.zip());
        return new ReceivedJob(jobId, now, receivedAt, change.at(), stage, problem, parcels);
    }

    ReceivedJob shipped(ShippedParcel parcel, boolean last, Instant at) {
        List<ShippedParcel> all = new ArrayList<>(parcels);
        all.add(parcel);
        return new ReceivedJob(jobId, submission, receivedAt, at, last ? Stage.SHIPPED : stage, problem, List.copyOf(all));
    }
}
