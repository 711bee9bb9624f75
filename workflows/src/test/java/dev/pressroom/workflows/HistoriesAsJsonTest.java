package dev.pressroom.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.process.Histories;
import dev.pressroom.orders.process.Input;
import dev.pressroom.orders.process.Snapshot;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Invariant 5 with the form that the record and Temporal keep: an order that is written and read between any two decisions goes on as if never interrupted. */
class HistoriesAsJsonTest {

    private static final int HISTORIES = 2_000;

    /** What is read is what was written; so what is decided from it is the same too. */
    private static final Histories.Wire JSON = new Histories.Wire() {
        @Override
        public Snapshot through(Snapshot state) {
            Snapshot read = OrderJson.read(OrderJson.write(state), Snapshot.class);
            assertThat(read).isEqualTo(state);
            return read;
        }

        @Override
        public Input through(Input input) {
            Input read = OrderJson.read(OrderJson.write(input), Input.class);
            assertThat(read).isEqualTo(input);
            return read;
        }
    };

    @Test
    void goesOnFromWhatWasWrittenAtAnyMomentAsIfNeverInterrupted() {
        long first = new Random().nextLong();
        for (long seed = first; seed < first + HISTORIES; seed++) {
            try {
                assertThat(Histories.violations(seed, JSON)).isEmpty();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("a history does not go on from its JSON, seed " + seed, e);
            }
        }
    }
}
