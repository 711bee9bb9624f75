package dev.pressroom.batch.reconcile;

import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.StepInterruptionPolicy;

/**
 * Asked from any thread, stops the job between two chunks, and what is asked in between. Spring Batch's own shutdown hook is not used since it writes the step's row from a second
 * thread, where it competes with the running chunk for the row's version.
 */
public final class StopSignal implements StepInterruptionPolicy {

    private volatile boolean asked;

    public void ask() {
        asked = true;
    }

    boolean asked() {
        return asked;
    }

    @Override
    public void checkInterrupted(StepExecution step) {
        if (asked) {
            step.setTerminateOnly();
        }
    }
}
