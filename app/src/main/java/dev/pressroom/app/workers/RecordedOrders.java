package dev.pressroom.app.workers;

import dev.pressroom.app.notices.NoticeQueue;
import dev.pressroom.orders.process.Announcement;
import dev.pressroom.orders.process.Attention;
import dev.pressroom.orders.process.Job;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Shipment;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.storage.orders.CommandLog;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.storage.record.OrderRecord.Claimed;
import dev.pressroom.storage.record.OrderRecord.JobRow;
import dev.pressroom.storage.record.OrderRecord.ShipmentRow;
import dev.pressroom.storage.record.OrderRecord.TimelineLine;
import dev.pressroom.storage.record.OrderRecord.Version;
import dev.pressroom.storage.tracking.LateParcels;
import dev.pressroom.storage.tracking.ParcelRules;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.RecordActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionTemplate;

/** The record as the workflows see it. */
public final class RecordedOrders implements RecordActivities {

    private static final Logger LOG = LoggerFactory.getLogger(RecordedOrders.class);

    private final OrderRecord record;
    private final TransactionTemplate transactions;
    private final LateParcels lateParcels;
    private final ParcelRules parcelRules;
    private final CommandLog commands;
    private final NoticeQueue notices;
    private final PrinterChoice choice;
    private final Clock clock;

    public RecordedOrders(OrderRecord record, TransactionTemplate transactions, LateParcels lateParcels, ParcelRules parcelRules,
            CommandLog commands, NoticeQueue notices, PrinterChoice choice, Clock clock) {
        this.record = record;
        this.transactions = transactions;
        this.lateParcels = lateParcels;
        this.parcelRules = parcelRules;
        this.commands = commands;
        this.notices = notices;
        this.choice = choice;
        this.clock = clock;
    }

    @Override
    public Loaded load(String orderId, String runId) {
        Claimed claimed = record.claim(orderId, runId).orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                "order " + orderId + " is not in the record; a workflow was started by hand for an order that was never placed",
                "ORDER_UNKNOWN"));
        // A release that does not know the rules may not know the snapshot's words either.
        String known = claimed.rules() <= OrderProcess.RULES ? claimed.snapshot() : null;
        try {
            Snapshot snapshot = known == null ? Snapshot.NEW : OrderJson.read(known, Snapshot.class);
            return new Loaded(claimed.order(), claimed.rules(), claimed.version(), snapshot);
        } catch (IllegalArgumentException e) {
            LOG.error("order {} waits: this release cannot read its snapshot of version {}; deploy the release that wrote it: {}", orderId,
                    claimed.version(), e.getMessage());
            return new Loaded(claimed.order(), Loaded.UNREADABLE, claimed.version(), Snapshot.NEW);
        }
    }

    @Override
    public Recorded record(Recording recording) {
        Snapshot state = recording.snapshot();
        Status status = Status.of(state);
        Attention attention = status.attention();
        List<JobRow> jobs = new ArrayList<>();
        List<ShipmentRow> shipments = new ArrayList<>();
        for (Job job : state.jobs()) {
            jobs.add(new JobRow(job.number(), OrderJson.write(job.items()), Status.stage(state, job).name(), job.attempt().printer(),
                    job.attempt().number(), job.reprintOf() == 0 ? null : job.reprintOf(), job.attempt().shipBy()));
            job.attempts().forEach(attempt -> attempt.report().shipments().values().forEach(shipment -> shipments.add(row(job, shipment))));
        }
        List<TimelineLine> lines = recording.lines().stream()
                .map(line -> new TimelineLine(line.occurredAt(), line.kind(), line.job(), line.printer(), line.says(),
                        line.command() == null ? null : commands.askedBy(recording.orderId(), line.command()).orElse("Temporal"),
                        line.command()))
                .toList();
        Version version = new Version(recording.orderId(), recording.runId(), recording.version(), OrderJson.write(state),
                status.stage().name(), attention == null ? null : attention.code().name(), attention == null ? null : attention.about(),
                status.waitingFor(), status.until(), state.told() == null ? null : state.told().latest(),
                state.address() == 0 ? null : state.address(), status.closed(), jobs, shipments, lines, recording.applied());
        boolean written = Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean done = record.write(version);
            if (done) {
                notices.queue(recording.orderId(), Announcement.of(state, clock.instant()));
                recording.answers().forEach((id, answer) -> commands.answered(recording.orderId(), id, answer, clock.instant()));
                for (ShipmentRow shipment : shipments) {
                    if (shipment.carrier() != null && shipment.label() != null) {
                        lateParcels.tell(shipment.carrier(), shipment.label().number(), clock.instant());
                    }
                }
            }
            return done;
        }));
        try (MDC.MDCCloseable _ = MDC.putCloseable("order", recording.orderId())) {
            recording.lines().forEach(line -> LOG.info("{} {}", line.kind(), line.says()));
            if (!written) {
                LOG.info("version {} of run {} is stale, the run begins again", recording.version(), recording.runId());
            }
        }
        if (!written) {
            return Recorded.STALE;
        }
        return record.newerRules(recording.orderId()) ? Recorded.DONE_NEWER_RULES : Recorded.DONE;
    }

    private ShipmentRow row(Job job, Shipment shipment) {
        ParcelRules.Label label = shipment.carrier() == null || shipment.number() == null
                ? null
                : parcelRules.label(shipment.carrier(), shipment.number(), shipment.shippedAt());
        return new ShipmentRow(job.number(), shipment.shipment(), shipment.carrier(), shipment.number(), shipment.shippedAt(),
                OrderJson.write(job.contents(shipment)), shipment.voided(), label);
    }

    @Override
    public StepResult choosePrinter(String orderId, Step.ChoosePrinter choose) {
        return choice.choose(orderId, choose);
    }
}
