package dev.pressroom.printers.elanders;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The printer's local time, as it is written into names and attributes. */
final class LocalStamp {

    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT);
    private static final DateTimeFormatter ATTRIBUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private LocalStamp() {}

    static String inName(Instant at, ZoneId zone) {
        return NAME.format(at.atZone(zone));
    }

    static String inAttribute(Instant at, ZoneId zone) {
        return ATTRIBUTE.format(at.atZone(zone));
    }
}
