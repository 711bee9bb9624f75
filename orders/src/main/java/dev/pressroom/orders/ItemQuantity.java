package dev.pressroom.orders;

/** A quantity of one item. In a fact not yet matched, {@code item} is the printer's name for it; once matched it is our item id. */
public record ItemQuantity(String item, int quantity) {

    public ItemQuantity {
        if (quantity < 0) {
            throw new IllegalArgumentException("quantity of item " + item + " is negative: " + quantity);
        }
    }
}
