package dev.pressroom.batch.decode;

import java.util.List;

/** What a carrier's file holds for one row, not yet understood. */
public sealed interface Line {

    /** From 1: the physical line, or of an EDI message the segment. */
    long number();

    /**
     * A physical line.
     *
     * @param content without its end (LF, or CR LF) and without a byte order mark
     * @param ended an LF followed; false only for the last line of a file
     * @param cut longer than {@link Lines#LONGEST}: the rest was passed over
     */
    record Text(long number, byte[] content, boolean ended, boolean cut) implements Line {}

    /** What an EDI message tells about one status of one parcel, in the order of the layout's columns; parcels of one status have the same number. */
    record Cells(long number, List<String> cells, String raw) implements Line {

        public Cells {
            cells = List.copyOf(cells);
        }
    }

    /** A whole message of another type. */
    record Other(long number, String type) implements Line {}

    /** A part of a file that cannot be framed. */
    record Broken(long number, Row.Problem problem, String reason, String raw) implements Line {}
}
