package dev.pressroom.sandbox.carriers;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What a simulated carrier is given.
 *
 * @param folder the carrier's own state, kept over restarts
 * @param customer the customer number that its files are named after
 * @param betweenScans how long a parcel takes from one scan to the next, give or take a third
 * @param night how often a tracking file is dropped; zero means only when asked
 * @param oddRows the probability that a file also holds an odd row, of each kind
 */
public record CarrierSettings(String id, Path folder, long seed, String customer, Duration betweenScans, Duration night, double oddRows) {

    /** A carrier on compressed time, without odd rows. */
    public static CarrierSettings of(String id, Path folder, long seed) {
        return new CarrierSettings(id, folder, seed, "0987654321", Duration.ofSeconds(2), Duration.ofSeconds(5), 0);
    }
}
