package dev.pressroom.batch.reconcile;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import org.springframework.batch.infrastructure.item.ItemReader;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The time that a run spends in its own work: seeing, reading, writing and the commits of what was written. The rest is the framework's. */
final class OurTime {

    private final LongAdder nanos = new LongAdder();

    <T> T of(Callable<T> work) throws Exception {
        long began = System.nanoTime();
        try {
            return work.call();
        } finally {
            nanos.add(System.nanoTime() - began);
        }
    }

    ItemReader<Block> reading(ItemReader<Block> reader) {
        return () -> of(reader::read);
    }

    ItemWriter<Block> writing(ItemWriter<Block> writer) {
        return chunk -> of(() -> {
            writer.write(chunk);
            TransactionSynchronizationManager.registerSynchronization(new Commit());
            return chunk;
        });
    }

    /** What is left of a time that ran beside. */
    Duration rest(long all) {
        return Duration.ofNanos(Math.max(0, all - nanos.sum()));
    }

    private final class Commit implements TransactionSynchronization {

        private long began = System.nanoTime();

        @Override
        public void beforeCompletion() {
            began = System.nanoTime();
        }

        @Override
        public void afterCompletion(int status) {
            nanos.add(System.nanoTime() - began);
        }
    }
}
