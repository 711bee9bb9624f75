package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Report.Dated;
import dev.pressroom.orders.process.Report.Word;
import dev.pressroom.orders.process.Snapshot.ParcelState;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Why a person is needed, derived from the state; the most pressing first. */
final class Attentions {

    static final int LOOK_UPS_BEFORE_ATTENTION = 5;

    private Attentions() {}

    static @Nullable Attention of(Snapshot order) {
        boolean nothing = !order.jobs().isEmpty() && order.jobs().stream().allMatch(job -> job.over() || job.shippedAll());
        Attention held = order.hold() == null || nothing
                ? null
                : new Attention(AttentionCode.ON_HOLD, "held by command " + order.hold());
        return Stream.of(order.jobs().stream().map(Attentions::duplicate), Stream.ofNullable(order.trouble()),
                order.jobs().stream().map(job -> of(order, job)), Stream.ofNullable(held)).flatMap(all -> all).filter(Objects::nonNull)
                .findFirst().orElse(null);
    }

    /** A printer ships what nobody wants from it any more. */
    private static @Nullable Attention duplicate(Job job) {
        return job.unwanted().stream().findFirst().map(attempt -> new Attention(AttentionCode.DUPLICATE_RISK,
                "job " + job.number() + " attempt " + attempt.number() + " at " + attempt.printer())).orElse(null);
    }

    private static @Nullable Attention of(Snapshot order, Job job) {
        if (job.over()) {
            return null;
        }
        if (job.trouble() != null) {
            return job.trouble();
        }
        for (Shipment shipment : job.shipments()) {
            Attention parcel = ofParcel(order, job, shipment);
            if (parcel != null) {
                return parcel;
            }
        }
        if (order.seeksAnother(job) && job.attempt().tries() == 0) {
            // Nobody is needed before it is known whether another printer takes it.
            return null;
        }
        boolean again = Deadlines.replaced(order, job);
        Attention told = again ? null : ofReport(order, job);
        if (told != null || (again && !job.live())) {
            return told;
        }
        return ofPlacement(order, job, job.attempt());
    }

    private static @Nullable Attention ofParcel(Snapshot order, Job job, Shipment shipment) {
        ParcelState parcel = Deadlines.parcel(order, shipment);
        if (parcel == null || Deadlines.replaced(order, job, shipment)) {
            return null;
        }
        String about = about(job) + ", parcel " + shipment.parcel();
        if (parcel.isReturning()) {
            return new Attention(AttentionCode.PARCEL_RETURNING, about);
        }
        if (parcel.isLost()) {
            return new Attention(AttentionCode.PARCEL_LOST, about);
        }
        return parcel.isSilent() && !shipment.reportedDelivered() ? new Attention(AttentionCode.PARCEL_SILENT, about) : null;
    }

    private static @Nullable Attention ofReport(Snapshot order, Job job) {
        Report report = job.attempt().report();
        if (report.isRejected()) {
            return said(AttentionCode.PRINTER_REJECTED, job, Word.REJECTED);
        }
        if (report.isCancelled() || !Deadlines.replaced(order, job, job.dropped())) {
            return new Attention(AttentionCode.PRINTER_CANCELLED, about(job));
        }
        if (report.stands(Word.FAILED)) {
            return said(AttentionCode.JOB_FAILED, job, Word.FAILED);
        }
        if (report.isHeld()) {
            return said(AttentionCode.JOB_HELD, job, Word.HELD);
        }
        return report.stands(Word.NOT_FETCHED) ? said(AttentionCode.ARTWORK_NOT_FETCHED, job, Word.NOT_FETCHED) : null;
    }

    private static Attention said(AttentionCode code, Job job, Word word) {
        Dated dated = job.attempt().report().said(word);
        // A rejection's code is told with whose fault it is before it.
        return new Attention(code, about(job) + (dated == null ? "" : ": " + dated.code().substring(dated.code().indexOf(' ') + 1)));
    }

    private static @Nullable Attention ofPlacement(Snapshot order, Job job, Attempt attempt) {
        String about = about(job) + (attempt.code() == null ? "" : ": " + attempt.code());
        boolean tried = attempt.tries() >= LOOK_UPS_BEFORE_ATTENTION && !attempt.report().saysAnything();
        return switch (attempt.placement()) {
            case REJECTED -> new Attention(AttentionCode.PRINTER_REJECTED, about);
            case CANCELLED -> new Attention(AttentionCode.PRINTER_CANCELLED, about);
            case NOT_RECEIVED -> new Attention(AttentionCode.DEFERRED_TOO_LONG, about);
            case UNKNOWN -> tried ? new Attention(AttentionCode.OUTCOME_UNKNOWN, about) : late(order, job);
            case DEFERRED, SUBMITTING -> tried ? new Attention(AttentionCode.DEFERRED_TOO_LONG, about) : late(order, job);
            case PLANNED, RECEIVED, ACCEPTED -> late(order, job);
        };
    }

    private static @Nullable Attention late(Snapshot order, Job job) {
        Clock running = Deadlines.running(order, job);
        Clock overdue = job.attempt().overdue();
        if (running == Clock.DISPATCH && overdue == Clock.PRODUCTION && !Deadlines.inProduction(job.attempt())) {
            return new Attention(AttentionCode.PRODUCTION_LATE, about(job));
        }
        if (running == null || overdue != running) {
            return null;
        }
        return new Attention(switch (running) {
            case ACKNOWLEDGE -> AttentionCode.PRINTER_SILENT;
            case PRODUCTION -> AttentionCode.PRODUCTION_LATE;
            case DISPATCH -> AttentionCode.DISPATCH_LATE;
            case DELIVERY -> AttentionCode.PARCEL_SILENT;
        }, about(job));
    }

    static String about(Job job) {
        return "job " + job.number() + " at " + job.attempt().printer();
    }
}
