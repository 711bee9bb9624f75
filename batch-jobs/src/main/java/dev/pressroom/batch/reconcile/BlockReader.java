package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.decode.Line;
import dev.pressroom.batch.decode.LineSource;
import dev.pressroom.batch.decode.Part;
import dev.pressroom.batch.decode.Row.Elsewhere;
import dev.pressroom.batch.decode.Row.Good;
import dev.pressroom.batch.decode.Row.PassedOver;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.batch.decode.RowDecoder;
import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import dev.pressroom.storage.tracking.Scan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads files block by block, each from its position in the ledger; it keeps no position of its own that would have to survive. */
final class BlockReader implements ItemStreamReader<Block> {

    /** A block of very long lines ends earlier, so that memory is bounded. */
    private static final long LARGEST = 8L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(BlockReader.class);

    private final List<SeenFile> seen;
    private final int linesPerBlock;
    private final Clock clock;
    private Iterator<SeenFile> files = Collections.emptyIterator();
    private @Nullable Open open;

    /** @param seen the run's files, complete when the step opens */
    BlockReader(List<SeenFile> seen, int linesPerBlock, Clock clock) {
        this.seen = seen;
        this.linesPerBlock = linesPerBlock;
        this.clock = clock;
    }

    private record Open(SeenFile file, LineSource lines, RowDecoder decoder) {}

    @Override
    public void open(ExecutionContext context) {
        files = seen.stream().filter(one -> one.verdict() == Verdict.LOAD).iterator();
    }

    @Override
    public @Nullable Block read() throws IOException {
        while (open == null && files.hasNext()) {
            open(files.next());
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
        CarrierProfile carrier = file.file().file().carrier();
        long from = lines.offset();
        if (from == 0 && RowDecoder.hasHeader(carrier)) {
            lines.next();
        }
        long rows = 0;
        List<Scan> scans = new ArrayList<>();
        List<Line> ofScans = new ArrayList<>();
        List<Reject> rejects = new ArrayList<>();
        for (int read = 0; read < linesPerBlock && lines.offset() - from < LARGEST; read++) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            rows++;
            switch (file.decoder().decode(line, Part.WHOLE, now)) {
                case Good(Scan scan) -> {
                    scans.add(scan);
                    ofScans.add(line);
                }
                case Reject reject -> rejects.add(reject);
                case PassedOver(long _, String type) -> rows -= type.equals(PassedOver.BLANK) ? 1 : 0;
                case Elsewhere _ -> rows--;
            }
        }
        return new Block(carrier, Objects.requireNonNull(file.file().ledger()).fileId(), from, lines.offset(), lines.number(),
                lines.atEnd(), rows, scans, ofScans, rejects);
    }

    /** A file that went away since it was seen is left for the next run, the others go on. */
    private void open(SeenFile next) {
        Entry entry = Objects.requireNonNull(next.ledger());
        DropFile file = next.file();
        try {
            open = new Open(next, file.format().lines(entry.nextByte(), entry.nextLine(), entry.bytes()),
                    new RowDecoder(file.carrier(), file.format().header(entry.bytes())));
        } catch (IOException e) {
            LOG.warn("{}/{}: cannot be opened any more ({})", file.carrier().id(), file.name(), e.getClass().getSimpleName());
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
