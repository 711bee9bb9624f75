package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did. The numbers are this run's own: an earlier run's part of a file does not count again.
 *
 * @param files those of the drop, and those that an earlier run loaded without a report
 * @param problems of the carriers that were left out
 * @param framework what Spring Batch itself took of the run, as far as one writer tells; zero with several, who wait for each other
 */
public record Result(Outcome outcome, long run, Totals totals, List<LoadedFile> files, List<String> problems, Duration framework) {

    /** @param files loaded to their end in this run */
    public record Totals(long files, long rows, long events, long rejects, long facts) {

        @Override
        public String toString() {
            return "files %d, rows %d, events %d, rejects %d, facts %d".formatted(files, rows, events, rejects, facts);
        }
    }

    /** @param after the ledger as the run left it */
    record LoadedFile(SeenFile seen, @Nullable Entry after) {

        /** The report tells of its rows. */
        boolean told() {
            return after != null && (seen.verdict() == Verdict.LOAD || seen.verdict() == Verdict.EARLIER);
        }

        boolean finished() {
            return is(Verdict.LOAD, Ledger.State.LOADED);
        }

        boolean bad() {
            return seen.verdict() == Verdict.BAD || is(Verdict.LOAD, Ledger.State.BAD);
        }

        /** To be loaded, and the machine or the network did not let it come to its end. */
        boolean unfinished() {
            return seen.verdict() == Verdict.UNREAD || (seen.verdict() == Verdict.LOAD && !finished() && !bad());
        }

        private boolean is(Verdict verdict, Ledger.State state) {
            return seen.verdict() == verdict && after != null && after.state() == state;
        }
    }
}
