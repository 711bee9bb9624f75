package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.Line;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.storage.tracking.Scan;
import java.util.List;

/**
 * Consecutive lines of one file, decoded: the item of the job, committed with the position after them.
 *
 * @param from the ledger's position
 * @param last the file ends here
 * @param rows lines that are neither blank nor a header
 * @param lines those of {@code scans}, one for one
 */
record Block(CarrierProfile carrier, long fileId, long from, long to, long toLine, boolean last, long rows, List<Scan> scans,
        List<Line> lines, List<Reject> rejects) {}
