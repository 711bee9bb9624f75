package dev.pressroom.batch.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Frames a stream into physical lines by the byte LF, before anything is decoded: one malformed line cannot swallow the next, and neither NEL,
 * a lone CR nor a quote ends or continues a line. Can start at any line's first byte. Not thread-safe.
 */
public final class Lines implements LineSource {

    /** Bytes of a line that are kept; a longer one is not a row of any carrier. */
    static final int LONGEST = 1 << 16;

    static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final InputStream in;
    private final long end;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int to;
    private byte[] longer = new byte[512];
    private long offset;
    private long number;

    /**
     * @param in already at {@code offset}
     * @param offset first byte of line {@code number}
     * @param end bytes that count: what is appended later is another file's content; {@link Long#MAX_VALUE} when only the stream knows
     */
    public Lines(InputStream in, long offset, long number, long end) {
        this.in = in;
        this.offset = offset;
        this.number = number;
        this.end = end;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean atEnd() throws IOException {
        return from == to && !fill();
    }

    @Override
    public Line.@Nullable Text next() throws IOException {
        if (atEnd()) {
            return null;
        }
        boolean first = offset == 0;
        int kept = 0;
        boolean cut = false;
        while (from < to || fill()) {
            int feed = from;
            while (feed < to && buffer[feed] != '\n') {
                feed++;
            }
            boolean ended = feed < to;
            int piece = feed - from;
            Line.Text whole = ended && kept == 0 && !cut && piece <= LONGEST ? line(buffer, from, feed, first, true, false) : null;
            if (whole == null) {
                int keep = Math.min(piece, LONGEST - kept);
                longer = kept + keep > longer.length ? Arrays.copyOf(longer, Math.max(kept + keep, 2 * longer.length)) : longer;
                System.arraycopy(buffer, from, longer, kept, keep);
                kept += keep;
                cut |= keep < piece;
            }
            offset += piece + (ended ? 1 : 0);
            from = ended ? feed + 1 : feed;
            if (whole != null) {
                return whole;
            }
            if (ended) {
                return line(longer, 0, kept, first, true, cut);
            }
        }
        return line(longer, 0, kept, first, false, cut);
    }

    private boolean fill() throws IOException {
        int wanted = (int) Math.min(buffer.length, end - offset);
        int read = wanted <= 0 ? -1 : in.read(buffer, 0, wanted);
        if (read < 0 && wanted > 0 && end != Long.MAX_VALUE) {
            throw new IOException("the file became shorter while it was read");
        }
        from = 0;
        to = Math.max(read, 0);
        return to > 0;
    }

    private Line.Text line(byte[] bytes, int begin, int end, boolean first, boolean ended, boolean cut) {
        int start = first && end - begin >= 3 && Arrays.equals(bytes, begin, begin + 3, BYTE_ORDER_MARK, 0, 3) ? begin + 3 : begin;
        int stop = end > start && bytes[end - 1] == '\r' ? end - 1 : end;
        return new Line.Text(number++, Arrays.copyOfRange(bytes, start, stop), ended, cut);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
