package dev.pressroom.orders.routing;

import dev.pressroom.orders.ServiceLevel;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How orders are treated, as people set it; may change while orders run. What was decided with it stays decided.
 *
 * @param grace how long an order may be changed freely after it was placed
 * @param promise by service level, in how many working days (Monday to Friday) the customer has the order; absent means no promise
 * @param weights what counts how much in the choice among printers that can
 * @param tolerance scores that differ by no more count as equal: such printers share the orders
 * @param deferredAfter how long a submit may be put off before another printer is sought
 * @param transit by carrier id, how long a parcel may take
 * @param printers what is known of each printer besides its profile
 */
public record Policy(Grace grace, Map<ServiceLevel, Integer> promise, Weights weights, double tolerance, @Nullable Duration deferredAfter,
        Map<String, Duration> transit, Map<String, Terms> printers) {

    public static final Policy DEFAULT = new Policy(new Grace(Duration.ofMinutes(60), Map.of()), Map.of(), new Weights(1, 1, 1), 0.05,
            Duration.ofMinutes(15), Map.of(), Map.of());

    public Policy {
        promise = Map.copyOf(promise);
        transit = Map.copyOf(transit);
        printers = Map.copyOf(printers);
    }

    /** @param shops by shop, then by service level, where it differs */
    public record Grace(Duration standard, Map<String, Map<ServiceLevel, Duration>> shops) {

        public Duration of(String shop, ServiceLevel service) {
            return shops.getOrDefault(shop, Map.of()).getOrDefault(service, standard);
        }
    }

    /**
     * A printer's score is the sum of its disadvantages, each times its weight: how much dearer it is than the cheapest, as a share; how many
     * working days later than the fastest, in fives; the share of its jobs that went wrong, and by how many days it shipped late, in fives.
     */
    public record Weights(double price, double speed, double performance) {}

    /**
     * @param capacity open jobs that it may have; null means any number
     * @param closed it gets no new jobs
     * @param countries that it is used for, of those it serves; empty means all
     * @param prices per piece by product, in one currency for all printers
     * @param shipping per job
     */
    public record Terms(@Nullable Integer capacity, boolean closed, Set<String> countries, Map<String, Double> prices, double shipping) {

        public static final Terms NONE = new Terms(null, false, Set.of(), Map.of(), 0);
    }

    public Terms terms(String printer) {
        return printers.getOrDefault(printer, Terms.NONE);
    }
}
