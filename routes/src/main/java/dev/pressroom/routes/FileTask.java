package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import dev.pressroom.printers.Send.FileDrop;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file-drop lane can be asked. */
sealed interface FileTask {

    /** @param key the attempt whose ticket this is; null for a command, which the ledger does not know */
    record Drop(FileDrop drop, @Nullable JobKey key) implements FileTask {}

    /** Commits what was staged, once more or for the first time; {@code staged} is what the ledger remembered. */
    record RenameAgain(SubmissionLedger.Staged staged) implements FileTask {}

    /** Deletes temporary files that an attempt left, given the names of its files without extension. */
    record Sweep(Set<String> files) implements FileTask {}
}
