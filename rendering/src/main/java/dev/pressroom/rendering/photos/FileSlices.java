package dev.pressroom.rendering.photos;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;
import org.jspecify.annotations.Nullable;

/**
 * Slices of a file as one run of bytes for PDFBox: opened when first read, closed when read to the end, so that a book
 * of 300 photographs holds one file open and no bytes in memory.
 *
 * <p>
 * Not PDFBox's own readers: the buffered one keeps up to 4 MB per file, the mapped one the whole file.
 */
public final class FileSlices implements RandomAccessRead {
    private final Path file;
    private final List<Slice> slices;
    private final long length;
    private final Runnable whenRead;
    private @Nullable FileChannel channel;
    private long position;

    public FileSlices(Path file, List<Slice> slices, Runnable whenRead) {
        this.file = file;
        this.slices = slices;
        this.length = slices.stream().mapToLong(Slice::length).sum();
        this.whenRead = whenRead;
    }

    /** As the raw bytes of a PDF stream. */
    public COSStream stream() throws IOException {
        return new COSStream(null, createView(0, length));
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (isEOF()) {
            return -1;
        }
        FileChannel open = channel;
        if (open == null) {
            open = channel = FileChannel.open(file, StandardOpenOption.READ);
        }
        long before = 0;
        int read = 0;
        for (Slice slice : slices) {
            long within = position - before;
            if (within < slice.length()) {
                int wanted = (int) Math.min(count, slice.length() - within);
                read = open.read(ByteBuffer.wrap(target, offset, wanted), slice.offset() + within);
                break;
            }
            before += slice.length();
        }
        if (read < 0) {
            close();
            throw new EOFException(file + " became shorter while it was being printed; it must not change, try again");
        }
        position += read;
        if (isEOF()) {
            close();
            whenRead.run();
        }
        return read;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public long getPosition() {
        return position;
    }

    @Override
    public void seek(long to) {
        position = to;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public boolean isEOF() {
        return position >= length;
    }

    /** Never, as the next read opens the file again. */
    @Override
    public boolean isClosed() {
        return false;
    }

    @Override
    public RandomAccessReadView createView(long start, long viewLength) {
        return new RandomAccessReadView(this, start, viewLength, true);
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
