package dev.pressroom.routes;

import dev.pressroom.orders.JobKey;
import dev.pressroom.printers.Dialect.Page;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Step;
import java.util.List;
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

    /** @param reached whether each send was answered by the printer, and not by "try later" */
    record Ran<R>(Step.Done<R> done, boolean reached) {}

    <R> Ran<R> run(String printerId, @Nullable JobKey key, Step<R> first, Function<String, R> gaveUp) {
        Step<R> step = first;
        boolean reached = true;
        for (int asks = 0; asks < ASKS; asks++) {
            switch (step) {
                case Step.Done<R> done -> {
                    return new Ran<>(done, reached);
                }
                case Step.Ask<R> ask -> {
                    Reply reply = lanes.send(printerId, ask.send(), key);
                    reached &= reached(reply);
                    step = ask.then().apply(reply);
                }
            }
        }
        return switch (step) {
            case Step.Done<R> done -> new Ran<>(done, reached);
            case Step.Ask<R> _ ->
                new Ran<>(Step.Done.of(gaveUp.apply("the dialect of " + printerId + " asked more than " + ASKS + " times")), false);
        };
    }

    static Page nothing(String why) {
        return new Page(List.of(), null, false);
    }

    private static boolean reached(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> answered.status() < 500 && answered.status() != 429;
            case Reply.NotSent _,Reply.Broke _ -> false;
        };
    }
}
