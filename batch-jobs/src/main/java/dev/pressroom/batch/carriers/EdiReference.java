package dev.pressroom.batch.carriers;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in an EDI message, written {@code SEGMENT-ELEMENT[-COMPONENT]}, or with the segment's qualifier in brackets:
 * {@code RFF[1-1=CW]-1-2} is the second component of the first element of the RFF segment whose first component is CW; {@code CW|AAS} is one of the two.
 *
 * @param whereElement 0 when any such segment will do
 */
public record EdiReference(String segment, int whereElement, int whereComponent, List<String> whereValues, int element,
        int component) {

    public EdiReference {
        whereValues = List.copyOf(whereValues);
    }

    private static final Pattern FORM = Pattern
            .compile("([A-Z][A-Z0-9]{1,2})(?:\\[(\\d{1,2})(?:-(\\d{1,2}))?=([^\\]]+)])?-(\\d{1,2})(?:-(\\d{1,2}))?");

    public static EdiReference of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a reference to an element");
        }
        return new EdiReference(form.group(1), number(form.group(2), 0), number(form.group(3), 1),
                form.group(4) == null ? List.of() : List.of(form.group(4).split("\\|")), number(form.group(5), 1),
                number(form.group(6), 1));
    }

    private static int number(@Nullable String digits, int otherwise) {
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
