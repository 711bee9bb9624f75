package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Clocks.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to place a job at one printer: what our own steps know of it ({@code placement}), and what the printer told ({@code report}).
 *
 * @param code why it was rejected or deferred
 * @param since when the placement began
 * @param tries submits deferred or look-ups undecided in this placement, for the back-off
 * @param nextTry when to try again; null when nothing is to be tried
 * @param overdue the clock that ran out and whose look-up brought nothing new
 * @param checkedAt when that was
 * @param cancelAsked the printer took a request to cancel and has not answered yet
 * @param cancelRefused why the printer did not cancel
 * @param printerJob the printer's own id of the job
 */
public record Attempt(int number, String printer, Clocks clocks, Placement placement, @Nullable String code, Instant since, int tries,
        @Nullable Instant nextTry, @Nullable Clock overdue, @Nullable Instant checkedAt, boolean cancelAsked,
        @Nullable String cancelRefused, @Nullable String printerJob, Report report) {

    public Attempt {
        report = report == null ? Report.NOTHING : report;
    }

    /** Where an attempt is as far as our own steps tell. */
    public enum Placement {
        /** The artwork is not ready yet. */
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

    static Attempt planned(int number, String printer, Clocks clocks, Instant now) {
        return new Attempt(number, printer, clocks, Placement.PLANNED, null, now, 0, null, null, null, false, null, null, Report.NOTHING);
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

    /** When the running clock began; the time the printer told goes before the time we learned it. */
    Instant acceptedSince() {
        Instant told = report.acceptedAt();
        return told != null ? told : since;
    }

    Attempt to(Placement next, @Nullable String why, Instant now) {
        return new Attempt(number, printer, clocks, next, why, now, 0, null, null, null, cancelAsked, cancelRefused, printerJob, report);
    }

    /** Stays where it is and is tried again later. */
    Attempt again(Placement next, @Nullable String why, Instant at, Instant now) {
        Instant began = next == placement ? since : now;
        return new Attempt(number, printer, clocks, next, why, began, tries + 1, at, overdue, checkedAt, cancelAsked, cancelRefused,
                printerJob, report);
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
        return new Attempt(number, printer, clocks, Placement.SUBMITTING, code, since, tries, null, overdue, checkedAt, cancelAsked,
                cancelRefused, printerJob, report);
    }

    Attempt with(Report next) {
        return new Attempt(number, printer, clocks, placement, code, since, tries, nextTry, overdue, checkedAt, cancelAsked, cancelRefused,
                printerJob, next);
    }

    /** The larger of two names, so that the order in which they are told does not matter. */
    Attempt named(@Nullable String name) {
        return name == null || (printerJob != null && printerJob.compareTo(name) >= 0)
                ? this
                : new Attempt(number, printer, clocks, placement, code, since, tries, nextTry, overdue, checkedAt, cancelAsked,
                        cancelRefused, name, report);
    }

    Attempt lookedUp(@Nullable Clock ranOut, Instant now) {
        return new Attempt(number, printer, clocks, placement, code, since, tries, nextTry, ranOut, now, cancelAsked, cancelRefused,
                printerJob, report);
    }

    Attempt cancelAsked(boolean asked, @Nullable String refused, @Nullable Instant tryAt) {
        return new Attempt(number, printer, clocks, placement, code, since, tries, tryAt, overdue, checkedAt, asked, refused, printerJob,
                report);
    }
}
