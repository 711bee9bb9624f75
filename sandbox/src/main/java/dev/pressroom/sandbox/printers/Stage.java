package dev.pressroom.sandbox.printers;

/** How far a job has come at the printer. */
public enum Stage {
    RECEIVED, ACCEPTED, IN_PRODUCTION, PRINTED, SHIPPED, ARTWORK_FAILED, REJECTED, CANCELLED
}
