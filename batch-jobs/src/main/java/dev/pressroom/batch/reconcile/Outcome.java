package dev.pressroom.batch.reconcile;

/** How a run ended, as an exit code that a scheduler can act on. */
public enum Outcome {
    OK(0),
    /** Something of ours or of the machine: run again, it continues where it stopped. */
    FAILED(1),
    /** A carrier's profile cannot be used: a person is needed, no repetition helps. The other carriers were loaded. */
    MISCONFIGURED(2),
    /** A file that cannot be read as the carrier's, or too many rejects. The other files were loaded. */
    BAD_DATA(3),
    /** Nothing to read from: no drop folder, or not the file that was asked for. */
    NOT_THERE(4),
    /** Another run holds a carrier; carriers that were free were loaded. */
    BUSY(5),
    /** Asked to stop, and stopped between two chunks: run again, it continues there. */
    STOPPED(143);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
