package dev.pressroom.orders;

/**
 * A quantity of one item. In a fact not yet matched, {@code item} is the printer's name for it; once matched it is our item id.
 *
 * @param quantity in a fact it is what the printer says, {@link #ALL} when it named the item without a number; whoever counts takes at most what
 *        is left of the item; what is larger is cut to it
 */
public record ItemQuantity(String item, int quantity) {

    /** Whatever is left of the item: more than any order holds, and small enough to be summed. */
    public static final int ALL = 1_000_000;

    public ItemQuantity {
        if (quantity < 0) {
            throw new IllegalArgumentException("quantity of item " + item + " is negative: " + quantity);
        }
        quantity = Math.min(quantity, ALL);
    }

    public static ItemQuantity allOf(String item) {
        return new ItemQuantity(item, ALL);
    }
}
