package dev.pressroom.batch.reconcile;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/** Reads the next block while the one before is written; one and no more, so that memory is bounded. */
final class ReadAhead implements ItemStreamReader<Block> {

    private final BlockReader reader;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("read-ahead").daemon().factory());
    private @Nullable Future<@Nullable Block> ahead;

    ReadAhead(BlockReader reader) {
        this.reader = reader;
    }

    @Override
    public @Nullable Block read() throws Exception {
        Block block = result(ahead == null ? thread.submit(reader::read) : ahead);
        ahead = block == null ? null : thread.submit(reader::read);
        return block;
    }

    private static @Nullable Block result(Future<@Nullable Block> read) throws Exception {
        try {
            return read.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    /** Waits for the block that is being read. */
    @Override
    public void close() {
        thread.close();
        reader.close();
    }
}
