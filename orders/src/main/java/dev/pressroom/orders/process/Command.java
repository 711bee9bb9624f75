package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a person asks. Who and why are in the record under the id; a command holds ids, codes and quantities only. */
public sealed interface Command {

    /** The same id again is the same command and gets the same answer. */
    String commandId();

    /** @param job 0 means the whole order */
    record Cancel(String commandId, int job) implements Command {
        public Cancel(String commandId) {
            this(commandId, 0);
        }
    }

    /** Nothing more is handed to a printer until it is released. */
    record Hold(String commandId) implements Command {}

    record Release(String commandId) implements Command {}

    /** @param address version of the new address in the record */
    record ChangeAddress(String commandId, int address) implements Command {}

    /** @param printer null leaves the choice to the routing policy */
    record Reroute(String commandId, int job, @Nullable String printer) implements Command {}

    /**
     * @param items empty means all of the job
     * @param printer null leaves the choice to the routing policy
     */
    record Reprint(String commandId, int job, Why why, List<ItemQuantity> items, @Nullable String printer) implements Command {
        public Reprint {
            items = items == null ? List.of() : List.copyOf(items);
            why = why == null ? Why.OTHER : why;
        }

        /** What was wrong with what was made. */
        public enum Why {
            OTHER, LOST, RETURNED, DAMAGED, MISPRINTED, WRONG_ITEM
        }
    }

    /**
     * Tries at once what waits or was given up.
     *
     * @param job 0 means every job
     */
    record Retry(String commandId, int job) implements Command {}

    /** A person found out how a job really stands. */
    record Resolve(String commandId, int job, How how) implements Command {

        /** How it stands. */
        public enum How {
            /** Settled outside of Pressroom, for example refunded: nothing more is awaited. */
            CLOSED,
            /** The customer has it. */
            DELIVERED,
            /** The printer says that it has it. */
            AT_PRINTER,
            /** The printer says that it never got it. */
            NOT_AT_PRINTER
        }
    }
}
