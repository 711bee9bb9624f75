package dev.pressroom.printers.contract;

import static dev.pressroom.printers.contract.Promises.OFFERED;
import static dev.pressroom.printers.contract.Promises.Verb.CANCEL;
import static dev.pressroom.printers.contract.Promises.Verb.CHANGE_ADDRESS;
import static dev.pressroom.printers.contract.Promises.Verb.LOOK_UP;
import static dev.pressroom.printers.contract.Promises.Verb.SUBMIT;
import static dev.pressroom.printers.contract.Promises.no;

import dev.pressroom.printers.contract.Promises.ReplySample;
import dev.pressroom.printers.contract.Promises.StatusSample;
import dev.pressroom.printers.contract.Promises.TimeSample;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * HP, <em>Site Flow documentation</em>, https://hpsiteflow.com/docs/siteflow/, and <em>Site Flow postbacks</em>,
 * https://docs.oneflowcloud.com/products/siteflow-postbacks/, read 2026-11. Bodies of postbacks are the account's own but for the submission error.
 */
final class SiteFlowPromises {

    static final Promises PROMISES = new Promises("site-flow", "webhook", Promises.Format.JSON,
            Map.of(Capability.SUBMIT, OFFERED, Capability.LOOK_UP, OFFERED, Capability.CANCEL, OFFERED, Capability.CANCEL_PART,
                    no("the API cancels whole orders only"), Capability.CHANGE_ADDRESS, OFFERED, Capability.TELL_STATUS, OFFERED,
                    Capability.LIST_CHANGES, OFFERED, Capability.SEVERAL_PARCELS, OFFERED, Capability.QUANTITIES,
                    no("a shipment names items and not how many copies of them"), Capability.OWN_TIMES, OFFERED),
            List.of(event("Order Received", "JobReceived"), event("Order Print Ready", "JobAccepted"),
                    event("ORDER PRINT READY", "JobAccepted"),
                    event("Order Errored", "ArtworkNotFetched"), event("Order Cancelled", "JobCancelled"),
                    event("Order Reprinted", "Unmapped"), event("Teleported", "Unmapped"),
                    new StatusSample("HP's own template of a submission error", null,
                            "{\"TimeStamp\":\"2026-11-21T10:00:00Z\",\"OrderId\":\"@KEY@\",\"status\":\"Order submission error\",\"errorsClean\":[\"sku: unknown\"]}",
                            List.of("JobRejected")),
                    new StatusSample("one component printed", null,
                            "{\"event\":\"Component Printed\",\"SourceOrderId\":\"@KEY@\",\"sourceItemIds\":[\"1\"]}",
                            List.of("JobInProduction[1xall]")),
                    new StatusSample("shipped, an index as text", null,
                            "{\"OrderStatus\":\"Shipped\",\"SourceOrderId\":\"@KEY@\",\"ShipmentIndex\":\"0\",\"TrackingNumber\":\"01\",\"CarrierCode\":\"DPD\",\"sourceItemIds\":[\"1\"],}",
                            List.of("ItemsShipped[1xall]")),
                    new StatusSample("XML instead of JSON", null,
                            "<order><event>Order Print Ready</event><sourceOrderId>@KEY@</sourceOrderId></order>", List.of("JobAccepted")),
                    new StatusSample("a sub-batch is about no order", null, "{\"event\":\"Sub-Batch Created\"}", List.of()),
                    new StatusSample("the order read again", "poll",
                            "{\"order\":{\"_id\":\"57d07ba6872ba4110086ca0d\",\"orderData\":{\"sourceOrderId\":\"@KEY@\",\"status\":\"printready\"}}}",
                            List.of("JobReceived", "JobAccepted")),
                    new StatusSample("a status nobody knows", "poll",
                            "{\"_id\":\"57d0\",\"orderData\":{\"sourceOrderId\":\"@KEY@\",\"status\":\"teleported\"}}",
                            List.of("JobReceived", "Unmapped"))),
            List.of(new ReplySample("acknowledged, valid or not", SUBMIT, 200,
                    "{\"_id\":\"5910757 faab8ec6f60127999\",\"url\":\"https://s3.amazonaws.com/order/1\",\"timestamp\":\"2017-04-08T13:41:19.998Z\",\"sourceAccountId\":\"51\"}",
                    "Received"),
                    new ReplySample("created on the generic endpoint", SUBMIT, 201,
                            "{\"order\":{\"_id\":\"57d0\",\"orderData\":{\"status\":\"dataready\"},\"files\":[]},\"success\":true}",
                            "Received"),
                    new ReplySample("refused on the generic endpoint", SUBMIT, 400,
                            "{\"error\":{\"code\":208,\"message\":\"Order Validation Failed\"}}",
                            "Rejected"),
                    new ReplySample("refused under 200", SUBMIT, 200,
                            "{\"error\":{\"code\":\"208\",\"message\":\"Order Validation Failed\"}}",
                            "Rejected"),
                    new ReplySample("refused since it is there", SUBMIT, 400,
                            "{\"error\":{\"code\":208,\"message\":\"sourceOrderId already exists\"}}", "Unknown"),
                    new ReplySample("wrong signature", SUBMIT, 401, "{}", "Deferred"),
                    new ReplySample("too many", SUBMIT, 429, "{}", "Deferred"),
                    new ReplySample("found", LOOK_UP, 200, "{\"order\":{\"_id\":\"57d0\",\"orderData\":{\"sourceOrderId\":\"@KEY@\"}}}",
                            "AtPrinter"),
                    new ReplySample("another's order", LOOK_UP, 200,
                            "{\"order\":{\"_id\":\"57d0\",\"orderData\":{\"sourceOrderId\":\"X\"}}}",
                            "Undecided"),
                    new ReplySample("cancelled", CANCEL, 200, "{\"success\":true}", "Agreed"),
                    new ReplySample("address changed", CHANGE_ADDRESS, 200, "{\"success\":true}", "Agreed")),
            List.of(new TimeSample("2026-11-21T10:00:00.000Z", Instant.parse("2026-11-21T10:00:00Z"), null),
                    new TimeSample("2026-11-21T11:00:00+0100", Instant.parse("2026-11-21T10:00:00Z"), null),
                    new TimeSample("1795255200", Instant.parse("2026-11-21T10:00:00Z"), null),
                    new TimeSample("2026-10-25 01:30:00", Instant.parse("2026-10-25T00:30:00Z"), "Europe/London, first of two"),
                    new TimeSample("2026-03-29 01:30:00", Instant.parse("2026-03-29T01:30:00Z"), "Europe/London, moved over the gap")),
            "{\"event\":\"Shipment Shipped\",\"SourceOrderId\":\"@KEY@\",\"ShipmentIndex\":0,\"TrackingNumber\":\"01\",\"CarrierCode\":\"DPD\",\"TimeStamp\":\"@TIME@\",\"sourceItemIds\":[\"1\"]}");

    private SiteFlowPromises() {}

    private static StatusSample event(String event, String fact) {
        return new StatusSample(event, null, "{\"event\":\"" + event + "\",\"SourceOrderId\":\"@KEY@\",\"OrderId\":\"57d0\"}",
                List.of(fact));
    }
}
