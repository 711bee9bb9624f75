package dev.pressroom.app.tracing;

import dev.pressroom.workflows.OrderWorkflow;
import io.opentelemetry.api.trace.SpanKind;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.unsafe.WorkflowUnsafe;

/** Spans of what workers do for an order: what reaches the workflow, once and not at a replay, and each try of an activity. */
public final class TracedWorkers extends WorkerInterceptorBase {

    @Override
    public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
        return new WorkflowInboundCallsInterceptorBase(next) {
            @Override
            public WorkflowOutput execute(WorkflowInput input) {
                reached("workflow run");
                return super.execute(input);
            }

            @Override
            public void handleSignal(SignalInput input) {
                reached("workflow signal " + input.getSignalName());
                super.handleSignal(input);
            }

            @Override
            public UpdateOutput executeUpdate(UpdateInput input) {
                reached("workflow update " + input.getUpdateName());
                return super.executeUpdate(input);
            }
        };
    }

    /** A moment, since a workflow waits for days within its methods. */
    private static void reached(String what) {
        if (!WorkflowUnsafe.isReplaying()) {
            var _ = OrderTrace.span(orderOf(Workflow.getInfo().getWorkflowId()), what, SpanKind.INTERNAL, () -> what);
        }
    }

    @Override
    public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
        return new ActivityInboundCallsInterceptorBase(next) {
            private String activity = "activity";
            private String order = "";

            @Override
            public void init(ActivityExecutionContext context) {
                activity = "activity " + context.getInfo().getActivityType();
                order = orderOf(context.getInfo().getWorkflowId());
                super.init(context);
            }

            @Override
            public ActivityOutput execute(ActivityInput input) {
                return OrderTrace.span(order, activity, SpanKind.INTERNAL, () -> super.execute(input));
            }
        };
    }

    private static String orderOf(String workflowId) {
        String prefix = OrderWorkflow.id("");
        return workflowId.startsWith(prefix) ? workflowId.substring(prefix.length()) : workflowId;
    }
}
