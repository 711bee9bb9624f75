package dev.pressroom.storage.orders;

import java.time.Instant;

/** What became of an order that was sent in. */
public sealed interface Placement {

    /** Stored now. */
    record Placed(Instant placedAt) implements Placement {}

    /** The same order was stored before, at that time; nothing changed. */
    record Same(Instant placedAt) implements Placement {}

    /** Another order has this id, of this shop or of another; nothing changed. */
    record Different() implements Placement {}
}
