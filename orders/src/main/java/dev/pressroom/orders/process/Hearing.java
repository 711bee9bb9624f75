package dev.pressroom.orders.process;

import dev.pressroom.orders.JobKey;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes a fact into the state; steps never follow from here. */
final class Hearing {

    private final Snapshot state;
    private final List<Line> lines = new ArrayList<>();

    Hearing(Snapshot state) {
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
        Job job = key == null ? null : state.job(key.job());
        Attempt attempt = job == null || key == null
                ? null
                : job.attempts().stream().filter(a -> a.number() == key.attempt()).findFirst().orElse(null);
        if (job == null || attempt == null) {
            lines.add(new Line(fact.occurredAt(), "STRAY", null, null, fact.name() + " about " + key + ", which this order does not know"));
            return state;
        }
        lines.add(new Line(fact.occurredAt(), kind(fact.event()), job.number(), attempt.printer(), says(fact.event())));
        String printerJob = fact.about().stream().filter(ref -> ref.kind() == Ref.Kind.ORDER).map(Ref::value).findFirst().orElse(null);
        return state.with(job.with(attempt.named(printerJob).with(attempt.report().plus(fact))));
    }

    private Snapshot scanned(Fact.ParcelFact fact) {
        String parcel = fact.carrier() + "/" + fact.number();
        ParcelState before = state.parcels().getOrDefault(parcel, ParcelState.NOTHING);
        Instant at = fact.occurredAt();
        ParcelState after = switch (fact.event()) {
            case ParcelEvent.ParcelMoved moved ->
                new ParcelState(latest(before.moved(), at), before.delivered(), before.returning(), before.lost());
            case ParcelEvent.ParcelDelivered delivered ->
                new ParcelState(before.moved(), latest(before.delivered(), at), before.returning(),
                        before.lost());
            case ParcelEvent.ParcelReturning returning ->
                new ParcelState(before.moved(), before.delivered(), latest(before.returning(), at),
                        before.lost());
            case ParcelEvent.ParcelReturned returned -> new ParcelState(before.moved(), before.delivered(), latest(before.returning(), at),
                    before.lost());
            case ParcelEvent.ParcelLost lost -> new ParcelState(before.moved(), before.delivered(), before.returning(),
                    latest(before.lost(), at));
            case ParcelEvent.ParcelDelayed delayed -> before;
            case ParcelEvent.ParcelSilent silent -> before;
        };
        lines.add(new Line(at, kind(fact.event()), null, null, words(fact.name()) + ": " + parcel));
        return state.withParcel(parcel, after);
    }

    private static Instant latest(@Nullable Instant a, Instant b) {
        return a == null || b.isAfter(a) ? b : a;
    }

    private static String kind(Object event) {
        return event.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    private static String words(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
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
