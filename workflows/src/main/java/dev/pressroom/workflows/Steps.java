package dev.pressroom.workflows;

import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;

/** How the workflow carries out steps: which activity, on which queue, with which time limits. */
final class Steps {

    /** A blip of the database never fails a workflow: local activities are retried for as long as an order may live. */
    private static final LocalActivityOptions LOCAL = LocalActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(5))
            .setScheduleToCloseTimeout(Duration.ofDays(365)).setLocalRetryThreshold(Duration.ofSeconds(5))
            .setRetryOptions(
                    RetryOptions.newBuilder().setInitialInterval(Duration.ofMillis(200)).setMaximumInterval(Duration.ofMinutes(5)).build())
            .build();

    /** A killed worker is noticed after this; activities beat every few seconds once they last longer than that. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private final RecordActivities record = Workflow.newLocalActivityStub(RecordActivities.class, LOCAL);

    RecordActivities record() {
        return record;
    }

    /** The result comes as a value, also when the activity failed for good. */
    Promise<StepResult> run(String orderId, Step step) {
        return switch (step) {
            case Step.ChoosePrinter choose -> settled(() -> record.choosePrinter(orderId, choose));
            case Step.CheckArtwork check -> {
                ArtworkActivities artwork = artwork("check the photos");
                yield settled(() -> artwork.check(orderId));
            }
            case Step.PrepareArtwork prepare -> {
                ArtworkActivities artwork = artwork("prepare artwork for " + prepare.printer());
                yield settled(() -> artwork.prepare(prepare.job(), prepare.printer()));
            }
            case Step.SubmitJob submit -> {
                PrinterActivities printer = printer("submit to " + submit.printer() + ", attempt " + submit.job().attempt());
                yield settled(() -> printer.submit(submit.job(), submit.printer()));
            }
            case Step.LookUpJob lookUp -> {
                PrinterActivities printer = printer("look up at " + lookUp.printer() + ", attempt " + lookUp.job().attempt());
                yield settled(() -> printer.lookUp(lookUp.job(), lookUp.printer()));
            }
            case Step.CancelAtPrinter cancel -> {
                PrinterActivities printer = printer("cancel at " + cancel.printer());
                yield settled(() -> printer.cancel(cancel.job(), cancel.printer()));
            }
            case Step.ReaddressJob readdress -> {
                PrinterActivities printer = printer("change the address at " + readdress.printer());
                yield settled(() -> printer.readdress(readdress.job(), readdress.printer(), readdress.address()));
            }
        };
    }

    private static ArtworkActivities artwork(String summary) {
        return Workflow.newActivityStub(ArtworkActivities.class,
                options(summary, OrderWorkflow.TASK_QUEUE, Duration.ofMinutes(10), Duration.ofHours(6)));
    }

    private static PrinterActivities printer(String summary) {
        return Workflow.newActivityStub(PrinterActivities.class,
                options(summary, OrderWorkflow.PRINTERS_TASK_QUEUE, Duration.ofSeconds(60), Duration.ofMinutes(30)));
    }

    private static ActivityOptions options(String summary, String queue, Duration startToClose, Duration scheduleToClose) {
        return ActivityOptions.newBuilder().setTaskQueue(queue).setStartToCloseTimeout(startToClose)
                .setScheduleToCloseTimeout(scheduleToClose).setHeartbeatTimeout(HEARTBEAT).setSummary(summary)
                .setRetryOptions(RetryOptions.newBuilder().setInitialInterval(Duration.ofSeconds(1))
                        .setMaximumInterval(Duration.ofMinutes(1)).build())
                .build();
    }

    private static Promise<StepResult> settled(Supplier<StepResult> call) {
        return Async.function(() -> {
            try {
                return call.get();
            } catch (ActivityFailure failure) {
                return new StepResult.Failed(failure.getRetryState().name());
            }
        });
    }
}
