package dev.pressroom.batch.decode;

import dev.pressroom.storage.tracking.Scan;
import java.nio.charset.StandardCharsets;

/** What a line is. */
public sealed interface Row {

    /** A scan that can be stored. */
    record Good(Scan scan) implements Row {}

    /** A record that tells no scan, or a blank line. */
    record PassedOver(long line, String type) implements Row {

        public static final String BLANK = "blank line";
    }

    /** A scan of a parcel that another writer has. */
    record Elsewhere() implements Row {

        static final Elsewhere ROW = new Elsewhere();
    }

    /**
     * A row that is left out, and why. The reason never quotes the row, which may hold a receiver's name; {@code raw} is kept in the record only.
     */
    record Reject(long line, Problem problem, String reason, String raw) implements Row {

        /** PostgreSQL stores no NUL in a text. */
        public Reject {
            raw = raw.replace('\0', '\uFFFD');
        }

        public static Reject of(Line line, Problem problem, String reason) {
            String raw = switch (line) {
                case Line.Text text -> new String(text.content(), StandardCharsets.UTF_8);
                case Line.Cells cells -> cells.raw();
                case Line.Other other -> other.type();
                case Line.Broken broken -> broken.raw();
            };
            return new Reject(line.number(), problem, reason, raw);
        }
    }

    /** Codes of rejects. */
    enum Problem {
        /** Bytes that are not text in the carrier's encoding, or no text at all. */
        ENCODING,
        /** Longer than any row can be. */
        TOO_LONG,
        /** The file ends inside this row. */
        TRUNCATED,
        /** Too many or too few columns or characters. */
        COLUMNS,
        /** A quote that is not closed, or stands where none may. */
        QUOTES,
        /** A record type that the profile does not know. */
        RECORD_TYPE,
        /** Not a parcel number of this carrier. */
        NUMBER,
        /** No scan code, or not a code at all. */
        CODE,
        /** A control character in the name of a place. */
        DEPOT,
        /** Not a time in the carrier's form. */
        TIME,
        /** A time before 2015 or more than two days ahead. */
        TIME_IMPLAUSIBLE,
        /** An EDI message whose envelope or counts are wrong. */
        EDI,
        /** Decoded, but the database refused it. */
        DATABASE
    }
}
