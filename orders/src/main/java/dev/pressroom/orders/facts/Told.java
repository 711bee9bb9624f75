package dev.pressroom.orders.facts;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who told a fact, under which key, and when. {@code (source, key)} is unique for ever: a second message with it is the same fact.
 *
 * @param source for example {@code shop/demo}, {@code printer/prodigi-uk}, {@code carrier/dpd}
 * @param key the sender's own event id where there is one, else made from what happened (never from when it was received)
 * @param occurredAt when it happened, as far as the sender says; else when it was received
 * @param saidAt the sender's own text for the time, if it gave one
 * @param zoneRule how a time without zone was read, for example {@code Europe/Berlin}; null when the text had an offset
 * @param receivedAt when we stored it
 */
public record Told(String source, String key, Instant occurredAt, @Nullable String saidAt, @Nullable String zoneRule, Instant receivedAt) {}
