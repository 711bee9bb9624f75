package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import java.util.List;

/**
 * Consecutive lines of one file: the item of the job, committed with the position after them.
 *
 * @param fromByte the ledger's position
 * @param last the file ends here
 */
record Block(CarrierProfile carrier, long fileId, long fromByte, long toByte, long toLine, boolean last, List<Line> lines) {

    /** The same after decoding; {@code lines} that were blank are gone. */
    record Decoded(Block block, List<Row> rows) {}
}
