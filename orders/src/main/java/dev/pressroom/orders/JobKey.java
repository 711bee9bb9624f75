package dev.pressroom.orders;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One try to place one print job at one printer: the idempotency key everywhere. Its text form is {@code A-1234-1-a1}: order, job number,
 * attempt, read from the right since an order id may hold dashes itself.
 */
public record JobKey(String orderId, int job, int attempt) {

    private static final Pattern TEXT = Pattern.compile("(?<order>.+)-(?<job>[1-9][0-9]*)-a(?<attempt>[1-9][0-9]*)");

    public JobKey {
        OrderIds.check(orderId);
        if (job < 1 || attempt < 1) {
            throw new IllegalArgumentException("job and attempt of order " + orderId + " count from 1, got " + job + " and " + attempt);
        }
    }

    /** Reads the text form; throws {@link IllegalArgumentException} naming the text when it is not one. */
    public static JobKey parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a job key: '" + text + "'; expected ORDER-JOB-aATTEMPT, for example A-1234-1-a1");
        }
        return new JobKey(matcher.group("order"), Integer.parseInt(matcher.group("job")), Integer.parseInt(matcher.group("attempt")));
    }

    @Override
    public String toString() {
        return orderId + "-" + job + "-a" + attempt;
    }
}
