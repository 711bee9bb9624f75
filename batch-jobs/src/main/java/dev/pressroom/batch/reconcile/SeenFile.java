package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.reconcile.Ledger.Entry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a run made of a file in the drop.
 *
 * @param ledger as it stood when the run found the file, for {@link Verdict#LOAD}, {@link Verdict#DUPLICATE}, {@link Verdict#EARLIER} and
 *         {@link Verdict#BAD}; null when there was no reason or no way to read it
 */
record SeenFile(DropFile file, Verdict verdict, @Nullable Entry ledger, @Nullable String problem) {

    enum Verdict {
        /** New, or begun by an earlier run: to be loaded from the ledger's position on. */
        LOAD,
        /** The same bytes were loaded before. */
        DUPLICATE,
        /** Loaded by an earlier run, of which no report tells. */
        EARLIER,
        /** No byte in it. */
        EMPTY,
        /** Not what the profile describes. */
        BAD,
        /** The folder, the bucket or the network did not give it. */
        UNREAD, WAITING, IGNORED
    }

    /** Of a file that is to be loaded, or was. */
    Entry entry() {
        return Objects.requireNonNull(ledger);
    }
}
