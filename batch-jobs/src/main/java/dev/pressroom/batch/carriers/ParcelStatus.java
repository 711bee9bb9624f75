package dev.pressroom.batch.carriers;

import org.jspecify.annotations.Nullable;

/**
 * What a scan says about where a parcel is.
 *
 * <p>The furthest of a parcel's scans is its status: a scan that {@linkplain #settles settles} the parcel goes before one that does not, then the later
 * one wins, then the higher rank. So an older scan that comes late, or a depot's scan after the delivery, changes nothing, and a parcel that returns
 * after its delivery is returning.
 */
public enum ParcelStatus {
    ANNOUNCED(0, null), ACCEPTED(10, null), IN_TRANSIT(20, null), CUSTOMS(30, null), OUT_FOR_DELIVERY(40, null), DELAYED(50,
            "ParcelDelayed"), ATTEMPT_FAILED(60, "ParcelDelayed"),
    /** Waits at a shop, locker or post office: not delivered, whatever word the carrier has for it. */
    READY_FOR_PICKUP(64, null), REFUSED(66, "ParcelDelayed"),
    /** The carrier gave it up. */
    LOST(68, "ParcelLost"),
    /** The label was voided. */
    CANCELLED(69, null), DELIVERED(110, "ParcelDelivered"), RETURNING(120, "ParcelReturning"), RETURNED(130, "ParcelReturned");

    /** Ranks from here on settle a parcel. */
    public static final int SETTLED = 100;

    private final int rank;
    private final @Nullable String fact;

    ParcelStatus(int rank, @Nullable String fact) {
        this.rank = rank;
        this.fact = fact;
    }

    /** Decides between scans of the same instant, the higher wins. */
    public int rank() {
        return rank;
    }

    public boolean settles() {
        return rank >= SETTLED;
    }

    /** Name of the fact that each such scan is to the order; null when it is no milestone. */
    public @Nullable String fact() {
        return fact;
    }
}
