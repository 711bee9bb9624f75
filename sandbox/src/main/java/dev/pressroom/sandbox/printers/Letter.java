package dev.pressroom.sandbox.printers;

import org.jspecify.annotations.Nullable;

/** What goes out to the other side: news about a job, or something that nobody can read. */
public sealed interface Letter {

    /**
     * One change, to be told in the printer's own form.
     *
     * @param line the change's number in the printer's journal: the same when it is told again
     * @param job the job as it is now; null when the change has none
     */
    record News(long line, Change change, @Nullable ReceivedJob job, boolean repeated) implements Letter {

        News again() {
            return new News(line, change, job, true);
        }

        /** What it is about, the same in every run with the same orders. */
        public String about() {
            String parcel = change instanceof Change.Shipped shipped ? shipped.parcel().number() : "";
            return "%s/%s/%s".formatted(job == null ? "line " + line : job.key(), change.getClass().getSimpleName(), parcel);
        }
    }

    /** A message that cannot be decoded, sent to where the news goes. */
    record Garbage(News near) implements Letter {}
}
