package dev.pressroom.workflows;

import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.process.Answer;
import dev.pressroom.orders.process.Command;
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

    /** The update that takes a command: the command's name with a small first letter. */
    static String update(Command command) {
        String name = command.getClass().getSimpleName();
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    @WorkflowMethod(name = "Order")
    void run(Start start);

    /** Facts from the inbox. A fact that was applied already changes nothing; none at all means: look at your deadlines. */
    @SignalMethod(name = "facts")
    void facts(List<Delivery> batch);

    // Commands. Each answers at once when decided, else after some seconds that a printer's answer is awaited.

    @UpdateMethod
    Answer cancel(Command.Cancel command);

    @UpdateValidatorMethod(updateName = "cancel")
    void checkCancel(Command.Cancel command);

    @UpdateMethod
    Answer hold(Command.Hold command);

    @UpdateValidatorMethod(updateName = "hold")
    void checkHold(Command.Hold command);

    @UpdateMethod
    Answer release(Command.Release command);

    @UpdateValidatorMethod(updateName = "release")
    void checkRelease(Command.Release command);

    @UpdateMethod
    Answer changeAddress(Command.ChangeAddress command);

    @UpdateValidatorMethod(updateName = "changeAddress")
    void checkChangeAddress(Command.ChangeAddress command);

    @UpdateMethod
    Answer reroute(Command.Reroute command);

    @UpdateValidatorMethod(updateName = "reroute")
    void checkReroute(Command.Reroute command);

    @UpdateMethod
    Answer reprint(Command.Reprint command);

    @UpdateValidatorMethod(updateName = "reprint")
    void checkReprint(Command.Reprint command);

    @UpdateMethod
    Answer retry(Command.Retry command);

    @UpdateValidatorMethod(updateName = "retry")
    void checkRetry(Command.Retry command);

    @UpdateMethod
    Answer resolve(Command.Resolve command);

    @UpdateValidatorMethod(updateName = "resolve")
    void checkResolve(Command.Resolve command);

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
}
