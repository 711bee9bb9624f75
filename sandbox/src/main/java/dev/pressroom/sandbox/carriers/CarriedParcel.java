package dev.pressroom.sandbox.carriers;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A parcel on the carrier's own list, with its scans in the order in which they happened. */
public record CarriedParcel(String number, String country, String zip, Instant acceptedAt, List<Scan> scans) {

    /** One scan, by DPD's code. */
    public record Scan(ScanCode code, Instant at) {}

    public Optional<Instant> deliveredAt() {
        return scans.stream().filter(it -> it.code() == ScanCode.DELIVERED).map(Scan::at).findFirst();
    }

    Optional<ScanCode> next() {
        return Arrays.stream(ScanCode.values()).skip(scans.size()).findFirst();
    }
}
