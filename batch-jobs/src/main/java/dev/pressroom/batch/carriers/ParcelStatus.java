package dev.pressroom.batch.carriers;

/** What a scan says about where a parcel is. */
public enum ParcelStatus {
    ANNOUNCED, ACCEPTED, IN_TRANSIT, CUSTOMS, OUT_FOR_DELIVERY, DELAYED, ATTEMPT_FAILED, READY_FOR_PICKUP, DELIVERED, REFUSED, RETURNING, RETURNED,
    /** The carrier gave it up. */
    LOST
}
