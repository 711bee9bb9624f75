package dev.pressroom.orders.facts;

import dev.pressroom.orders.Fault;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a printer can tell about a job. Codes are ours or the printer's short code, at most 80 characters; free text stays in the record. */
public sealed interface PrinterEvent {

    /** The printer has it; it may still refuse it. */
    record JobReceived() implements PrinterEvent {}

    /** The printer will make it. */
    record JobAccepted() implements PrinterEvent {}

    record JobRejected(Fault fault, String code) implements PrinterEvent {}

    record JobHeld(String code) implements PrinterEvent {}

    record JobReleased() implements PrinterEvent {}

    /** @param until the printer's new promise, if it gave one */
    record JobDelayed(@Nullable Instant until) implements PrinterEvent {}

    record ArtworkNotFetched(String code) implements PrinterEvent {}

    record JobInProduction() implements PrinterEvent {}

    record JobPrinted() implements PrinterEvent {}

    /**
     * A parcel left.
     *
     * @param shipment the printer's id of the shipment, or the tracking number, or, if it gave neither, a name made from the job
     * @param carrier our carrier id by the profile's map; null when unknown
     * @param carrierSaid the carrier's name as the printer said it
     * @param trackingNumber normalised; null when the parcel is not tracked
     */
    record ItemsShipped(String shipment, @Nullable String carrier, @Nullable String carrierSaid, @Nullable String trackingNumber)
            implements
                PrinterEvent {}

    record ShipmentVoided(String shipment) implements PrinterEvent {}

    record DeliveryReported(String shipment) implements PrinterEvent {}

    record ItemsCancelled() implements PrinterEvent {}

    record JobCancelled() implements PrinterEvent {}

    record CancelRefused(String code) implements PrinterEvent {}

    record AddressChanged() implements PrinterEvent {}

    record ChangeRefused(String code) implements PrinterEvent {}

    record JobFailed(Fault fault, String code) implements PrinterEvent {}

    /** A status that the dialect does not know: kept as said, shown, never guessed. */
    record Unmapped(String code) implements PrinterEvent {}
}
