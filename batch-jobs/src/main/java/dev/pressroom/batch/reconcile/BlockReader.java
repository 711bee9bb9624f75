package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.reconcile.Ledger.Entry;
import dev.pressroom.batch.reconcile.SeenFile.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
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
    private Iterator<SeenFile> files = Collections.emptyIterator();
    private @Nullable SeenFile file;
    private @Nullable Lines lines;

    /** @param seen the run's files, complete when the step opens */
    BlockReader(List<SeenFile> seen, int linesPerBlock) {
        this.seen = seen;
        this.linesPerBlock = linesPerBlock;
    }

    @Override
    public void open(ExecutionContext context) {
        files = seen.stream().filter(one -> one.verdict() == Verdict.LOAD).iterator();
    }

    @Override
    public @Nullable Block read() throws IOException {
        while (lines == null && files.hasNext()) {
            open(files.next());
        }
        if (lines == null || file == null) {
            return null;
        }
        CarrierProfile carrier = file.file().carrier();
        long from = lines.offset();
        if (from == 0 && carrier.files().header()) {
            lines.next();
        }
        List<Line> block = new ArrayList<>();
        while (block.size() < linesPerBlock && lines.offset() - from < LARGEST) {
            Line line = lines.next();
            if (line == null) {
                break;
            }
            block.add(line);
        }
        boolean last = lines.atEnd();
        Block read = new Block(carrier, Objects.requireNonNull(file.ledger()).fileId(), from, lines.offset(), lines.number(), last, block);
        if (last) {
            close();
        }
        return read;
    }

    /** A file that went away since it was seen is left for the next run, the others go on. */
    private void open(SeenFile next) {
        Entry entry = Objects.requireNonNull(next.ledger());
        try {
            lines = new Lines(next.file().path(), entry.nextByte(), entry.nextLine(), entry.bytes());
            file = next;
        } catch (IOException e) {
            LOG.warn("{}/{}: cannot be opened any more ({})", next.file().carrier().id(), next.file().name(), e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        try {
            if (lines != null) {
                lines.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lines = null;
        }
    }
}
