package dev.pressroom.storage.orders;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people see of an order; no personal data. Stages and codes are as stored: a newer release may have written ones that this one does not
 * know.
 */
public record OrderView(Line order, List<Item> items, List<Job> jobs, List<Happening> timeline) {

    /**
     * An order in one row.
     *
     * @param attention code of why a person is needed; null when nobody is
     * @param attentionAbout which job, printer code, item or photo
     * @param waitingFor what has to happen next, in words; null until the order's process looked at it
     * @param dueAt when somebody looks again
     */
    public record Line(String orderId, String shop, String service, String country, String placedBy, Instant placedAt, String stage,
            @Nullable String attention, @Nullable String attentionAbout, @Nullable String waitingFor, @Nullable Instant dueAt,
            @Nullable Instant closedAt) {}

    public record Item(String itemId, String product, int quantity, int photos) {}

    /** @param attempts tries to place it at a printer, first to last */
    public record Job(int job, String status, @Nullable String printer, List<ItemCount> items, List<Attempt> attempts,
            List<Shipment> shipments) {}

    public record ItemCount(String itemId, int quantity) {}

    /**
     * @param state as in the submission ledger
     * @param code why it was refused or put off
     * @param reason the printer's own words
     */
    public record Attempt(int attempt, String printer, String state, @Nullable String code, @Nullable String reason,
            List<Reference> refs) {}

    /** A name that the printer sees or gave. */
    public record Reference(String kind, String value) {}

    /**
     * @param items none means all of the job
     * @param status what the carrier told last; null when the parcel is not tracked
     * @param statusAt when that was, as the carrier says
     * @param reports runs of the reconciliation that read scans of the parcel
     */
    public record Shipment(String shipment, @Nullable String carrier, @Nullable String trackingNumber, Instant shippedAt, boolean voided,
            List<ItemCount> items, @Nullable String status, @Nullable Instant statusAt, List<Long> reports) {}

    /** One line of the timeline; {@code who} asked for it and {@code why}, where a person did. */
    public record Happening(Instant occurredAt, String kind, @Nullable Integer job, @Nullable String printer, String says,
            @Nullable String who, @Nullable String why) {}
}
