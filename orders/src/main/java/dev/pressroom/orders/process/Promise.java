package dev.pressroom.orders.process;

import java.time.Instant;
import java.util.List;

/**
 * When the customer has everything, as far as is known now.
 *
 * @param reasons in words, what the interval is made from
 */
public record Promise(Instant earliest, Instant latest, List<String> reasons) {

    public Promise {
        reasons = reasons == null ? List.of() : List.copyOf(reasons);
    }
}
