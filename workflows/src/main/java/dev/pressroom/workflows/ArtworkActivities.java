package dev.pressroom.workflows;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.process.StepResult;

import io.temporal.activity.ActivityInterface;

/** Makes a job's print-ready files. Idempotent: prepared artwork is found by what it is made from. */
@ActivityInterface(namePrefix = "Artwork_")
public interface ArtworkActivities {

    StepResult prepare(JobKey job, String printer);

    /** Fetches the photos of an order that is not begun yet, so that a missing one is noticed early; makes nothing of them. */
    StepResult check(String orderId);
}
