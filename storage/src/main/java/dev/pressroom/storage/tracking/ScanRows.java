package dev.pressroom.storage.tracking;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Scans as the rows of a binary COPY, one behind the other: some 150 bytes each and nothing else on the heap. Not thread-safe. */
public final class ScanRows {

    static final String COLUMNS = "line, number, said_at, said, scan_code, depot, occurred_at, zone_rule, status, rank, fact, country, place";

    private static final short COLUMN_COUNT = 13;
    private static final Instant EPOCH = Instant.parse("2000-01-01T00:00:00Z");

    /** A scan that told which number its parcel had before. */
    record Relabel(int row, String number, String original, Instant at) {}

    private ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    private int[] ends = new int[1 << 10];
    private long[] lines = new long[1 << 10];
    private int size;
    private final List<Relabel> relabels = new ArrayList<>();
    private final Set<YearMonth> months = new TreeSet<>();
    private int lastMonth = -1;

    /** PostgreSQL documentation, COPY, "Binary Format": fields of a tuple by their length, times in microseconds since 2000. */
    public void add(Scan scan) {
        ensure(160 + 4 * (scan.number().length() + scan.said().length() + scan.depot().length() + scan.scanCode().length()));
        bytes.putShort(COLUMN_COUNT);
        put(scan.line());
        put(scan.number());
        put(micros(scan.saidAt()));
        put(scan.said());
        put(scan.scanCode());
        put(scan.depot());
        put(ChronoUnit.MICROS.between(EPOCH, scan.occurredAt()));
        put(scan.zoneRule());
        put(scan.status());
        bytes.putInt(Integer.BYTES).putInt(scan.rank());
        put(scan.fact());
        put(scan.country());
        put(scan.place());
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            lines = Arrays.copyOf(lines, 2 * size);
        }
        String original = scan.replaces();
        if (original != null) {
            relabels.add(new Relabel(size, scan.number(), original, scan.occurredAt()));
        }
        lines[size] = scan.line();
        ends[size++] = bytes.position();
        int month = scan.saidAt().getYear() * 12 + scan.saidAt().getMonthValue();
        if (month != lastMonth) {
            months.add(YearMonth.from(scan.saidAt()));
            lastMonth = month;
        }
    }

    public int size() {
        return size;
    }

    public long line(int row) {
        return lines[row];
    }

    /** What rows {@code from} to before {@code to} tell of new labels. */
    List<Relabel> relabels(int from, int to) {
        return relabels.stream().filter(relabel -> relabel.row() >= from && relabel.row() < to).toList();
    }

    Set<YearMonth> months() {
        return months;
    }

    byte[] bytes() {
        return bytes.array();
    }

    int start(int row) {
        return row == 0 ? 0 : ends[row - 1];
    }

    private static long micros(LocalDateTime at) {
        return ChronoUnit.MICROS.between(EPOCH, at.toInstant(ZoneOffset.UTC));
    }

    private void put(long value) {
        bytes.putInt(Long.BYTES).putLong(value);
    }

    private void put(@Nullable String text) {
        if (text == null) {
            bytes.putInt(-1);
            return;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensure(utf8.length + 64);
        bytes.putInt(utf8.length).put(utf8);
    }

    private void ensure(int more) {
        if (bytes.remaining() < more) {
            bytes = ByteBuffer.allocate(Math.max(2 * bytes.capacity(), bytes.position() + more)).put(bytes.flip());
        }
    }
}
