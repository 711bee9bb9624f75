package dev.pressroom.sandbox.bench;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;

/** What an order is measured against: the least that a workflow can be, and the least with one activity. */
final class Yardstick {

    private Yardstick() {}

    /** Does nothing. */
    @WorkflowInterface
    public interface Nothing {
        @WorkflowMethod
        void run();
    }

    /** Has one activity do nothing. */
    @WorkflowInterface
    public interface OneActivity {
        @WorkflowMethod
        void run();
    }

    /** Does nothing. */
    @ActivityInterface(namePrefix = "Yardstick_")
    public interface Act {
        void act();
    }

    /** Nothing, done. */
    public static final class NothingRun implements Nothing {
        @Override
        public void run() {
            // nothing
        }
    }

    /** One activity, done. */
    public static final class OneActivityRun implements OneActivity {
        private final Act act = Workflow.newActivityStub(Act.class,
                ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build());

        @Override
        public void run() {
            act.act();
        }
    }

    /** Nothing, done. */
    public static final class ActDone implements Act {
        @Override
        public void act() {
            // nothing
        }
    }
}
