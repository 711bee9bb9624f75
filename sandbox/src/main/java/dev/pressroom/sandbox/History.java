package dev.pressroom.sandbox;

import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What an order costs at Temporal: events, bytes, and actions as Temporal Cloud counts them (Temporal, "Actions", docs.temporal.io/cloud/actions):
 * a start, a signal, a signal-with-start (one together), an update, a timer, an activity, an upsert of search attributes, and all local activities
 * of one workflow task together.
 */
public record History(int actions, int events, int bytes) {

    /** Of the latest run of a workflow. */
    public static History of(WorkflowClient client, String workflowId) {
        return of(client.fetchHistory(workflowId));
    }

    static History of(WorkflowExecutionHistory history) {
        List<HistoryEvent> events = history.getEvents();
        int actions = 0;
        boolean startedBySignal = events.size() > 1 && events.get(1).getEventType() == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED;
        Set<Long> tasksWithLocalActivities = new HashSet<>();
        for (HistoryEvent event : events) {
            switch (event.getEventType()) {
                case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, EVENT_TYPE_TIMER_STARTED,
                        EVENT_TYPE_ACTIVITY_TASK_SCHEDULED, EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
                        EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED, EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW ->
                    actions++;
                case EVENT_TYPE_MARKER_RECORDED -> {
                    if (event.getMarkerRecordedEventAttributes().getMarkerName().equals("LocalActivity")) {
                        tasksWithLocalActivities.add(event.getMarkerRecordedEventAttributes().getWorkflowTaskCompletedEventId());
                    }
                }
                default -> {
                    // not billed
                }
            }
        }
        int bytes = history.getHistory().getSerializedSize();
        return new History(actions + tasksWithLocalActivities.size() - (startedBySignal ? 1 : 0), events.size(), bytes);
    }
}
