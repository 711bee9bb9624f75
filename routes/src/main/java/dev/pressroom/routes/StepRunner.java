package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import dev.pressroom.printers.Step;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Interprets a dialect's steps: sends what it asks, and gives it the reply, until it is done. */
final class StepRunner {

    /** No verb of any known printer needs more; a dialect that asks on has a bug and must not call a printer for ever. */
    private static final int ASKS = 20;

    private final Lanes lanes;

    StepRunner(Lanes lanes) {
        this.lanes = lanes;
    }

    <R> Step.Done<R> run(String printerId, @Nullable JobKey key, Step<R> first, Function<String, R> gaveUp) {
        Step<R> step = first;
        for (int asks = 0; asks < ASKS; asks++) {
            switch (step) {
                case Step.Done<R> done -> {
                    return done;
                }
                case Step.Ask<R> ask -> {
                    step = ask.then().apply(lanes.send(printerId, ask.send(), key));
                }
            }
        }
        return switch (step) {
            case Step.Done<R> done -> done;
            case Step.Ask<R> _ ->
                Step.Done.of(gaveUp.apply("the dialect of " + printerId + " asked more than " + ASKS + " times"));
        };
    }
}
