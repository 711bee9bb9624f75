package dev.pressroom.batch.carriers;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a carrier's codes mean. A function: a code, or a code with its reason, has one status or none.
 *
 * @param version changes whenever a meaning does; the record refuses a table that changed without
 * @param statuses by {@code CODE} (told without a reason), {@code CODE/REASON}, or {@code CODE/*}: any other reason, where the carrier documents that reasons
 *     do not change what the code means
 */
public record CodeTable(String version, Map<String, ParcelStatus> statuses) {

    public CodeTable {
        statuses = Map.copyOf(statuses);
    }

    /** The code as events keep it. */
    public static String name(String code, String reason) {
        return reason.isEmpty() ? code : code + "/" + reason;
    }

    /** Null when the table does not know it: never guessed. Takes what {@link #name} gave. */
    public @Nullable ParcelStatus status(String name) {
        ParcelStatus exact = statuses.get(name);
        int slash = exact == null ? name.indexOf('/') : -1;
        return slash < 0 ? exact : statuses.get(name.substring(0, slash) + "/*");
    }
}
