package dev.pressroom.printers;

import dev.pressroom.orders.Ref;
import java.util.Set;
import java.util.function.Function;

/** A verb answers with steps, so that several calls are possible: what to send and what to do with the reply, or the result. */
public sealed interface Step<R> {

    record Ask<R>(Send send, Function<Reply, Step<R>> then) implements Step<R> {}

    /** @param learned references the printer gave, to be stored with the attempt */
    record Done<R>(R result, Set<Ref> learned) implements Step<R> {
        public static <R> Done<R> of(R result) {
            return new Done<>(result, Set.of());
        }
    }
}
