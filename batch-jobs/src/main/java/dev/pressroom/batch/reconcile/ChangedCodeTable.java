package dev.pressroom.batch.reconcile;

/** A carrier's code table has other meanings than before under the same version. */
public final class ChangedCodeTable extends RuntimeException {

    ChangedCodeTable(String message) {
        super(message);
    }
}
