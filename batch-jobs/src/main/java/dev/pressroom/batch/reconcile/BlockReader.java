package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile.Edi;
import dev.pressroom.batch.decode.FileFormat;
import dev.pressroom.batch.decode.Line;
import dev.pressroom.batch.decode.LineSource;
import dev.pressroom.batch.decode.Part;
import dev.pressroom.batch.decode.Row.Elsewhere;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.PassedOver;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.batch.decode.RowDecoder;
import dev.pressroom.batch.reconcile.Ledger.Position;
import dev.pressroom.storage.tracking.Scan;
import dev.pressroom.storage.tracking.ScanRows;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Reads parts of files block by block, each from its position in the ledger; it keeps no position of its own that would have to survive. One for each writer.
 */
final class BlockReader implements ItemStreamReader<Block> {

    /** A block of very long lines ends earlier, so that memory is bounded. */
    private static final long LARGEST = 8L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(BlockReader.class);

    private final Queue<Work> left;
    private final int linesPerBlock;
    private final Clock clock;
    private @Nullable Open open;
    private long bytes;

    /** @param left thread-safe, complete when the step opens */
    BlockReader(Queue<Work> left, int linesPerBlock, Clock clock) {
        this.left = left;
        this.linesPerBlock = linesPerBlock;
        this.clock = clock;
    }

    /** A part of a file that is not at its end. */
    record Work(SeenFile file, Position position) {

        /** Bytes of the file that will be read: a compressed file and an interchange are read from their beginning. */
        long bytes() {
            boolean whole = file.file().format().isCompressed() || file.file().carrier().files().form() instanceof Edi;
            return file.entry().bytes() - (whole ? 0 : position.nextByte());
        }
    }

    private record Open(Work work, Part part, LineSource lines, RowDecoder decoder) {}

    /** Counts the bytes of the file as it lies in the drop, which the lines of a compressed file or an interchange do not tell. */
    private final class Counted extends FilterInputStream {

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            bytes += read < 0 ? 0 : 1;
            return read;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            int read = super.read(buffer, from, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }

    @Override
    public @Nullable Block read() throws IOException {
        for (Work next = open == null ? left.poll() : null; next != null && open == null; next = open == null ? left.poll() : null) {
            open(next);
        }
        if (open == null) {
            return null;
        }
        Block block = block(open);
        if (block.last()) {
            close();
        }
        return block;
    }

    private Block block(Open file) throws IOException {
        Instant now = clock.instant();
        LineSource lines = file.lines();
        long from = lines.offset();
        long fromLine = lines.number();
        if (from == 0 && RowDecoder.hasHeader(file.work().file().file().carrier())) {
            lines.next();
        }
        long rows = 0;
        ScanRows scans = new ScanRows();
        Map<String, Long> unmapped = new TreeMap<>();
        List<Reject> rejects = new ArrayList<>();
        while (scans.size() + rejects.size() < linesPerBlock && lines.offset() - from < LARGEST * file.part().of()) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            switch (file.decoder().decode(line, file.part(), now)) {
                case Good(Scan scan) -> {
                    rows++;
                    scans.add(scan);
                    if (scan.status().equals(Scan.UNMAPPED)) {
                        unmapped.merge(scan.scanCode(), 1L, Long::sum);
                    }
                }
                case Reject reject -> {
                    rows++;
                    rejects.add(reject);
                }
                case PassedOver(long _, String type) -> rows += type.equals(PassedOver.BLANK) ? 0 : 1;
                case Elsewhere _ -> {
                    // Another writer's.
                }
            }
        }
        boolean last = lines.atEnd();
        long read = bytes;
        bytes = 0;
        return new Block(file.work().file(), file.part().index(), from, fromLine, lines.offset(), lines.number(), last, rows, read, scans,
                unmapped, rejects);
    }

    /** A file that went away since it was seen is left for the next run, the others go on. */
    private void open(Work next) {
        DropFile file = next.file().file();
        Position position = next.position();
        FileFormat format = file.format();
        long length = next.file().entry().bytes();
        try {
            open = new Open(next, new Part(position.part(), next.file().entry().parts()),
                    new FileFormat(format.carrier(), format.name(), from -> new Counted(format.content().open(from)))
                            .lines(position.nextByte(), position.nextLine(), length),
                    new RowDecoder(file.carrier(), format.header(length)));
        } catch (IOException e) {
            LOG.warn("{}/{}: cannot be opened any more ({}); the next run tries again", file.carrier().id(), file.name(), e.toString());
        }
    }

    @Override
    public void close() {
        try {
            if (open != null) {
                open.lines().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            open = null;
        }
    }
}
