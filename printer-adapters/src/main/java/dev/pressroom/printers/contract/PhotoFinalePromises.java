package dev.pressroom.printers.contract;

import static dev.pressroom.printers.contract.Promises.OFFERED;
import static dev.pressroom.printers.contract.Promises.no;

import dev.pressroom.printers.contract.Promises.StatusSample;
import dev.pressroom.printers.contract.Promises.TimeSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Photo Finale, <em>Wholesale Fulfillment Methods</em> and <em>fDaemon</em>, https://wiki.photofinale.com/display/DOC80/, read 2026-11. {@code OrderID}
 * and {@code Timestamp} in the body are ours: the files of fDaemon have the order in their name and no time.
 */
final class PhotoFinalePromises {

    static final Promises PROMISES = new Promises("photo-finale", "sqs", Promises.Format.XML,
            Map.of(Capability.SUBMIT, OFFERED, Capability.LOOK_UP, no("its queue cannot be asked; an unknown send waits for its word"),
                    Capability.CANCEL, no("its interface has no cancellation"), Capability.CANCEL_PART,
                    no("its interface has no cancellation"),
                    Capability.CHANGE_ADDRESS, no("its interface has no change of a ticket that was pulled"), Capability.TELL_STATUS,
                    OFFERED,
                    Capability.LIST_CHANGES, no("its status queue delivers at least once; there is nothing to list"),
                    Capability.SEVERAL_PARCELS, OFFERED, Capability.QUANTITIES, no("a status names lines and not how many copies of them"),
                    Capability.OWN_TIMES, OFFERED),
            List.of(sample("a number", "\"Status\":35", "JobInProduction"),
                    sample("a number as text", "\"Status\":\"35\"", "JobInProduction"),
                    sample("a word", "\"Status\":\"Printing\"", "JobInProduction"),
                    sample("a word in other case, with a blank", "\"Status\":\"production complete\"", "JobPrinted"),
                    sample("numbers are not ordered by progress", "\"Status\":1", "JobPrinted"),
                    sample("queued", "\"Status\":13", "JobReceived"), sample("prepared", "\"Status\":25", "JobAccepted"),
                    sample("complete with some lines, trailing comma",
                            "\"Status\":3,\"OrderLineItemList\":[2,\"1\"],\"TrackingInfo\":{\"CarrierName\":\"DPD\",\"TrackingNumber\":\"01\"},",
                            "ItemsShipped[1xall,2xall]"),
                    sample("complete without tracking", "\"Status\":\"Complete\"", "ItemsShipped"),
                    sample("some products are not all lines", "\"Status\":3,\"ProductList\":[7]", "Unmapped"),
                    sample("a word nobody knows", "\"Status\":\"Beamed\"", "Unmapped"),
                    sample("a number nobody knows", "\"Status\":99", "Unmapped")),
            List.of(),
            List.of(new TimeSample("2026-11-21T10:00:00Z", Instant.parse("2026-11-21T10:00:00Z"), null),
                    new TimeSample("2026-11-21T10:00:00-05:00", Instant.parse("2026-11-21T15:00:00Z"), null),
                    new TimeSample("2026-11-01T01:30:00", Instant.parse("2026-11-01T05:30:00Z"), "America/New_York, first of two"),
                    new TimeSample("2026-03-08T02:30:00", Instant.parse("2026-03-08T07:30:00Z"), "America/New_York, moved over the gap")),
            "{\"OrderID\":\"@KEY@\",\"Status\":3,\"TrackingInfo\":{\"CarrierName\":\"DPD\",\"TrackingNumber\":\"01\"},\"Timestamp\":\"@TIME@\"}");

    private PhotoFinalePromises() {}

    private static StatusSample sample(String name, String fields, String... facts) {
        return new StatusSample(name, null, "{\"OrderID\":\"@KEY@\"," + fields + "}", List.of(facts));
    }
}
