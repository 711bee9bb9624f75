package dev.pressroom.routes;

import org.jspecify.annotations.Nullable;

/** Port: where each printer's poller goes on. */
public interface Cursors {

    @Nullable
    String get(String printerId);

    void set(String printerId, String cursor);
}
