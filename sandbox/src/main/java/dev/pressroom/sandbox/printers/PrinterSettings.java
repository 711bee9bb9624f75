package dev.pressroom.sandbox.printers;

import java.nio.file.Path;

/**
 * What every simulated printer is given.
 *
 * @param folder the printer's own state: its journal and its files, kept over restarts
 * @param seed same seed, same behaviour towards the same job keys
 */
public record PrinterSettings(String id, Path folder, long seed, Pace pace, Personality personality, Patience patience) {

    /** A printer on compressed time. */
    public static PrinterSettings of(String id, Path folder, long seed, Personality personality) {
        return new PrinterSettings(id, folder, seed, Pace.compressed(), personality, Patience.compressed());
    }
}
