package dev.pressroom.printers.wire;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Reply.Answered;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What HTTP dialects share: values in paths and queries, and what an answer's headers ask for. */
public final class Http {

    private Http() {}

    /** Percent-encoded for a segment of a path or a value of a query. */
    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** {@code Retry-After} in seconds or as a date, RFC 9110 10.2.3; null when there is none that can be read. */
    public static @Nullable Instant retryAfter(Answered answered, Instant now) {
        String text = answered.headers().getOrDefault("retry-after", List.of()).stream().findFirst().orElse("").strip();
        try {
            return text.matches("\\d{1,6}")
                    ? now.plusSeconds(Long.parseLong(text))
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The first value of that kind. */
    public static Optional<String> value(Set<Ref> refs, Ref.Kind kind) {
        return refs.stream().filter(ref -> ref.kind() == kind).map(Ref::value).sorted().findFirst();
    }
}
