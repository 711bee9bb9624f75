package dev.pressroom.app.workers;

import dev.pressroom.app.notices.NoticeQueue;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Announcement;
import dev.pressroom.orders.process.Attention;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Job;
import dev.pressroom.orders.process.Shipment;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Status;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.orders.routing.RoutingPolicy;
import dev.pressroom.orders.routing.RoutingPolicy.Candidate;
import dev.pressroom.orders.routing.RoutingPolicy.Routing;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.storage.orders.CommandLog;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.storage.record.OrderRecord.Claimed;
import dev.pressroom.storage.record.OrderRecord.JobRow;
import dev.pressroom.storage.record.OrderRecord.ShipmentRow;
import dev.pressroom.storage.record.OrderRecord.TimelineLine;
import dev.pressroom.storage.record.OrderRecord.Version;
import dev.pressroom.storage.tracking.LateParcels;
import dev.pressroom.workflows.OrderJson;
import dev.pressroom.workflows.RecordActivities;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
    private final CommandLog commands;
    private final NoticeQueue notices;
    private final Supplier<List<PrinterProfile>> printers;
    private final PrinterAvailability availability;
    private final Clock clock;

    /** Why a printer takes nothing now, in words; null when it does. */
    @FunctionalInterface
    public interface PrinterAvailability {
        @Nullable
        String unavailable(String printerId);
    }

    public RecordedOrders(OrderRecord record, TransactionTemplate transactions, LateParcels lateParcels,
            CommandLog commands, NoticeQueue notices, Supplier<List<PrinterProfile>> printers, PrinterAvailability availability,
            Clock clock) {
        this.record = record;
        this.transactions = transactions;
        this.lateParcels = lateParcels;
        this.commands = commands;
        this.notices = notices;
        this.printers = printers;
        this.availability = availability;
        this.clock = clock;
    }

    @Override
    public Loaded load(String orderId, String runId) {
        Claimed claimed = record.claim(orderId, runId).orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                "order " + orderId + " is not in the record; a workflow was started by hand for an order that was never placed",
                "ORDER_UNKNOWN"));
        Snapshot snapshot = claimed.snapshot() == null ? Snapshot.NEW : OrderJson.read(claimed.snapshot(), Snapshot.class);
        return new Loaded(claimed.order(), claimed.rules(), claimed.version(), snapshot);
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
                    job.attempt().number()));
            job.attempts().forEach(attempt -> attempt.report().shipments().values().forEach(shipment -> shipments.add(row(job, shipment))));
        }
        List<TimelineLine> lines = recording.lines().stream()
                .map(line -> new TimelineLine(line.occurredAt(), line.kind(), line.job(), line.printer(), line.says(),
                        line.command() == null ? null : commands.askedBy(recording.orderId(), line.command()).orElse("Temporal")))
                .toList();
        Version version = new Version(recording.orderId(), recording.runId(), recording.version(), OrderJson.write(state),
                status.stage().name(), attention == null ? null : attention.code().name(), attention == null ? null : attention.about(),
                status.waitingFor(), status.until(), status.closed(), jobs, shipments, lines, recording.applied());
        boolean written = Boolean.TRUE.equals(transactions.execute(transaction -> {
            boolean done = record.write(version);
            if (done) {
                notices.queue(recording.orderId(), Announcement.of(state, clock.instant()));
                recording.answers().forEach((id, answer) -> commands.answered(recording.orderId(), id, answer, clock.instant()));
                for (ShipmentRow shipment : shipments) {
                    if (shipment.carrier() != null && shipment.number() != null) {
                        lateParcels.tell(shipment.carrier(), shipment.number(), clock.instant());
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
        return written ? Recorded.DONE : Recorded.STALE;
    }

    private static ShipmentRow row(Job job, Shipment shipment) {
        return new ShipmentRow(job.number(), shipment.shipment(), shipment.carrier(), shipment.number(), shipment.shippedAt(),
                OrderJson.write(shipment.items()), shipment.voided());
    }

    @Override
    public StepResult choosePrinter(String orderId, List<ItemQuantity> items) {
        OrderSummary order = record.summary(orderId).orElseThrow().order();
        Map<String, PrinterProfile> profiles = new LinkedHashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (PrinterProfile profile : printers.get()) {
            profiles.put(profile.id(), profile);
            candidates.add(
                    new Candidate(profile.id(), profile.products().keySet(), profile.services().keySet(), Set.copyOf(profile.countries()),
                            availability.unavailable(profile.id())));
        }
        Routing routing = RoutingPolicy.route(order, items, candidates);
        record.decided(orderId, clock.instant(), OrderJson.write(routing.items()), OrderJson.write(routing.verdicts()));
        if (routing.items().isEmpty()) {
            return new StepResult.NoPrinter("NONE_FITS");
        }
        List<StepResult.Assignment> assignments = new ArrayList<>();
        routing.items().forEach((printer, given) -> {
            PrinterProfile.Clocks clocks = Objects.requireNonNull(profiles.get(printer)).clocks();
            assignments.add(new StepResult.Assignment(printer, given,
                    new Clocks(clocks.acknowledge(), clocks.dispatch(), clocks.delivery())));
        });
        return new StepResult.Chosen(assignments);
    }
}
