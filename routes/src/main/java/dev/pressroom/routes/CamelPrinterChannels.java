package dev.pressroom.routes;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Fault;
import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Deferral;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Step.Done;
import dev.pressroom.printers.Ticket;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs a dialect's verbs over the printer's lanes. */
final class CamelPrinterChannels implements PrinterChannels {

    private final Function<String, Printer> printers;
    private final Lanes lanes;
    private final StepRunner runner;
    private final Ports ports;
    private final Clock clock;

    CamelPrinterChannels(Function<String, Printer> printers, Lanes lanes, Ports ports, Clock clock) {
        this.printers = printers;
        this.lanes = lanes;
        this.runner = new StepRunner(lanes);
        this.ports = ports;
        this.clock = clock;
    }

    @Override
    public Done<Outcome> submit(String printerId, Ticket ticket, Dialect.Context context) {
        if (!(printers.apply(printerId).dialect() instanceof Dialect.Submits dialect)) {
            return Done.of(new Outcome.Rejected("NOT_OFFERED", "printer " + printerId + " takes no jobs; route to another", Fault.OURS));
        }
        return timed(printerId, runner.run(printerId, ticket.key(), dialect.submit(ticket, context), Outcome.Unknown::new));
    }

    /** A dialect knows when to come again only if the printer told it; the lane knows it also of calls that were refused here. */
    private Done<Outcome> timed(String printerId, Done<Outcome> done) {
        return done.result() instanceof Outcome.Deferred(Instant until, Deferral cause, String reason) && until == null
                ? new Done<>(new Outcome.Deferred(lanes.notBefore(printerId).orElse(null), cause, reason), done.learned())
                : done;
    }

    @Override
    public Done<Found> lookUp(String printerId, JobKey key, Set<Ref> refs) {
        Printer printer = printers.apply(printerId);
        if (printer.dialect() instanceof Dialect.LooksUp dialect) {
            return runner.run(printerId, null, dialect.lookUp(refs), Found.Undecided::new);
        }
        if (printer.profile().sftp() == null) {
            return Done.of(new Found.Undecided("printer " + printerId + " cannot be asked; wait for what it tells"));
        }
        Optional<SubmissionLedger.Staged> staged = ports.ledger().stagedTicket(key);
        return Done.of(staged.isPresent() ? renamed(printerId, staged.get()) : neverStaged(printerId, refs));
    }

    private Found renamed(String printerId, SubmissionLedger.Staged staged) {
        return switch (lanes.files(printerId, new FileTask.RenameAgain(staged))) {
            case Reply.Answered _ -> new Found.AtPrinter(new Outcome.Received());
            case Reply.NotSent(_, String why) -> new Found.Undecided(why);
            case Reply.Broke(String why) -> new Found.Undecided(why);
        };
    }

    /** Nothing was ever renamed, so it is certain without asking; that the sweep may fail only leaves litter. */
    private Found neverStaged(String printerId, Set<Ref> refs) {
        Set<String> files = refs.stream().filter(ref -> ref.kind() == Ref.Kind.FILE).map(Ref::value).collect(Collectors.toSet());
        if (!files.isEmpty()) {
            lanes.files(printerId, new FileTask.Sweep(files));
        }
        return new Found.NotAtPrinter();
    }

    @Override
    public Done<Change> cancel(String printerId, Set<Ref> refs, List<ItemQuantity> part, Dialect.Context context) {
        if (!(printers.apply(printerId).dialect() instanceof Dialect.Cancels dialect)) {
            return Done.of(new Change.NotOffered());
        }
        return runner.run(printerId, null, dialect.cancel(refs, part, context), Change.Undecided::new);
    }

    @Override
    public Done<Change> readdress(String printerId, Set<Ref> refs, Address address) {
        if (!(printers.apply(printerId).dialect() instanceof Dialect.Readdresses dialect)) {
            return Done.of(new Change.NotOffered());
        }
        return runner.run(printerId, null, dialect.readdress(refs, address), Change.Undecided::new);
    }

    @Override
    public boolean reread(String printerId, Ref hint) {
        Step<Dialect.Page> step = printers.apply(printerId).dialect() instanceof Dialect.Reads dialect
                ? dialect.reread(hint, clock.instant())
                : null;
        if (step == null) {
            return true; // nothing can be fetched, now or later
        }
        Dialect.Page page = runner.run(printerId, null, step, why -> Dialect.Page.notAsked(null, why)).result();
        page.messages().forEach(message -> ports.inbox().take(printerId, message));
        return page.problem() == null;
    }
}
