package dev.pressroom.app.workers;

import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.orders.process.StepResult.CancelAnswer;
import dev.pressroom.orders.process.StepResult.LookedUp;
import dev.pressroom.orders.process.StepResult.Submission;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterChannels;
import dev.pressroom.storage.ledger.Ledger;
import dev.pressroom.storage.ledger.Ledger.Entry;
import dev.pressroom.storage.ledger.Ledger.State;
import dev.pressroom.workflows.PrinterActivities;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What activities do at printers. The intent is in the ledger before the call and the outcome after it; an attempt whose intent has no
 * outcome is looked up before anything is sent again. One submit of an attempt at a time, over all instances.
 */
public final class PrinterCalls implements PrinterActivities {

    /** An intent this young may still be on its way from an instance that died: look again later. */
    private static final Duration IN_PROGRESS = Duration.ofSeconds(5);

    /** Shorter than a FIFO queue remembers what it took. */
    private static final Duration DEDUPLICATED = Duration.ofMinutes(4);

    /** At least so long after the send may a printer still store, and only then list, what it read before we hung up. */
    private static final Duration STORED_LATE = Duration.ofMinutes(2);

    private final JobLocks locks;
    private final TransactionTemplate transactions;
    private final Ledger ledger;
    private final PrinterChannels channels;
    private final Tickets tickets;
    private final Function<String, Printer> printers;
    private final Predicate<String> draining;
    private final Function<String, @Nullable String> callbackUrl;
    private final Learning learning;
    private final Clock clock;

    /** Told when an attempt got new names: facts that waited for them find their order. */
    @FunctionalInterface
    public interface Learning {
        void namesKnown(String printerId);
    }

    public PrinterCalls(JobLocks locks, TransactionTemplate transactions, Ledger ledger, PrinterChannels channels, Tickets tickets,
            Function<String, Printer> printers, Predicate<String> draining, Function<String, @Nullable String> callbackUrl,
            Learning learning, Clock clock) {
        this.locks = locks;
        this.transactions = transactions;
        this.ledger = ledger;
        this.channels = channels;
        this.tickets = tickets;
        this.printers = printers;
        this.draining = draining;
        this.callbackUrl = callbackUrl;
        this.learning = learning;
        this.clock = clock;
    }

    @Override
    public StepResult submit(JobKey job, String printer) {
        return alone(job, () -> {
            Optional<Entry> before = ledger.find(job);
            if (before.isPresent()) {
                Entry entry = before.get();
                switch (entry.state()) {
                    case ACCEPTED -> {
                        return submission(Submission.Kind.ACCEPTED, entry.code(), job);
                    }
                    case RECEIVED -> {
                        return submission(Submission.Kind.RECEIVED, entry.code(), job);
                    }
                    case REJECTED, CANCELLED -> {
                        return submission(Submission.Kind.REJECTED, entry.code(), job);
                    }
                    case UNKNOWN -> {
                        return submission(Submission.Kind.UNKNOWN, entry.code(), job);
                    }
                    case NOT_RECEIVED -> {
                        // Somebody was told that it is not at the printer, and may have sent it anew: a look-up says so again.
                        return submission(Submission.Kind.UNKNOWN, State.NOT_RECEIVED.name(), job);
                    }
                    case INTENT, STAGED -> {
                        if (entry.intentAt().isAfter(clock.instant().minus(IN_PROGRESS))) {
                            throw new IllegalStateException("a submit of " + job + " is in progress; it is looked up in a moment");
                        }
                        Found found = lookUpNow(job, printer);
                        if (found instanceof Found.AtPrinter(Outcome outcome)) {
                            return settle(job, printer, new Step.Done<>(outcome, Set.of()));
                        }
                        if (found instanceof Found.Undecided(String evidence)) {
                            return settle(job, printer, Step.Done.of(new Outcome.Unknown(evidence)));
                        }
                        ledger.outcome(job, State.DEFERRED, State.NOT_RECEIVED.name(), "looked up: it did not arrive");
                    }
                    case DEFERRED -> {
                        // nothing of it is at the printer: send
                    }
                }
            }
            Ticket ticket = tickets.write(job, printers.apply(printer));
            if (before.isEmpty() && draining.test(printer)) {
                return settle(job, printer,
                        Step.Done.of(
                                new Outcome.Deferred(null, Deferral.DRAINING,
                                        printer + ": it is draining; it gets the job only if nobody else takes it")));
            }
            learning.namesKnown(printer);
            Step.Done<Outcome> done = channels.submit(printer, ticket, context(printer));
            return settle(job, printer, done);
        });
    }

    private Dialect.Context context(String printer) {
        return new Dialect.Context(callbackUrl.apply(printer), clock.instant());
    }

    private StepResult settle(JobKey job, String printer, Step.Done<Outcome> done) {
        learn(job, printer, done.learned());
        return switch (done.result()) {
            case Outcome.Accepted() -> {
                ledger.outcome(job, State.ACCEPTED, null, null);
                yield submission(Submission.Kind.ACCEPTED, null, job);
            }
            case Outcome.Received() -> {
                ledger.outcome(job, State.RECEIVED, null, null);
                yield submission(Submission.Kind.RECEIVED, null, job);
            }
            case Outcome.Rejected(String code, String reason, var fault) -> {
                ledger.outcome(job, State.REJECTED, code, reason);
                yield new Submission(Submission.Kind.REJECTED, code, fault, null, null);
            }
            // For people the cause; the reason itself, which may hold a printer's words, stays in the ledger.
            case Outcome.Deferred(var until, Deferral cause, String reason) -> {
                ledger.outcome(job, State.DEFERRED, cause.name(), reason);
                yield new Submission(Submission.Kind.DEFERRED, cause.name(), null, until, null);
            }
            case Outcome.Unknown(String evidence) -> {
                ledger.outcome(job, State.UNKNOWN, "UNKNOWN", evidence);
                yield new Submission(Submission.Kind.UNKNOWN, "UNKNOWN", null, null, null);
            }
        };
    }

    private StepResult submission(Submission.Kind kind, @Nullable String code, JobKey job) {
        return new Submission(kind, code, null, null, printerJob(job));
    }

    private @Nullable String printerJob(JobKey job) {
        return ledger.refs(job).stream().filter(ref -> ref.kind() == Ref.Kind.ORDER).map(Ref::value).findFirst().orElse(null);
    }

    private void learn(JobKey job, String printer, Set<Ref> learned) {
        if (!learned.isEmpty()) {
            transactions.executeWithoutResult(transaction -> learned.forEach(ref -> ledger.name(printer, ref, job, null)));
            learning.namesKnown(printer);
        }
    }

    private Found lookUpNow(JobKey job, String printer) {
        Step.Done<Found> done = channels.lookUp(printer, job, new TreeSet<>(ledger.refs(job)));
        learn(job, printer, done.learned());
        Optional<Entry> open = ledger.find(job).filter(entry -> entry.state() == State.INTENT || entry.state() == State.UNKNOWN);
        return switch (done.result()) {
            case Found.AtPrinter there -> there;
            case Found.Undecided undecided -> open.filter(entry -> dropsRepeats(entry, printer))
                    .flatMap(_ -> sentAgain(job, printer, tickets.write(job, printers.apply(printer)))).orElse(undecided);
            case Found.NotAtPrinter notThere -> open.filter(_ -> printers.apply(printer).dialect() instanceof Dialect.LooksUp)
                    .map(entry -> notListed(entry, printer, notThere)).orElse(notThere);
        };
    }

    /**
     * A FIFO queue: while it still drops repeats (Amazon SQS Developer Guide, "Exactly-once processing": five minutes), the same message sent once more
     * tells as much as a look-up; when it cannot be sent, nothing new is known.
     */
    private boolean dropsRepeats(Entry entry, String printer) {
        return printers.apply(printer).profile().sqs() != null && entry.intentAt().isAfter(clock.instant().minus(DEDUPLICATED));
    }

    /**
     * What became of an open attempt that its printer's list does not show: the printer may still be storing what it read before we hung up. Where it
     * recognises our key, the same ticket sent once more tells; that is not done to a job which nobody wants there any more. Elsewhere, and when the
     * ticket cannot be sent, the list is believed only some time after the last send.
     */
    private Found notListed(Entry entry, String printer, Found.NotAtPrinter notThere) {
        JobKey job = entry.key();
        Printer at = printers.apply(printer);
        if (tickets.wanted(job)) {
            Ticket ticket = tickets.write(job, at);
            if (at.dialect() instanceof Dialect.Submits dialect && dialect.keyed(ticket, context(printer))) {
                ledger.intended(job, clock.instant());
                Optional<Found> told = sentAgain(job, printer, ticket);
                if (told.isPresent()) {
                    return told.get();
                }
                ledger.intended(job, entry.intentAt()); // it did not leave the house
            }
        }
        Duration timeouts = at.profile().limits().timeout().multipliedBy(3);
        Duration late = timeouts.compareTo(STORED_LATE) > 0 ? timeouts : STORED_LATE;
        return entry.intentAt().isAfter(clock.instant().minus(late))
                ? new Found.Undecided(
                        "not on the printer's list, which may be behind what it received; it is believed " + late + " after the send")
                : notThere;
    }

    /** What the printer says to the same ticket once more; empty when it was not sent. */
    private Optional<Found> sentAgain(JobKey job, String printer, Ticket ticket) {
        Step.Done<Outcome> done = channels.submit(printer, ticket, context(printer));
        learn(job, printer, done.learned());
        return switch (done.result()) {
            case Outcome.Accepted accepted -> Optional.of(new Found.AtPrinter(accepted));
            case Outcome.Received received -> Optional.of(new Found.AtPrinter(received));
            case Outcome.Rejected rejected -> Optional.of(new Found.AtPrinter(rejected));
            case Outcome.Deferred _ -> Optional.empty();
            case Outcome.Unknown(String evidence) -> Optional.of(new Found.Undecided(evidence));
        };
    }

    @Override
    public StepResult lookUp(JobKey job, String printer) {
        return alone(job, () -> {
            State state = ledger.find(job).map(Entry::state).orElse(null);
            if (state == null || state == State.DEFERRED) {
                // An intent is written before anything is sent, so nothing was; and now nothing will be.
                ledger.neverSent(job, printer);
                return notReceived(job);
            }
            return switch (lookUpNow(job, printer)) {
                case Found.AtPrinter(Outcome outcome) -> {
                    StepResult settled = settle(job, printer, Step.Done.of(outcome));
                    yield settled instanceof Submission submission ? lookedUp(submission, job) : undecided();
                }
                case Found.NotAtPrinter() -> notReceived(job);
                case Found.Undecided(String evidence) -> state == State.NOT_RECEIVED ? notReceived(job) : undecided();
            };
        });
    }

    private StepResult notReceived(JobKey job) {
        return ledger.notReceived(job) ? new LookedUp(LookedUp.Kind.NOT_THERE, null, null) : undecided();
    }

    private static StepResult undecided() {
        return new LookedUp(LookedUp.Kind.UNDECIDED, "UNDECIDED", null);
    }

    private StepResult lookedUp(Submission submission, JobKey job) {
        return switch (submission.kind()) {
            case ACCEPTED -> new LookedUp(LookedUp.Kind.ACCEPTED, null, printerJob(job));
            case RECEIVED -> new LookedUp(LookedUp.Kind.RECEIVED, null, printerJob(job));
            case REJECTED -> new LookedUp(LookedUp.Kind.REJECTED, submission.code(), printerJob(job));
            case DEFERRED, UNKNOWN -> undecided();
        };
    }

    @Override
    public StepResult cancel(JobKey job, String printer) {
        return alone(job, () -> {
            Step.Done<Change> done = channels.cancel(printer, new HashSet<>(ledger.refs(job)), List.of(), context(printer));
            learn(job, printer, done.learned());
            if (done.result() instanceof Change.Agreed) {
                ledger.outcome(job, State.CANCELLED, null, null);
            }
            return answer(done.result());
        });
    }

    @Override
    public StepResult readdress(JobKey job, String printer, int address) {
        return alone(job, () -> {
            Step.Done<Change> done = channels.readdress(printer, new HashSet<>(ledger.refs(job)), tickets.address(job.orderId(), address));
            learn(job, printer, done.learned());
            return answer(done.result());
        });
    }

    private static CancelAnswer answer(Change change) {
        return switch (change) {
            case Change.Agreed() -> new CancelAnswer(CancelAnswer.Kind.AGREED, null);
            case Change.Asked() -> new CancelAnswer(CancelAnswer.Kind.ASKED, null);
            case Change.Refused(String code, String reason) -> new CancelAnswer(CancelAnswer.Kind.REFUSED, code);
            case Change.Undecided(String evidence) -> new CancelAnswer(CancelAnswer.Kind.UNDECIDED, "UNDECIDED");
            case Change.NotOffered() -> new CancelAnswer(CancelAnswer.Kind.REFUSED, "NOT_OFFERED");
        };
    }

    /** One call for a job at a time, over all instances. */
    private StepResult alone(JobKey job, Supplier<StepResult> call) {
        try (MDC.MDCCloseable _ = MDC.putCloseable("order", job.orderId()); MDC.MDCCloseable _ = MDC.putCloseable("job", job.toString())) {
            return Heartbeats.during(() -> locked(job, call));
        }
    }

    private StepResult locked(JobKey job, Supplier<StepResult> call) {
        if (!locks.acquire(job)) {
            throw new IllegalStateException("another call is at work on " + job + "; trying again");
        }
        try {
            return call.get();
        } finally {
            locks.release(job);
        }
    }
}
