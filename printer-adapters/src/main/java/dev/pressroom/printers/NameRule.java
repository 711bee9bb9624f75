package dev.pressroom.printers;

import dev.pressroom.orders.JobKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How names look that a printer sees: its length, alphabet and case. A key that fits is used as it is; else it is shortened with a hash of
 * the whole, so that two keys never share a name by their beginning alone. Uniqueness is the record's ({@code attempt_refs}); a clash is
 * answered by the next salt.
 */
public record NameRule(int maxLength, Alphabet alphabet) {

    /** Which characters a name may hold. */
    public enum Alphabet {
        /** Letters of either case, digits, dot, dash, underscore. */
        ANY,
        /** Upper-case letters, digits, dash: for hosts where names that differ only in case collide. */
        UPPER,
        /** Digits only, exactly {@code maxLength} of them, not starting with 0. */
        DIGITS
    }

    public NameRule {
        if (maxLength < 6 || maxLength > 128) {
            throw new IllegalArgumentException("names.maxLength is " + maxLength + "; give 6 to 128");
        }
    }

    /** The name of an attempt; salt 0 first, the next when the name is already another attempt's. */
    public String name(JobKey key, int salt) {
        return name(key, "", salt);
    }

    /** The name of something that belongs to an attempt, told apart by the suffix; without extension. */
    public String name(JobKey key, String suffix, int salt) {
        String text = key + suffix;
        String hash = Hash.sha256((salt == 0 ? text : text + "#" + salt).getBytes(StandardCharsets.UTF_8));
        return switch (alphabet) {
            case DIGITS -> {
                BigInteger span = BigInteger.TEN.pow(maxLength).subtract(BigInteger.TEN.pow(maxLength - 1));
                yield new BigInteger(hash, 16).mod(span).add(BigInteger.TEN.pow(maxLength - 1)).toString();
            }
            case UPPER -> {
                String upper = text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9-]", "-");
                yield salt == 0 && upper.equals(text) && text.length() <= maxLength
                        ? text
                        : shortened(upper, hash.toUpperCase(Locale.ROOT));
            }
            case ANY -> salt == 0 && text.length() <= maxLength ? text : shortened(text, hash);
        };
    }

    private String shortened(String text, String hash) {
        int hashLength = Math.min(12, maxLength - 1);
        int kept = Math.min(text.length(), maxLength - hashLength - 1);
        return kept <= 0 ? hash.substring(0, hashLength) : text.substring(0, kept) + "-" + hash.substring(0, hashLength);
    }
}
