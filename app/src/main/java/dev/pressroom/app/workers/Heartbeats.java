package dev.pressroom.app.workers;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.client.ActivityCompletionException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Tells Temporal that this process still works on an activity, so that a killed process is noticed in seconds and not by the activity's time
 * limit. Activities shorter than the interval send none.
 */
final class Heartbeats {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final ScheduledExecutorService TIMER = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().name("heartbeats").daemon().factory());

    private Heartbeats() {}

    static <T> T during(Supplier<T> work) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        ScheduledFuture<?> beat = TIMER.scheduleAtFixedRate(() -> {
            try {
                context.heartbeat(null);
            } catch (ActivityCompletionException e) {
                // The workflow no longer waits for it; what is under way is finished all the same, since it is idempotent.
            }
        }, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return work.get();
        } finally {
            beat.cancel(false);
        }
    }
}
