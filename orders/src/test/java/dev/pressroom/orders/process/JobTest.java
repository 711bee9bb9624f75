package dev.pressroom.orders.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.ItemQuantity;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobTest {

    private static final Job JOB = new Job(1, List.of(new ItemQuantity("a", 2), new ItemQuantity("b", 1)), List.of(), null, true, false, 0,
            null, null, null, 0);

    private static Shipment parcel(ItemQuantity... items) {
        return new Shipment("p", List.of(items), "dpd", "1", Instant.EPOCH, false, false);
    }

    @Test
    void aParcelHoldsNoMoreOfAnItemThanWasOrdered() {
        assertThat(JOB.contents(parcel(ItemQuantity.allOf("a")))).containsExactly(new ItemQuantity("a", 2));
        assertThat(JOB.contents(parcel(new ItemQuantity("a", 1), ItemQuantity.allOf("b"))))
                .containsExactly(new ItemQuantity("a", 1), new ItemQuantity("b", 1));
    }

    @Test
    void aParcelHoldsNothingThatWasNotOrdered() {
        assertThat(JOB.contents(parcel(ItemQuantity.allOf("?"), new ItemQuantity("b", 0)))).isEmpty();
    }

    @Test
    void aParcelThatNamesNoItemsHoldsAll() {
        assertThat(JOB.contents(parcel())).isEqualTo(JOB.items());
    }
}
