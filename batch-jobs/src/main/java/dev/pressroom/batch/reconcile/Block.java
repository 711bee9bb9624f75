package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.storage.tracking.ScanRows;
import java.util.List;
import java.util.Map;

/**
 * Consecutive lines of one file as far as they belong to one writer's part, decoded: the item of the job, committed with the position after them.
 *
 * @param from the ledger's position, {@code fromLine} the number of the line there
 * @param last the file ends here
 * @param rows lines that are neither blank nor a header
 * @param bytes of the file as it lies in the drop, read for this block
 * @param unmapped codes without a status, with the number of their rows
 */
record Block(SeenFile file, int part, long from, long fromLine, long to, long toLine, boolean last, long rows, long bytes,
        ScanRows scans, Map<String, Long> unmapped, List<Reject> rejects) {

    long fileId() {
        return file.entry().fileId();
    }
}
