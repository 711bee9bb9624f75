package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.decode.Line;
import dev.pressroom.batch.decode.LineSource;
import dev.pressroom.batch.decode.Row.Problem;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.batch.reconcile.Ledger.Step;
import dev.pressroom.storage.tracking.Scans;
import dev.pressroom.storage.tracking.Scans.Added;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes a block: scans, rejects and the ledger's position, in the chunk's one transaction. A block that the database refuses for its data is halved
 * until the row is found, which becomes a reject; any other failure fails the chunk.
 */
final class BlockWriter implements ItemWriter<Block> {

    /** SQLSTATE classes that accuse the data: data exception, integrity constraint violation, program limit exceeded. */
    private static final Set<String> DATA = Set.of("22", "23", "54");

    private final Scans scans;
    private final Ledger ledger;
    private final TransactionTemplate nested;
    private final Clock clock;
    private final Progress progress;

    BlockWriter(Scans scans, Ledger ledger, PlatformTransactionManager transactions, Clock clock, Progress progress) {
        this.scans = scans;
        this.ledger = ledger;
        this.nested = new TransactionTemplate(transactions);
        this.clock = clock;
        this.progress = progress;
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    @Override
    public void write(Chunk<? extends Block> chunk) {
        chunk.forEach(this::write);
    }

    private void write(Block block) {
        Instant now = clock.instant();
        List<Reject> rejects = new ArrayList<>(block.rejects());
        Added added = add(block, 0, block.scans().size(), rejects, now);
        int scans = block.scans().size() - (rejects.size() - block.rejects().size());
        ledger.advance(block.fileId(), block.part(), new Step(block.from(), block.to(), block.toLine(), block.last(), block.rows(), scans,
                added.events(), added.facts(), block.unmapped(), rejects), now);
        progress.wrote(block);
    }

    private Added add(Block block, int from, int to, List<Reject> rejects, Instant now) {
        try {
            return Objects.requireNonNull(nested.execute(
                    status -> scans.add(block.file().file().carrier().id(), block.fileId(), block.scans(), from, to, now)));
        } catch (DataAccessException e) {
            String state = sqlState(e);
            if (!DATA.contains(state.substring(0, 2))) {
                throw e;
            }
            if (to - from == 1) {
                rejects.add(Reject.of(again(block, block.scans().line(from)), Problem.DATABASE,
                        "the database refused this row (SQLSTATE " + state + ")"));
                return Added.NOTHING;
            }
            int half = (from + to) >>> 1;
            return add(block, from, half, rejects, now)
                    .plus(add(block, half, to, rejects, now));
        }
    }

    /** Reads a line of the block once more. */
    private static Line again(Block block, long number) {
        try (LineSource lines = block.file().file().format().lines(block.from(), block.fromLine(), block.file().entry().bytes())) {
            Line line = lines.next();
            while (line != null && line.number() < number) {
                line = lines.next();
            }
            return Objects.requireNonNull(line, () -> "line " + number + " of " + block.file().file().name() + " went away");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sqlState(DataAccessException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "?????";
    }
}
