package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.decode.Line;
import dev.pressroom.batch.decode.Row.Problem;
import dev.pressroom.batch.decode.Row.Reject;
import dev.pressroom.batch.reconcile.Ledger.Step;
import dev.pressroom.storage.tracking.Scan;
import dev.pressroom.storage.tracking.Scans;
import dev.pressroom.storage.tracking.Scans.Added;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
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

    BlockWriter(Scans scans, Ledger ledger, PlatformTransactionManager transactions, Clock clock) {
        this.scans = scans;
        this.ledger = ledger;
        this.nested = new TransactionTemplate(transactions);
        this.clock = clock;
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
        Map<String, Long> unmapped = block.scans().stream().filter(scan -> scan.status().equals(Scan.UNMAPPED))
                .collect(Collectors.groupingBy(Scan::scanCode, Collectors.counting()));
        ledger.advance(block.fileId(), new Step(block.from(), block.to(), block.toLine(), block.last(), block.rows(), added.events(),
                added.facts(), unmapped, rejects), now);
    }

    private Added add(Block block, int from, int to, List<Reject> rejects, Instant now) {
        try {
            return Objects.requireNonNull(
                    nested.execute(status -> scans.add(block.carrier().id(), block.fileId(), block.scans().subList(from, to), now)));
        } catch (DataAccessException e) {
            String state = sqlState(e);
            if (!DATA.contains(state.substring(0, 2))) {
                throw e;
            }
            if (to - from == 1) {
                Line line = block.lines().get(from);
                rejects.add(Reject.of(line, Problem.DATABASE, "the database refused this row (SQLSTATE " + state + ")"));
                return Added.NOTHING;
            }
            int half = (from + to) >>> 1;
            return add(block, from, half, rejects, now)
                    .plus(add(block, half, to, rejects, now));
        }
    }

    private static String sqlState(DataAccessException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException sql && sql.getSQLState() != null
                ? sql.getSQLState()
                : "?????";
    }
}
