package dev.pressroom.workflows;

import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Status;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.util.List;

/** One order's life. Workflow id {@code order/<orderId>}. A run begins by loading what the record knows, so every run is a resumed one. */
@WorkflowInterface
public interface OrderWorkflow {

    String TASK_QUEUE = "orders";
    /** Submits, look-ups, cancellations: polled by the role {@code routes}. */
    String PRINTERS_TASK_QUEUE = "printers";

    static String id(String orderId) {
        return "order/" + orderId;
    }

    @WorkflowMethod(name = "Order")
    void run(Start start);

    /** Facts from the inbox. A fact that was applied already changes nothing. */
    @SignalMethod(name = "facts")
    void facts(List<Delivery> batch);

    /** Answers at once when decided, else after some seconds that the printer's answer is awaited. */
    @UpdateMethod(name = "cancel")
    Answer cancel(Ask ask);

    @UpdateValidatorMethod(updateName = "cancel")
    void checkCancel(Ask ask);

    @QueryMethod(name = "status")
    Status status();

    /** @param carried facts that an earlier run took over and did not apply */
    record Start(String orderId, List<Delivery> carried) {
        public Start {
            carried = carried == null ? List.of() : List.copyOf(carried);
        }
    }

    /** A fact with its id in the inbox. */
    record Delivery(long factId, Fact fact) {}

    /** @param commandId the same id again is the same command */
    record Ask(String commandId) {}
}
