package dev.pressroom.printers;

import dev.pressroom.printers.wire.Plain;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import org.jspecify.annotations.Nullable;

/**
 * A time as a printer said it, and how it was read.
 *
 * @param at the instant; the time of receipt when nothing readable was said
 * @param text as said; null when nothing was said
 * @param zoneRule how a time without offset was read; null when it had one, or was not read at all
 */
public record SaidTime(Instant at, @Nullable String text, @Nullable String zoneRule) {

    private static final int LONGEST = 80;
    /** Later than any that a record takes, and no printer means it. */
    private static final Instant NEVER = Instant.parse("9999-12-31T00:00:00Z");

    public SaidTime {
        text = text == null ? null : Plain.code(text);
    }

    /** For what the printer gives no time of. */
    public static SaidTime unsaid(Instant at) {
        return new SaidTime(at, null, null);
    }

    /**
     * Reads ISO 8601 and its relatives: {@code T} or a blank between date and time, with or without offset, the offset with or without colon, in hours only or as
     * {@code GMT}; and epoch seconds or milliseconds. Without offset it is local time in
     * the zone: an hour that exists twice is read as the first, one that does not exist moves forward by the gap.
     */
    public static SaidTime read(@Nullable String said, ZoneId zone, Instant receivedAt) {
        if (said == null || said.isBlank()) {
            return unsaid(receivedAt);
        }
        String text = said.strip();
        if (text.length() > LONGEST) {
            return new SaidTime(receivedAt, text, null);
        }
        if (text.matches("\\d{10}|\\d{13}")) {
            long epoch = Long.parseLong(text);
            return new SaidTime(text.length() == 10 ? Instant.ofEpochSecond(epoch) : Instant.ofEpochMilli(epoch), text, null);
        }
        String iso = text.replaceFirst("^(\\d{4}-\\d{2}-\\d{2}) +", "$1T").replaceFirst(" *(GMT|UTC)$", "Z")
                .replaceFirst("([+-]\\d{2})(\\d{2})$", "$1:$2").replaceFirst("(T.*[+-]\\d{2})$", "$1:00");
        try {
            return credible(OffsetDateTime.parse(iso).toInstant(), text, null, receivedAt);
        } catch (DateTimeException withoutOffset) {
            try {
                LocalDateTime local = iso.contains("T") ? LocalDateTime.parse(iso) : LocalDate.parse(iso).atStartOfDay();
                return credible(local.atZone(zone).toInstant(), text, rule(local, zone), receivedAt);
            } catch (DateTimeException unreadable) {
                return new SaidTime(receivedAt, text, null);
            }
        }
    }

    private static SaidTime credible(Instant at, String text, @Nullable String rule, Instant receivedAt) {
        return at.isBefore(Instant.EPOCH) || at.isAfter(NEVER) ? new SaidTime(receivedAt, text, null) : new SaidTime(at, text, rule);
    }

    private static String rule(LocalDateTime local, ZoneId zone) {
        ZoneOffsetTransition transition = zone.getRules().getTransition(local);
        return transition == null ? zone.getId() : zone.getId() + (transition.isOverlap() ? ", first of two" : ", moved over the gap");
    }
}
