package dev.pressroom.sandbox.printers;

import java.time.Instant;
import java.util.List;

/** A parcel that left the printer: its tracking number, its carrier and what is in it. */
public record ShippedParcel(String number, String carrier, List<OrderedItem> items, Instant shippedAt) {}
