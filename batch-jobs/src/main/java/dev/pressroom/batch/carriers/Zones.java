package dev.pressroom.batch.carriers;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which zone a place is in. A place is what the columns {@code zone} of a row hold, with a slash between them and an empty cell kept, so that the country of
 * {@code /DE} is never taken for the state of {@code DE/US}. Places are compared part by part as wholes.
 *
 * <p>A key names parts in the same order: {@code CA|OR/US} is California or Oregon of the United States, {@code CA/US|} California of them or of no country
 * at all, <code>*&#47;DE</code> whatever part of Germany, {@code 35*} what begins with 35. Of several keys the one wins that is more exact in the first part
 * in which they differ.
 */
public final class Zones {

    static final String SEPARATOR = "/";
    private static final String ANY = "*";

    /** No place is known. */
    public static final Zones NONE = new Zones(Map.of());

    private final Map<String, ZoneId> wholes = new HashMap<>();
    private final List<Pattern> patterns = new ArrayList<>();

    private record Pattern(List<String> parts, ZoneId zone) {

        boolean matches(String[] said) {
            if (said.length != parts.size()) {
                return false;
            }
            for (int i = 0; i < said.length; i++) {
                String part = parts.get(i);
                boolean fits = part.endsWith(ANY) ? said[i].startsWith(part.substring(0, part.length() - 1)) : said[i].equals(part);
                if (!fits) {
                    return false;
                }
            }
            return true;
        }

        int exactness(int part) {
            return parts.get(part).endsWith(ANY) ? parts.get(part).length() : Integer.MAX_VALUE;
        }
    }

    /** @param zones by places that {@link #places} gave; all have as many parts */
    public Zones(Map<String, ZoneId> zones) {
        zones.forEach((place, zone) -> {
            if (place.contains(ANY)) {
                patterns.add(new Pattern(List.of(place.split(SEPARATOR, -1)), zone));
            } else {
                wholes.put(place, zone);
            }
        });
        Comparator<Pattern> mostExact = (_, _) -> 0;
        int parts = patterns.stream().mapToInt(pattern -> pattern.parts().size()).min().orElse(0);
        for (int i = 0; i < parts; i++) {
            int part = i;
            mostExact = mostExact.thenComparing(Comparator.comparingInt((Pattern pattern) -> pattern.exactness(part)).reversed());
        }
        patterns.sort(mostExact);
    }

    /** The places that a key of the profile names: one for each choice of its alternatives. */
    static List<String> places(String key) {
        List<String> places = List.of("");
        String between = "";
        for (String part : key.split(SEPARATOR, -1)) {
            List<String> longer = new ArrayList<>();
            for (String place : places) {
                for (String choice : part.split("\\|", -1)) {
                    longer.add(place + between + choice);
                }
            }
            places = longer;
            between = SEPARATOR;
        }
        return places;
    }

    /** How many columns a key speaks of. */
    static int parts(String key) {
        return key.split(SEPARATOR, -1).length;
    }

    /** The place that the cells name; empty when they name none. */
    public static String place(List<String> cells) {
        return cells.stream().allMatch(String::isEmpty) ? "" : String.join(SEPARATOR, cells);
    }

    /** Null when no key names the place. */
    @Nullable
    ZoneId of(String place) {
        ZoneId whole = wholes.get(place);
        if (whole != null || patterns.isEmpty()) {
            return whole;
        }
        String[] said = place.split(SEPARATOR, patterns.getFirst().parts().size());
        for (Pattern pattern : patterns) {
            if (pattern.matches(said)) {
                return pattern.zone();
            }
        }
        return null;
    }
}
