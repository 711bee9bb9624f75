package dev.pressroom.storage.tracking;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A carrier's parcel numbers.
 *
 * @param pattern of the whole number in its normal form
 * @param remove what people and printers write into a number that does not belong to it, for example spaces
 */
public record NumberRule(Pattern pattern, @Nullable Pattern remove) {

    /** The number as it is compared: without what does not belong to it, and in capitals if only so it is one of the carrier's. */
    public String normalised(String said) {
        String plain = remove == null ? said : remove.matcher(said).replaceAll("");
        String capitals = plain.toUpperCase(Locale.ROOT);
        return !capitals.equals(plain) && !isNumber(plain) && isNumber(capitals) ? capitals : plain;
    }

    /** Whether it is one of the carrier's, in its normal form. */
    public boolean isNumber(String normalised) {
        return pattern.matcher(normalised).matches();
    }
}
