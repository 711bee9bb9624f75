package dev.pressroom.sandbox.printers;

import java.util.List;

/**
 * What one ticket asks for, as the printer read it.
 *
 * @param key our reference for the job, as the printer saw it
 * @param reference what makes this submission unique for the printer: an idempotency key, a transaction name, an order number
 * @param ticket the ticket itself, as it arrived
 */
public record Submission(String key, String reference, String ticket, List<OrderedItem> items, List<ArtworkLink> artwork, String country,
        String zip) {}
