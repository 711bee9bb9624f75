package dev.pressroom.workflows;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.process.StepResult;

import io.temporal.activity.ActivityInterface;

/** The way out to printers. Each is idempotent under the job's key; an unknown outcome is a result, not an error. */
@ActivityInterface(namePrefix = "Printer_")
public interface PrinterActivities {

    StepResult submit(JobKey job, String printer);

    StepResult lookUp(JobKey job, String printer);

    StepResult cancel(JobKey job, String printer);

    /** @param address version of the address in the record */
    StepResult readdress(JobKey job, String printer, int address);
}
