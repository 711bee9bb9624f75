package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Ledger.Entry;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did. The numbers are this run's own: an earlier run's part of a file does not count again.
 *
 * @param framework what Spring Batch itself took of the run, as far as one writer tells; zero with several, who wait for each other
 */
public record Result(Outcome outcome, long run, Totals totals, List<LoadedFile> files, Duration framework) {

    /** @param files loaded to their end in this run */
    public record Totals(long files, long rows, long events, long rejects, long facts) {

        @Override
        public String toString() {
            return "files %d, rows %d, events %d, rejects %d, facts %d".formatted(files, rows, events, rejects, facts);
        }
    }

    /** @param after the ledger as the run left it */
    record LoadedFile(SeenFile seen, @Nullable Entry after) {

        boolean finished() {
            return seen.verdict() == SeenFile.Verdict.LOAD && after != null && after.state() == Ledger.State.LOADED;
        }

        /** To be loaded, and not at its end. */
        boolean unfinished() {
            return seen.verdict() == SeenFile.Verdict.LOAD && !finished();
        }
    }
}
