package dev.pressroom.orders.process;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact;
import dev.pressroom.orders.facts.ParcelEvent;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.orders.facts.Told;
import dev.pressroom.orders.process.Decision.Line;
import dev.pressroom.orders.process.Snapshot.ParcelState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Takes a fact into the state; steps never follow from here. */
final class Hearing {

    /** Clocks of senders may be that much ahead of ours. */
    private static final Duration AHEAD = Duration.ofHours(1);
    private static final Duration BEFORE_THE_ORDER = Duration.ofDays(2);
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

    private final OrderSummary order;
    private final Snapshot state;
    private final List<Line> lines = new ArrayList<>();

    Hearing(OrderSummary order, Snapshot state) {
        this.order = order;
        this.state = state;
    }

    List<Line> lines() {
        return lines;
    }

    Snapshot plus(Fact fact) {
        return switch (fact) {
            case Fact.OrderPlaced placed -> {
                lines.add(new Line(fact.occurredAt(), "PLACED", null, null, "order placed"));
                yield state.asPlaced();
            }
            case Fact.PrinterFact printed -> printed(printed);
            case Fact.ParcelFact scanned -> scanned(scanned);
        };
    }

    private Snapshot printed(Fact.PrinterFact fact) {
        JobKey key = fact.job();
        Job job = key == null || !key.orderId().equals(order.orderId()) ? null : state.job(key.job());
        Attempt attempt = job == null || key == null
                ? null
                : job.attempts().stream().filter(a -> a.number() == key.attempt()).findFirst().orElse(null);
        if (job == null || attempt == null) {
            lines.add(new Line(at(fact), "STRAY", null, null, fact.name() + " about " + key + ", which this order does not know"));
            return state;
        }
        lines.add(new Line(at(fact), kind(fact.event()), job.number(), attempt.printer(), says(fact.event())));
        String printerJob = fact.about().stream().filter(ref -> ref.kind() == Ref.Kind.ORDER).map(Ref::value).findFirst().orElse(null);
        return state.with(job.with(attempt.named(printerJob).with(attempt.report().plus(fact, at(fact)))));
    }

    /** When it happened, if that can be true: not before the order, not after we heard of it. Else when we heard of it. */
    private Instant at(Fact fact) {
        Instant said = fact.occurredAt();
        Instant received = fact.told().receivedAt();
        return said.isBefore(order.placedAt().minus(BEFORE_THE_ORDER)) || said.isAfter(received.plus(AHEAD)) ? received : said;
    }

    private Snapshot scanned(Fact.ParcelFact fact) {
        String parcel = fact.carrier() + "/" + fact.number();
        ParcelState was = state.parcels().getOrDefault(parcel, ParcelState.NOTHING);
        Instant at = at(fact);
        ParcelState is = switch (fact.event()) {
            case ParcelEvent.ParcelMoved e ->
                new ParcelState(Report.latest(was.moved(), at), was.delivered(), was.returning(), was.lost(), was.silent());
            case ParcelEvent.ParcelDelivered e ->
                new ParcelState(was.moved(), Report.latest(was.delivered(), at), was.returning(), was.lost(), was.silent());
            case ParcelEvent.ParcelReturning e ->
                new ParcelState(was.moved(), was.delivered(), Report.latest(was.returning(), at), was.lost(), was.silent());
            case ParcelEvent.ParcelReturned e ->
                new ParcelState(was.moved(), was.delivered(), Report.latest(was.returning(), at), was.lost(), was.silent());
            case ParcelEvent.ParcelLost e ->
                new ParcelState(was.moved(), was.delivered(), was.returning(), Report.latest(was.lost(), at), was.silent());
            case ParcelEvent.ParcelSilent e ->
                new ParcelState(was.moved(), was.delivered(), was.returning(), was.lost(), Report.latest(was.silent(), at));
            case ParcelEvent.ParcelDelayed e -> was;
        };
        lines.add(new Line(at, kind(fact.event()), null, null, words(fact.name()) + ": " + parcel));
        return state.withParcel(parcel, is);
    }

    static String kind(Object event) {
        return HUMP.matcher(event.getClass().getSimpleName()).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    private static String words(String name) {
        return HUMP.matcher(name).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    private static String says(PrinterEvent event) {
        String words = words(event.getClass().getSimpleName());
        return switch (event) {
            case PrinterEvent.JobRejected(var fault, String code) ->
                words + ": " + code + " (" + fault.name().toLowerCase(Locale.ROOT)
                        + ")";
            case PrinterEvent.JobFailed(var fault, String code) -> words + ": " + code;
            case PrinterEvent.JobHeld(String code) -> words + ": " + code;
            case PrinterEvent.ArtworkNotFetched(String code) -> words + ": " + code;
            case PrinterEvent.CancelRefused(String code) -> words + ": " + code;
            case PrinterEvent.ChangeRefused(String code) -> words + ": " + code;
            case PrinterEvent.Unmapped(String code) -> "told something that is not known: " + code;
            case PrinterEvent.ItemsShipped shipped -> "shipped " + shipped.shipment()
                    + (shipped.trackingNumber() == null
                            ? ", not tracked"
                            : " with " + (shipped.carrier() == null ? shipped.carrierSaid() : shipped.carrier()) + " "
                                    + shipped.trackingNumber());
            case PrinterEvent.JobReceived e -> words;
            case PrinterEvent.JobAccepted e -> words;
            case PrinterEvent.JobReleased e -> words;
            case PrinterEvent.JobDelayed e -> words;
            case PrinterEvent.JobInProduction e -> words;
            case PrinterEvent.JobPrinted e -> words;
            case PrinterEvent.ShipmentVoided e -> words;
            case PrinterEvent.DeliveryReported e -> words;
            case PrinterEvent.ItemsCancelled e -> words;
            case PrinterEvent.JobCancelled e -> words;
            case PrinterEvent.AddressChanged e -> words;
        };
    }

    /** Twelve hex digits of a fact's identity, enough for the few hundred facts of one order. */
    static String hash(Told told) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((told.source() + "\n" + told.key()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
