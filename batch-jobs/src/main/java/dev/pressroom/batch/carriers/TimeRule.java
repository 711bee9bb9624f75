package dev.pressroom.batch.carriers;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.List;

/**
 * The carrier's times. One that has no offset is local to the place of the scan; the hour that a DST change repeats is taken as the earlier instant, the
 * one that it leaves out as so much later.
 *
 * @param formats tried in order, strictly: a day or an hour that does not exist is no time
 * @param zone where {@code zones} knows none
 * @param zones by what the columns {@code zone} hold: a country, state, depot or postal code
 */
public record TimeRule(List<DateTimeFormatter> formats, ZoneId zone, Zones zones) {

    /** Zone rule of a time that has its offset in its text. */
    public static final String OFFSET = "offset";

    public TimeRule {
        formats = List.copyOf(formats);
    }

    /** @param zoneRule the zone's id, or {@link #OFFSET} */
    public record Moment(LocalDateTime printed, Instant occurredAt, String zoneRule) {}

    /**
     * @param place see {@link Zones#place}
     * @throws DateTimeException when it is no time in any of the formats
     */
    public Moment read(String said, String place) {
        TemporalAccessor parsed = parsed(said);
        LocalDateTime printed = LocalDateTime.from(parsed);
        if (parsed.isSupported(ChronoField.OFFSET_SECONDS)) {
            return new Moment(printed, printed.toInstant(ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))), OFFSET);
        }
        ZoneId local = place.isEmpty() ? null : zones.of(place);
        ZoneId zone = local == null ? this.zone : local;
        return new Moment(printed, ZonedDateTime.ofLocal(printed, zone, null).toInstant(), zone.getId());
    }

    private TemporalAccessor parsed(String said) {
        DateTimeException last = null;
        for (DateTimeFormatter format : formats) {
            try {
                return format.parse(said);
            } catch (DateTimeException e) {
                last = e;
            }
        }
        throw last == null ? new DateTimeException("no format") : last;
    }
}
