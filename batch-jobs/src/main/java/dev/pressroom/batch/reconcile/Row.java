package dev.pressroom.batch.reconcile;

import dev.pressroom.storage.tracking.Scan;
import java.nio.charset.StandardCharsets;

/** What a line is. */
sealed interface Row {

    /** A scan that can be stored. */
    record Good(Scan scan) implements Row {}

    /**
     * A row that is left out, and why. The reason never quotes the row, which may hold a receiver's name; {@code raw} is kept in the record only.
     */
    record Reject(long line, Problem problem, String reason, String raw) implements Row {

        static Reject of(Line line, Problem problem, String reason) {
            return new Reject(line.number(), problem, reason, new String(line.content(), StandardCharsets.UTF_8).replace('\0', '\uFFFD'));
        }
    }

    /** Codes of rejects. */
    enum Problem {
        /** Bytes that are not text in the carrier's encoding. */
        ENCODING,
        /** Longer than any row can be. */
        TOO_LONG,
        /** The file ends inside this row. */
        TRUNCATED,
        /** Too many or too few columns. */
        COLUMNS,
        /** Not a parcel number of this carrier. */
        NUMBER,
        /** No scan code, or not a code at all. */
        CODE,
        /** Not the code of a depot. */
        DEPOT,
        /** Not a time in the carrier's form. */
        TIME,
        /** A time before 2015 or more than two days ahead. */
        TIME_IMPLAUSIBLE,
        /** Decoded, but the database refused it. */
        DATABASE
    }
}
