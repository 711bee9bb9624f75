package dev.pressroom.workflows;

import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Decision.Line;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import java.util.Map;

/** Local activities over the record. None reads back what another may have written in the same workflow task, but for the run's own claim. */
@ActivityInterface(namePrefix = "Record_")
public interface RecordActivities {

    /** Claims the order for the run and tells what is known of it. An unknown order is not retryable. */
    Loaded load(String orderId, String runId);

    /**
     * Writes everything that one wake-up decided, in one transaction, keyed by (order, run, version): the same run and version again
     * overwrites; a lower version or another run is answered {@code STALE} and changes nothing.
     */
    Recorded record(Recording recording);

    /** Chooses printers by the routing policy from what is configured and known now. */
    StepResult choosePrinter(String orderId, Step.ChoosePrinter choose);

    /**
     * @param rules version of the order process's rules for this run; a release that does not know them yet gets no snapshot
     * @param snapshot {@link Snapshot#NEW} for an order never decided on
     */
    record Loaded(OrderSummary order, int rules, long version, Snapshot snapshot) {

        /** In place of the rules: this release cannot read the snapshot, so a newer one wrote it. */
        public static final int UNREADABLE = Integer.MAX_VALUE;
    }

    /**
     * @param applied ids of the facts whose effect this version holds
     * @param answers by command id
     */
    record Recording(String orderId, String runId, long version, Snapshot snapshot, List<Line> lines, List<Long> applied,
            Map<String, Answer> answers) {
        public Recording {
            lines = lines == null ? List.of() : List.copyOf(lines);
            applied = applied == null ? List.of() : List.copyOf(applied);
            answers = answers == null ? Map.of() : Map.copyOf(answers);
        }
    }

    /** What became of a recording. */
    enum Recorded {
        DONE, STALE,
        /** Done, and newer rules are in force than those the run loaded. */
        DONE_NEWER_RULES
    }
}
