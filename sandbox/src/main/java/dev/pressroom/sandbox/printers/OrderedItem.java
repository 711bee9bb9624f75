package dev.pressroom.sandbox.printers;

/** So many copies of a product, under the reference that the ticket gave the item. */
public record OrderedItem(String reference, String sku, int quantity) {}
