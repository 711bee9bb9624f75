package dev.pressroom.orders;

import java.util.regex.Pattern;

/** The rule for order ids, which are the shop's: {@code [A-Za-z0-9._-]{1,64}}. */
public final class OrderIds {

    public static final String RULE = "[A-Za-z0-9._-]{1,64}";
    private static final Pattern PATTERN = Pattern.compile(RULE);

    private OrderIds() {}

    public static boolean valid(String orderId) {
        return PATTERN.matcher(orderId).matches();
    }

    /** Returns the id, or throws {@link IllegalArgumentException} that tells the rule. */
    public static String check(String orderId) {
        if (!valid(orderId)) {
            throw new IllegalArgumentException("not an order id: '" + orderId + "'; expected " + RULE);
        }
        return orderId;
    }
}
