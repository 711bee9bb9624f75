package dev.pressroom.batch.reconcile;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Frames a file into physical lines by the byte LF, before anything is decoded: one malformed line cannot swallow the next, and neither NEL,
 * a lone CR nor a quote ends or continues a line. Can start at any line's first byte. Not thread-safe.
 */
final class Lines implements Closeable {

    /** Bytes of a line that are kept; a longer one is not a row of any carrier. */
    static final int LONGEST = 1 << 16;

    private static final byte[] BYTE_ORDER_MARK = "\uFEFF".getBytes(StandardCharsets.UTF_8);

    private final FileChannel channel;
    private final long end;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).flip();
    private long offset;
    private long number;

    /**
     * @param offset first byte of line {@code number}
     * @param end bytes of the file that count: what is appended later is another file's content
     */
    Lines(Path file, long offset, long number, long end) throws IOException {
        this.channel = FileChannel.open(file, StandardOpenOption.READ).position(offset);
        this.offset = offset;
        this.number = number;
        this.end = end;
    }

    /** First byte of the next line. */
    long offset() {
        return offset;
    }

    /** Number of the next line. */
    long number() {
        return number;
    }

    boolean atEnd() {
        return offset >= end;
    }

    /** The next line, null at the end. */
    @Nullable
    Line next() throws IOException {
        if (atEnd()) {
            return null;
        }
        boolean first = offset == 0;
        ByteArrayOutputStream content = new ByteArrayOutputStream(160);
        boolean ended = false;
        boolean cut = false;
        while (!ended && !atEnd()) {
            fill();
            int from = buffer.position();
            int to = from;
            while (to < buffer.limit() && buffer.get(to) != '\n') {
                to++;
            }
            int kept = Math.min(to - from, LONGEST - content.size());
            cut |= kept < to - from;
            content.write(buffer.array(), from, kept);
            ended = to < buffer.limit();
            int next = ended ? to + 1 : to;
            buffer.position(next);
            offset += next - from;
        }
        return new Line(number++, trimmed(content.toByteArray(), first), ended, cut);
    }

    private void fill() throws IOException {
        if (!buffer.hasRemaining()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - offset));
            if (channel.read(buffer) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
            buffer.flip();
        }
    }

    private static byte[] trimmed(byte[] content, boolean first) {
        int from = first && content.length >= 3 && Arrays.equals(content, 0, 3, BYTE_ORDER_MARK, 0, 3) ? 3 : 0;
        int to = content.length > from && content[content.length - 1] == '\r' ? content.length - 1 : content.length;
        return from == 0 && to == content.length ? content : Arrays.copyOfRange(content, from, to);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
