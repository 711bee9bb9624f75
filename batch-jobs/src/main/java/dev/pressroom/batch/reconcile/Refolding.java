package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.ParcelStatus;
import dev.pressroom.batch.carriers.TimeRule;
import dev.pressroom.batch.reconcile.Result.Totals;
import dev.pressroom.storage.tracking.Refold;
import dev.pressroom.storage.tracking.Scan;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Folds the events that are kept once more, a carrier in one transaction: stopped or killed, the carriers before it are done and it is as it was. */
final class Refolding {

    private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

    private final DataSource dataSource;
    private final Refold refold;
    private final TransactionTemplate transaction;
    private final Runs runs;
    private final Clock clock;

    Refolding(DataSource dataSource, PlatformTransactionManager transactions, Runs runs, Clock clock) {
        this.dataSource = dataSource;
        this.refold = new Refold(dataSource);
        this.transaction = new TransactionTemplate(transactions);
        this.runs = runs;
        this.clock = clock;
    }

    Result run(Settings settings, boolean remap, StopSignal stop) throws SQLException {
        try (CarrierLocks locks = CarrierLocks.take(dataSource, settings.carriers().keySet())) {
            long run = runs.begin();
            long facts = 0;
            long changed = 0;
            Outcome outcome = null;
            try {
                for (String id : locks.held()) {
                    Refold.Folded folded = Objects.requireNonNull(transaction.execute(_ -> fold(settings.carrier(id), remap, stop)));
                    LOG.info("{}: parcels {}, changed {}, facts {}", id, folded.parcels(), folded.changed(), folded.facts());
                    facts += folded.facts();
                    changed += folded.changed();
                }
            } catch (CancellationException e) {
                outcome = Outcome.STOPPED;
            } catch (DataAccessException e) {
                outcome = stop.asked() ? Outcome.STOPPED : Outcome.FAILED;
                if (outcome == Outcome.FAILED) {
                    LOG.error("the events could not be folded", e);
                }
            }
            if (outcome == null) {
                boolean agrees = remap || (changed == 0 && facts == 0);
                outcome = !settings.problems().isEmpty()
                        ? Outcome.MISCONFIGURED
                        : locks.held().size() < settings.carriers().size() ? Outcome.BUSY : agrees ? Outcome.OK : Outcome.BAD_DATA;
            }
            Totals totals = new Totals(0, 0, 0, 0, facts);
            runs.end(run, totals, outcome);
            return new Result(outcome, run, totals, List.of(), settings.problems(), Duration.ZERO);
        }
    }

    private Refold.Folded fold(CarrierProfile carrier, boolean remap, StopSignal stop) {
        leaveIf(stop);
        if (remap) {
            LOG.info("{}: {} events have another meaning or instant now", carrier.id(), remap(carrier, stop));
        }
        leaveIf(stop);
        return refold.rebuild(carrier.id(), clock.instant());
    }

    private long remap(CarrierProfile carrier, StopSignal stop) {
        return refold.remap(carrier.id(), code -> {
            ParcelStatus status = carrier.codes().status(code);
            return status == null
                    ? new Refold.Meaning(Scan.UNMAPPED, 0, null)
                    : new Refold.Meaning(status.name(), status.rank(), status.fact());
        }, (said, place) -> {
            leaveIf(stop);
            TimeRule.Moment moment = carrier.time().read(said, place == null ? "" : place);
            return new Refold.Moment(moment.occurredAt(), moment.zoneRule());
        });
    }

    private static void leaveIf(StopSignal stop) {
        if (stop.asked()) {
            throw new CancellationException("asked to stop");
        }
    }
}
