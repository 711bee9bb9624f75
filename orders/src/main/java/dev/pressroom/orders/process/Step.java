package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Something to be carried out for an order. A step is outstanding in the snapshot until its result came back under its id. */
public sealed interface Step {

    /** Unique within the order for ever. */
    String id();

    /** Fetches the photos while the order may still be changed, so that a missing one is noticed early. */
    record CheckArtwork(String id) implements Step {}

    /**
     * Which printer makes which items, by the routing policy.
     *
     * @param job a job that goes to one printer as a whole; 0 when the items may be divided into new jobs
     * @param without printers that had their chance
     * @param only the printer that a person wants; null leaves it to the policy
     * @param reprintOf the job that is printed again; 0 when this is the first time
     * @param why what was wrong with that one
     * @param command whose answer waits for it
     */
    record ChoosePrinter(String id, List<ItemQuantity> items, int job, SortedSet<String> without, @Nullable String only, int reprintOf,
            Command.Reprint.@Nullable Why why, @Nullable String command) implements Step {
        public ChoosePrinter {
            items = items == null ? List.of() : List.copyOf(items);
            without = without == null ? new TreeSet<>() : new TreeSet<>(without);
        }

        public ChoosePrinter(String id, List<ItemQuantity> items) {
            this(id, items, 0, new TreeSet<>(), null, 0, null, null);
        }
    }

    /** Print-ready files of one job for the printer that was chosen. */
    record PrepareArtwork(String id, JobKey job, String printer) implements Step {}

    record SubmitJob(String id, JobKey job, String printer) implements Step {}

    record LookUpJob(String id, JobKey job, String printer) implements Step {}

    record CancelAtPrinter(String id, JobKey job, String printer) implements Step {}

    /** @param address version of the address in the record */
    record ReaddressJob(String id, JobKey job, String printer, int address) implements Step {}

    /** The job that it is about; 0 when it is about the order. */
    default int jobNumber() {
        return switch (this) {
            case CheckArtwork check -> 0;
            case ChoosePrinter choose -> choose.job();
            case PrepareArtwork prepare -> prepare.job().job();
            case SubmitJob submit -> submit.job().job();
            case LookUpJob lookUp -> lookUp.job().job();
            case CancelAtPrinter cancel -> cancel.job().job();
            case ReaddressJob readdress -> readdress.job().job();
        };
    }

    /** Whether a printer is being spoken to: then nobody knows yet how its attempt stands. */
    default boolean atPrinter() {
        return switch (this) {
            case CheckArtwork check -> false;
            case ChoosePrinter choose -> false;
            case PrepareArtwork prepare -> false;
            case SubmitJob submit -> true;
            case LookUpJob lookUp -> true;
            case CancelAtPrinter cancel -> true;
            case ReaddressJob readdress -> true;
        };
    }
}
