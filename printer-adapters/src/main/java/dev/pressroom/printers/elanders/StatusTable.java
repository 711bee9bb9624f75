package dev.pressroom.printers.elanders;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.SaidTime;
import dev.pressroom.printers.wire.Plain;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a status number means: the documented ones at the level where they are said, all others by the profile. What neither knows is
 * {@code Unmapped}.
 */
record StatusTable(PrinterProfile profile) {

    static final Set<String> EVENTS = Set.of("JobReceived", "JobAccepted", "JobRejected", "JobHeld", "JobReleased", "JobDelayed",
            "ArtworkNotFetched", "JobInProduction", "JobPrinted", "ItemsShipped", "ShipmentVoided", "DeliveryReported", "ItemsCancelled",
            "JobCancelled", "CancelRefused", "JobFailed");

    PrinterEvent event(StatusMessage message) {
        String status = message.status();
        if (message.exception()) {
            return message.get("request_reference_id") == null
                    ? unmapped(message)
                    : new PrinterEvent.CancelRefused(Plain.code(status));
        }
        if (!message.at(levels(status)) || duplicateTransaction(message)) {
            return unmapped(message);
        }
        return switch (status) {
            case "4000", "7000" -> new PrinterEvent.JobRejected(Fault.OURS, status);
            case "6000", "10000", "11000", "15000" -> new PrinterEvent.JobAccepted();
            default -> named(profile.statuses().getOrDefault(status, ""), message);
        };
    }

    /** The printer has the transaction already: taken for a rejection, the job would be made once more elsewhere. */
    private static boolean duplicateTransaction(StatusMessage message) {
        return message.status().equals("4000") && message.get("status_desc", "").toLowerCase(Locale.ROOT).contains("duplicate");
    }

    private static String levels(String status) {
        return switch (status) {
            case "4000", "10000", "11000", "15000" -> "T";
            case "6000", "7000" -> "OI";
            default -> "TOIP";
        };
    }

    private PrinterEvent named(String event, StatusMessage message) {
        String code = Plain.code(message.status());
        return switch (event) {
            case "JobReceived" -> new PrinterEvent.JobReceived();
            case "JobAccepted" -> new PrinterEvent.JobAccepted();
            case "JobRejected" -> new PrinterEvent.JobRejected(Fault.PRINTER, code);
            case "JobHeld" -> new PrinterEvent.JobHeld(code);
            case "JobReleased" -> new PrinterEvent.JobReleased();
            case "JobDelayed" -> delayed(message);
            case "ArtworkNotFetched" -> new PrinterEvent.ArtworkNotFetched(code);
            case "JobInProduction" -> new PrinterEvent.JobInProduction();
            case "JobPrinted" -> new PrinterEvent.JobPrinted();
            case "ItemsShipped" -> {
                String carrier = message.get("package_carrier");
                yield new PrinterEvent.ItemsShipped(message.shipment(), profile.carrier(carrier), carrier,
                        message.get("package_tracking_number"));
            }
            case "ShipmentVoided" -> new PrinterEvent.ShipmentVoided(message.shipment());
            case "DeliveryReported" -> new PrinterEvent.DeliveryReported(message.shipment());
            case "ItemsCancelled" -> new PrinterEvent.ItemsCancelled();
            // Said of one item, it is that item which is cancelled.
            case "JobCancelled" -> message.get("order_item_reference_client") == null
                    ? new PrinterEvent.JobCancelled()
                    : new PrinterEvent.ItemsCancelled();
            case "CancelRefused" -> new PrinterEvent.CancelRefused(code);
            case "JobFailed" -> new PrinterEvent.JobFailed(Fault.PRINTER, code);
            default -> unmapped(message);
        };
    }

    PrinterEvent.JobDelayed delayed(StatusMessage message) {
        return new PrinterEvent.JobDelayed(promised(message));
    }

    private @Nullable Instant promised(StatusMessage message) {
        SaidTime time = SaidTime.read(message.get("finish_date"), profile.zone(), Instant.EPOCH);
        return time.at().equals(Instant.EPOCH) ? null : time.at();
    }

    private static PrinterEvent unmapped(StatusMessage message) {
        return new PrinterEvent.Unmapped(
                Plain.code((message.exception() ? "exception " : "") + message.get("level", "") + message.get("status", "")));
    }
}
