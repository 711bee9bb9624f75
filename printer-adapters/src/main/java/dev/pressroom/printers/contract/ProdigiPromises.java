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

/** Prodigi, <em>Print API v4 reference</em>, https://www.prodigi.com/print-api/docs/reference/, read 2026-11. */
final class ProdigiPromises {

    private static final String ORDER = """
        {"id":"ord_840797","created":"2026-11-21T09:00:00Z","lastUpdated":"@TIME@","merchantReference":"@KEY@",
         "status":{"stage":"%s","details":{"downloadAssets":"%s","inProduction":"%s"},"issues":[%s]},
         "shipments":[%s],"items":[{"id":"ori_1","merchantReference":"1","copies":2}]}""";
    private static final String SHIPMENT = """
        {"id":"shp_1","status":"Shipped","carrier":{"name":"DPD","service":"Classic"},"tracking":{"number":"01234567890123"},
         "dispatchDate":"@TIME@","items":[{"itemId":"ori_1"}]}""";
    private static final String TIME = "2026-11-21T10:00:00Z";

    static final Promises PROMISES = new Promises("prodigi", "webhook", Promises.Format.JSON,
            Map.of(Capability.SUBMIT, OFFERED, Capability.LOOK_UP, OFFERED, Capability.CANCEL, OFFERED, Capability.CANCEL_PART,
                    no("the API cancels whole orders only"), Capability.CHANGE_ADDRESS, OFFERED, Capability.TELL_STATUS, OFFERED,
                    Capability.LIST_CHANGES, OFFERED, Capability.SEVERAL_PARCELS, OFFERED, Capability.QUANTITIES,
                    no("a shipment names items and not how many copies of them"), Capability.OWN_TIMES, OFFERED),
            List.of(sample("order received", "poll", "InProgress", "InProgress", "NotStarted", "", "", "JobReceived"),
                    sample("artwork fetched, prose spelling", "poll", "inprogress", "Completed", "NotStarted", "", "", "JobReceived",
                            "JobAccepted"),
                    sample("in production", "poll", "InProgress", "Complete", "InProgress", "", "", "JobReceived", "JobAccepted",
                            "JobInProduction"),
                    sample("shipped", "poll", "Complete", "Complete", "Complete", "", SHIPMENT, "JobReceived", "JobAccepted",
                            "JobInProduction", "ItemsShipped[1x2]"),
                    sample("artwork never fetched, without prefix", "poll", "InProgress", "Error", "NotStarted",
                            "{\"objectId\":\"ast_1\",\"errorCode\":\"items.assets.FailedToDownloaded\"}", "", "JobReceived",
                            "ArtworkNotFetched"),
                    sample("one try of ten failed: a warning", "poll", "InProgress", "InProgress", "NotStarted",
                            "{\"objectId\":\"ast_1\",\"errorCode\":\"order.items.assets.NotDownloaded\"}", "", "JobReceived"),
                    sample("cancelled", "poll", "CANCELLED", "NotStarted", "NotStarted", "", "", "JobReceived", "JobCancelled"),
                    sample("a stage nobody knows", "poll", "Teleported", "NotStarted", "NotStarted", "", "", "JobReceived", "Unmapped"),
                    new StatusSample("a callback only hints", null, """
                        {"specversion":"1.0","type":"com.prodigi.order.status.stage.changed#Complete","id":"evt_1","subject":"ord_840797",
                         "data":{"order":{"id":"ord_840797","status":{"stage":"Cancelled"}}},}""", List.of())),
            List.of(new ReplySample("created", SUBMIT, 200, "{\"outcome\":\"Created\",\"order\":{\"id\":\"ord_1\"}}", "Received"),
                    new ReplySample("on hold: an id only", SUBMIT, 200, "{\"outcome\":\"onHold\",\"order\":{\"id\":\"ord_1\"}}",
                            "Received"),
                    new ReplySample("created with issues", SUBMIT, 200, "{\"outcome\":\"createdWithIssues\",\"order\":{\"id\":\"ord_1\"}}",
                            "Received"),
                    new ReplySample("there already, artwork fetched", SUBMIT, 200,
                            "{\"outcome\":\"alreadyExists\",\"order\":{\"id\":\"ord_1\",\"status\":{\"details\":{\"downloadAssets\":\"Complete\"}}}}",
                            "Accepted"),
                    new ReplySample("refused, as documented", SUBMIT, 400, "{\"outcome\":\"validationFailed\",\"failures\":{}}",
                            "Rejected"),
                    new ReplySample("refused, as observed", SUBMIT, 400, "{\"outcome\":\"ValidationFailed\"}", "Rejected"),
                    new ReplySample("wrong key", SUBMIT, 401, "{}", "Deferred"),
                    new ReplySample("too many", SUBMIT, 429, "{}", "Deferred"),
                    new ReplySample("they gave up after 60 s", SUBMIT, 500, "{\"outcome\":\"timedOut\"}", "Unknown"),
                    new ReplySample("found", LOOK_UP, 200,
                            "{\"outcome\":\"ok\",\"orders\":[{\"id\":\"ord_1\",\"merchantReference\":\"@KEY@\"}],\"hasMore\":false}",
                            "AtPrinter"),
                    new ReplySample("not found", LOOK_UP, 200, "{\"outcome\":\"Ok\",\"orders\":[],\"hasMore\":false}", "NotAtPrinter"),
                    new ReplySample("cancelled", CANCEL, 200, "{\"outcome\":\"cancelled\"}", "Agreed"),
                    new ReplySample("too late, under 200", CANCEL, 200, "{\"outcome\":\"actionNotAvailable\"}", "Refused"),
                    new ReplySample("could not, under 200", CANCEL, 200, "{\"outcome\":\"failedToCancel\"}", "Refused"),
                    new ReplySample("updated", CHANGE_ADDRESS, 200, "{\"outcome\":\"updated\"}", "Agreed"),
                    new ReplySample("updated in part", CHANGE_ADDRESS, 200, "{\"outcome\":\"partiallyUpdated\"}", "Refused"),
                    new ReplySample("too late to update", CHANGE_ADDRESS, 200, "{\"outcome\":\"actionNotAvailable\"}", "Refused")),
            List.of(new TimeSample("2026-11-21T10:00:00Z", Instant.parse("2026-11-21T10:00:00Z"), null),
                    new TimeSample("2026-11-21T10:00:00.1234567Z", Instant.parse("2026-11-21T10:00:00.1234567Z"), null),
                    new TimeSample("2026-10-25T01:30:00", Instant.parse("2026-10-25T01:30:00Z"), "Z")),
            ORDER.formatted("Complete", "Complete", "Complete", "", SHIPMENT));

    private ProdigiPromises() {}

    private static StatusSample sample(String name, String channel, String stage, String artwork, String production, String issue,
            String shipment, String... facts) {
        return new StatusSample(name, channel, ORDER.formatted(stage, artwork, production, issue, shipment).replace("@TIME@", TIME),
                List.of(facts));
    }
}
