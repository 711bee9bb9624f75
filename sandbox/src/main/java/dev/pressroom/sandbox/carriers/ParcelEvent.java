package dev.pressroom.sandbox.carriers;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;

/** What happens at the carrier: one line of its journal each. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "event")
sealed interface ParcelEvent {

    record Accepted(String number, String country, String zip, Instant at) implements ParcelEvent {}

    record Scanned(String number, ScanCode code, Instant at) implements ParcelEvent {}

    /** A file was dropped with all scans up to this line of the journal. */
    record Dropped(String file, long upTo, Instant at) implements ParcelEvent {}
}
