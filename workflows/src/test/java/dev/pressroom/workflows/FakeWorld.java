package dev.pressroom.workflows;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.OrderProcess;
import dev.pressroom.orders.process.Snapshot;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.workflows.OrderWorkflow.Delivery;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A record in memory and a printer with scripted answers. The record keeps the rules that the real one keeps: claims, versions, stale writers. */
public final class FakeWorld implements RecordActivities, ArtworkActivities, PrinterActivities {

    public final OrderSummary order;
    public volatile Clocks clocks = new Clocks(Duration.ofHours(4), Duration.ofDays(3), Duration.ofDays(7));
    /** Printers that nobody reaches. */
    public final Set<String> away = ConcurrentHashMap.newKeySet();
    private final Clock clock = Clock.systemUTC();
    public final List<Recording> recordings = new CopyOnWriteArrayList<>();
    public final List<JobKey> submitted = new CopyOnWriteArrayList<>();
    public final Deque<StepResult> submits = new ArrayDeque<>();
    public final Deque<StepResult> lookUps = new ArrayDeque<>();
    public final Deque<StepResult> cancels = new ArrayDeque<>();
    public final Deque<StepResult> readdresses = new ArrayDeque<>();
    public final Deque<StepResult> choices = new ArrayDeque<>();
    public volatile int checked;
    /** What the record says of the order's rules. */
    public volatile int rules = OrderProcess.RULES;
    public final Deque<StepResult> checks = new ArrayDeque<>();
    private Snapshot snapshot = Snapshot.NEW;
    private long version;
    private String owner = "";
    private long factIds;

    private FakeWorld(String orderId, int items) {
        this.order = new OrderSummary(orderId, "demo", ServiceLevel.STANDARD, "DE",
                IntStream.rangeClosed(1, items).mapToObj(n -> new OrderSummary.OrderedItem(String.valueOf(n), "PRINT-10X15", 1)).toList(),
                Instant.parse("2026-12-01T08:00:00Z"));
    }

    public static FakeWorld golden(String orderId) {
        return new FakeWorld(orderId, 1);
    }

    public static FakeWorld ofTwoItems(String orderId) {
        return new FakeWorld(orderId, 2);
    }

    @Override
    public synchronized Loaded load(String orderId, String runId) {
        owner = runId;
        return new Loaded(order, rules, version, snapshot);
    }

    /** How often the record cannot be reached from now on. */
    public final AtomicInteger blips = new AtomicInteger();

    /** Ids of the facts whose effect the record holds: those of the last recording of each version. */
    public synchronized Set<Long> applied() {
        Map<Long, Recording> kept = new HashMap<>();
        recordings.forEach(recording -> kept.put(recording.version(), recording));
        return kept.values().stream().flatMap(recording -> recording.applied().stream()).collect(Collectors.toSet());
    }

    @Override
    public synchronized Recorded record(Recording recording) {
        if (blips.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the record is away");
        }
        if (!recording.runId().equals(owner) || recording.version() < version) {
            return Recorded.STALE;
        }
        version = recording.version();
        snapshot = OrderJson.read(OrderJson.write(recording.snapshot()), Snapshot.class);
        recordings.add(recording);
        return Recorded.DONE;
    }

    @Override
    public synchronized StepResult choosePrinter(String orderId, Step.ChoosePrinter choose) {
        StepResult scripted = choices.poll();
        if (scripted != null) {
            return scripted;
        }
        List<String> printers = choose.only() == null ? List.of("elanders-de", "prodigi-uk") : List.of(choose.only());
        return printers.stream().filter(printer -> !choose.without().contains(printer)).findFirst()
                .<StepResult>map(
                        printer -> new StepResult.Chosen(List.of(new StepResult.Assignment(printer, choose.items(), clocks))))
                .orElse(new StepResult.NoPrinter("NONE_FITS"));
    }

    @Override
    public StepResult prepare(JobKey job, String printer) {
        return new StepResult.Prepared();
    }

    @Override
    public synchronized StepResult check(String orderId) {
        checked++;
        StepResult scripted = checks.poll();
        return scripted == null ? new StepResult.Prepared() : scripted;
    }

    @Override
    public synchronized StepResult submit(JobKey job, String printer) {
        if (away.contains(printer)) {
            return new StepResult.Submission(StepResult.Submission.Kind.DEFERRED, "CIRCUIT_OPEN", null, null, null);
        }
        submitted.add(job);
        StepResult scripted = submits.poll();
        return scripted == null ? new StepResult.Submission(StepResult.Submission.Kind.RECEIVED, null, null, null, "P-77") : scripted;
    }

    @Override
    public synchronized StepResult lookUp(JobKey job, String printer) {
        StepResult scripted = lookUps.poll();
        return scripted == null ? new StepResult.LookedUp(StepResult.LookedUp.Kind.RECEIVED, null, "P-77") : scripted;
    }

    @Override
    public synchronized StepResult cancel(JobKey job, String printer) {
        StepResult scripted = cancels.poll();
        return scripted == null ? new StepResult.CancelAnswer(StepResult.CancelAnswer.Kind.AGREED, null) : scripted;
    }

    @Override
    public synchronized StepResult readdress(JobKey job, String printer, int address) {
        StepResult scripted = readdresses.poll();
        return scripted == null ? new StepResult.CancelAnswer(StepResult.CancelAnswer.Kind.REFUSED, "NOT_OFFERED") : scripted;
    }

    public synchronized Snapshot snapshot() {
        return snapshot;
    }

    public Delivery placed() {
        return new Delivery(++factIds, new Fact.OrderPlaced(told("placed")));
    }

    /** An order that may be changed freely for a while. */
    public Delivery placed(Duration changeable) {
        return new Delivery(++factIds, new Fact.OrderPlaced(told("placed"), clock.instant().plus(changeable)));
    }

    public StepResult.Assignment assignment(String printer, ItemQuantity... items) {
        return new StepResult.Assignment(printer, List.of(items), clocks);
    }

    public Delivery printer(PrinterEvent event) {
        return printer(new JobKey(order.orderId(), 1, 1), event);
    }

    public Delivery printer(JobKey job, PrinterEvent event) {
        return new Delivery(++factIds,
                new Fact.PrinterFact(told("printer-" + factIds), new TreeSet<>(List.of(new Ref(Ref.Kind.ORDER, "P-77"))),
                        job, List.of(), event));
    }

    public Delivery parcel(String number, ParcelEvent event) {
        return new Delivery(++factIds, new Fact.ParcelFact(told("scan-" + factIds), "dpd", number, event));
    }

    public Delivery shipped(String number) {
        return printer(new PrinterEvent.ItemsShipped(number, "dpd", "DPD Germany", number));
    }

    public Delivery delivered(String number) {
        return parcel(number, new ParcelEvent.ParcelDelivered("13"));
    }

    private Told told(String key) {
        Instant now = clock.instant();
        return new Told("test", order.orderId() + "/" + key, now, null, null, now);
    }

    public static List<Delivery> batch(Delivery... deliveries) {
        return new ArrayList<>(List.of(deliveries));
    }
}
