package dev.pressroom.orders.process;

import dev.pressroom.orders.Fault;
import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Report.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to place a job at one printer: what our own steps know of it ({@code placement}), and what the printer told ({@code report}).
 *
 * @param code why it was rejected or deferred
 * @param fault whose fault that was
 * @param since when the placement began
 * @param tries submits deferred or look-ups undecided in this placement, for the back-off
 * @param nextTry when to try again; null when nothing is to be tried
 * @param overdue the clock that ran out and whose look-up brought nothing new
 * @param checkedAt when that was
 * @param sought another printer was sought because of how this placement stands
 * @param cancelAsked the printer took a request to cancel and has not answered yet
 * @param cancelRefused why the printer did not cancel
 * @param printerJob the printer's own id of the job
 */
public record Attempt(int number, String printer, Clocks clocks, Placement placement, @Nullable String code, @Nullable Fault fault,
        Instant since, int tries, @Nullable Instant nextTry, @Nullable Clock overdue, @Nullable Instant checkedAt, boolean sought,
        boolean cancelAsked, @Nullable String cancelRefused, @Nullable String printerJob, Report report) {

    public Attempt {
        report = report == null ? Report.NOTHING : report;
    }

    /** Where an attempt is as far as our own steps tell. */
    public enum Placement {
        /** The artwork is not ready yet, or the order is held. */
        PLANNED,
        /** A submit is under way. */
        SUBMITTING,
        /** The submit may have arrived: only a look-up decides. */
        UNKNOWN,
        /** Nothing arrived; to be tried again. */
        DEFERRED,
        /** The printer has it and tells later. */
        RECEIVED,
        /** The printer will make it. */
        ACCEPTED,
        /** Refused when submitted or looked up. */
        REJECTED,
        /** Confirmed: it never arrived. */
        NOT_RECEIVED,
        /** Confirmed: cancelled. */
        CANCELLED
    }

    /** It was not there when it was looked up, and its printer spoke of it later. */
    private static final String TURNED_UP = "TURNED_UP";

    static Attempt planned(int number, String printer, Clocks clocks, Instant now) {
        return new Attempt(number, printer, clocks, Placement.PLANNED, null, null, now, 0, null, null, null, false, false, null, null,
                Report.NOTHING);
    }

    /** Submitted or unknown, and not confirmed rejected, cancelled or not received. */
    public boolean live() {
        return switch (placement) {
            case SUBMITTING, UNKNOWN, RECEIVED, ACCEPTED -> !report.isRejected() && !report.isCancelled();
            case PLANNED, DEFERRED, REJECTED, NOT_RECEIVED, CANCELLED -> false;
        };
    }

    boolean atPrinter() {
        return live() && (placement == Placement.RECEIVED || placement == Placement.ACCEPTED || report.saysAnything());
    }

    public boolean accepted() {
        return placement == Placement.ACCEPTED || report.acceptedAt() != null;
    }

    /** Refused or cancelled by the printer, or never there. */
    boolean givenUp() {
        return report.isRejected() || report.isCancelled() || switch (placement) {
            case REJECTED, NOT_RECEIVED, CANCELLED -> true;
            case PLANNED, SUBMITTING, UNKNOWN, DEFERRED, RECEIVED, ACCEPTED -> false;
        };
    }

    /** It was never handed over, and another printer got the job meanwhile. */
    boolean putOff() {
        return placement == Placement.NOT_RECEIVED && code != null && !code.equals(TURNED_UP);
    }

    /** No other printer would take it either: the file or the address itself is wrong. */
    boolean customersFault() {
        Report.Dated rejected = report.said(Word.REJECTED);
        return fault == Fault.CUSTOMER || (report.isRejected() && rejected != null && rejected.code().startsWith(Fault.CUSTOMER.name()));
    }

    /** Some of it left, whenever we heard of it. */
    boolean shipped() {
        return report.shipments().values().stream().anyMatch(shipment -> !shipment.voided());
    }

    /** Given up, and the printer makes it all the same. */
    boolean madeAfterAll() {
        boolean over = placement == Placement.REJECTED || placement == Placement.NOT_RECEIVED || placement == Placement.CANCELLED;
        Instant progress = report.progressAt();
        boolean told = TURNED_UP.equals(code) || (progress != null && progress.isAfter(since));
        return over && (report.shipments().values().stream().anyMatch(shipment -> !shipment.voided() && shipment.shippedAt().isAfter(since))
                || (told && !report.isRejected() && !report.isCancelled()));
    }

    private boolean foundLater() {
        return placement == Placement.NOT_RECEIVED && report.saysAnything() && !report.isRejected() && !report.isCancelled();
    }

    Attempt turnedUp() {
        return foundLater() ? to(Placement.NOT_RECEIVED, TURNED_UP, since) : this;
    }

    /** Refused, cancelled or not there by our own steps, and its printer has it all the same. */
    Attempt takenBack(Instant now) {
        boolean ours = placement == Placement.REJECTED || placement == Placement.NOT_RECEIVED || placement == Placement.CANCELLED;
        return ours && (shipped() || madeAfterAll() || foundLater()) ? to(Placement.RECEIVED, null, now) : this;
    }

    /** When the running clock began; the time the printer told goes before the time we learned it. */
    Instant acceptedSince() {
        Instant told = report.acceptedAt();
        boolean answered = placement == Placement.ACCEPTED && (told == null || since.isBefore(told));
        return told == null || answered ? since : told;
    }

    /** When all of it should have left by the printer's clocks, whatever date the printer gave later; null until it accepted. */
    public @Nullable Instant shipBy() {
        return accepted() ? clocks.due(Clock.DISPATCH, acceptedSince()) : null;
    }

    /** As it stands for ever once another attempt takes its place. */
    Attempt closed(Instant now) {
        if (report.isRejected()) {
            return rejected(code, fault, now);
        }
        if (report.isCancelled()) {
            return to(Placement.CANCELLED, code, now);
        }
        return placement == Placement.DEFERRED || placement == Placement.PLANNED ? to(Placement.NOT_RECEIVED, code, now) : this;
    }

    Attempt to(Placement next, @Nullable String why, Instant now) {
        return new Attempt(number, printer, clocks, next, why, null, now, 0, null, null, null, false, cancelAsked, cancelRefused,
                printerJob, report);
    }

    Attempt rejected(@Nullable String why, @Nullable Fault whose, Instant now) {
        return new Attempt(number, printer, clocks, Placement.REJECTED, why, whose, now, 0, null, null, null, false, cancelAsked,
                cancelRefused, printerJob, report);
    }

    /** Stays where it is and is tried again later. */
    Attempt again(Placement next, @Nullable String why, Instant at, Instant now) {
        Instant began = next == placement || (next == Placement.DEFERRED && tries > 0) ? since : now;
        return new Attempt(number, printer, clocks, next, why, null, began, tries + 1, at, overdue, checkedAt, false, cancelAsked,
                cancelRefused, printerJob, report);
    }

    /** The printer speaks of it, so it has it, whatever our own steps know. */
    Attempt believed(Instant now) {
        return report.saysAnything() && (placement == Placement.UNKNOWN || placement == Placement.DEFERRED)
                ? to(Placement.RECEIVED, null, now)
                : this;
    }

    Attempt submitting(Instant now) {
        if (placement == Placement.PLANNED) {
            return to(Placement.SUBMITTING, null, now);
        }
        return new Attempt(number, printer, clocks, Placement.SUBMITTING, code, fault, since, tries, null, overdue, checkedAt, false,
                cancelAsked, cancelRefused, printerJob, report);
    }

    Attempt with(Report next) {
        return new Attempt(number, printer, clocks, placement, code, fault, since, tries, nextTry, overdue, checkedAt, sought, cancelAsked,
                cancelRefused, printerJob, next);
    }

    /** The larger of two names, so that the order in which they are told does not matter. */
    Attempt named(@Nullable String name) {
        return name == null || (printerJob != null && printerJob.compareTo(name) >= 0)
                ? this
                : new Attempt(number, printer, clocks, placement, code, fault, since, tries, nextTry, overdue, checkedAt, sought,
                        cancelAsked, cancelRefused, name, report);
    }

    Attempt lookedUp(@Nullable Clock ranOut, Instant now) {
        return new Attempt(number, printer, clocks, placement, code, fault, since, tries, nextTry, ranOut, now, sought, cancelAsked,
                cancelRefused, printerJob, report);
    }

    Attempt asSought() {
        return new Attempt(number, printer, clocks, placement, code, fault, since, tries, nextTry, overdue, checkedAt, true, cancelAsked,
                cancelRefused, printerJob, report);
    }

    /** Another printer is sought again then; null when it is sought now. */
    Attempt seekingAt(@Nullable Instant at) {
        return new Attempt(number, printer, clocks, placement, code, fault, since, at == null ? tries : tries + 1, at, overdue, checkedAt,
                true, cancelAsked, cancelRefused, printerJob, report);
    }

    Attempt tryingAt(@Nullable Instant at) {
        return cancelAsked(cancelAsked, cancelRefused, at);
    }

    Attempt cancelAsked(boolean asked, @Nullable String refused, @Nullable Instant tryAt) {
        return new Attempt(number, printer, clocks, placement, code, fault, since, tries, tryAt, overdue, checkedAt, sought, asked, refused,
                printerJob, report);
    }
}
