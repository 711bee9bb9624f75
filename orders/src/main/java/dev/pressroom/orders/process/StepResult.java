package dev.pressroom.orders.process;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a step. Codes only; texts are in the record. */
public sealed interface StepResult {

    /** The items of the order, divided among printers; one assignment becomes one job. */
    record Chosen(List<Assignment> assignments) implements StepResult {
        public Chosen {
            assignments = List.copyOf(assignments);
        }
    }

    /** @param why what spoke for this printer and against the others, in words */
    record Assignment(String printer, List<ItemQuantity> items, Clocks clocks, @Nullable String why) {
        public Assignment(String printer, List<ItemQuantity> items, Clocks clocks) {
            this(printer, items, clocks, null);
        }

        String because() {
            return why == null ? "" : ", since " + why;
        }
    }

    record NoPrinter(String code) implements StepResult {}

    record Prepared() implements StepResult {}

    /** @param about the item or photo, never a person */
    record NotPrepared(AttentionCode code, String about) implements StepResult {}

    /**
     * @param until when a deferred submit may be tried again, if the printer said so
     * @param printerJob the printer's own id of the job, if it gave one
     */
    record Submission(Kind kind, @Nullable String code, @Nullable Fault fault, @Nullable Instant until, @Nullable String printerJob)
            implements
                StepResult {
        /** How a submit can end. */
        public enum Kind {
            ACCEPTED, RECEIVED, REJECTED, DEFERRED, UNKNOWN
        }
    }

    record LookedUp(Kind kind, @Nullable String code, @Nullable String printerJob) implements StepResult {
        /** What a look-up can say. */
        public enum Kind {
            ACCEPTED, RECEIVED, REJECTED, NOT_THERE, UNDECIDED
        }
    }

    /** How a printer took a cancellation or a change of address. */
    record CancelAnswer(Kind kind, @Nullable String code) implements StepResult {
        /** How a printer can take it. */
        public enum Kind {
            AGREED, ASKED, REFUSED, UNDECIDED
        }
    }

    /** The step could not be carried out within its time: its outcome is unknown. */
    record Failed(String code) implements StepResult {}

    /** A code for people and the record. */
    default String brief() {
        return switch (this) {
            case Failed(String code) -> code;
            case NoPrinter(String code) -> code;
            case Chosen chosen -> "CHOSEN";
            case Prepared prepared -> "PREPARED";
            case NotPrepared notPrepared -> notPrepared.code().name();
            case Submission submission -> submission.kind().name();
            case LookedUp lookedUp -> lookedUp.kind().name();
            case CancelAnswer answer -> answer.kind().name();
        };
    }
}
