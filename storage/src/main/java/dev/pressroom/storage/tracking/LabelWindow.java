package dev.pressroom.storage.tracking;

import java.time.Duration;

/** Scans from {@code before} to {@code after} around the making of the label belong to that parcel, since carriers use numbers again. */
public record LabelWindow(Duration before, Duration after) {

    /** For carriers whose profile is not known. */
    static final LabelWindow USUAL = new LabelWindow(Duration.ofDays(1), Duration.ofDays(120));
}
