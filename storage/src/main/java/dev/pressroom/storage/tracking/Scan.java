package dev.pressroom.storage.tracking;

import java.time.Instant;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One scan of a parcel as a carrier's file tells it, decoded.
 *
 * @param line physical line in the file, from 1
 * @param saidAt local time as printed: part of the event's key
 * @param said the same as the carrier's text
 * @param occurredAt derived from {@code saidAt} by the zone rule
 * @param rank decides between scans of the same instant, the higher wins; from 100 on it settles the parcel
 * @param fact name of the fact, for example {@code ParcelDelivered}; null when the scan is no milestone
 * @param place what the zone was looked up by; null when there was nothing to look up
 * @param replaces number that the parcel had before it got a new label
 */
public record Scan(long line, String number, LocalDateTime saidAt, String said, String scanCode, String depot, Instant occurredAt,
        String zoneRule, String status, int rank, @Nullable String fact, @Nullable String country, @Nullable String place,
        @Nullable String replaces) {

    /** Status of a scan whose code the carrier's profile does not know: kept and counted, never raises a parcel. */
    public static final String UNMAPPED = "UNMAPPED";
}
