package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import java.util.List;

/** Something to be carried out for an order. A step is outstanding in the snapshot until its result came back under its id. */
public sealed interface Step {

    /** Unique within the order for ever. */
    String id();

    /** Which printer makes which items, by the routing policy. */
    record ChoosePrinter(String id, List<ItemQuantity> items) implements Step {}

    /** Print-ready files of one job for the printer that was chosen. */
    record PrepareArtwork(String id, JobKey job, String printer) implements Step {}

    record SubmitJob(String id, JobKey job, String printer) implements Step {}

    record LookUpJob(String id, JobKey job, String printer) implements Step {}

    record CancelAtPrinter(String id, JobKey job, String printer) implements Step {}
}
