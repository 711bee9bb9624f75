package dev.pressroom.workflows;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.process.StepResult;

import io.temporal.activity.ActivityInterface;

/** Makes a job's print-ready files. Idempotent: prepared artwork is found by what it is made from. */
@ActivityInterface(namePrefix = "Artwork_")
public interface ArtworkActivities {

    StepResult prepare(JobKey job, String printer);

    /** Fetches and looks at the photos of an order that is not begun yet, so that a missing or broken one is noticed early. */
    StepResult check(String orderId);
}
