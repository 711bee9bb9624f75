package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Command.Resolve.How;
import dev.pressroom.orders.process.Report.Word;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes commands: each is done at once, pending at a printer, or refused with a reason. */
final class Asking {

    private final Turn turn;
    private final Placing placing;
    private final Failover failover;

    Asking(Turn turn, Placing placing, Failover failover) {
        this.turn = turn;
        this.placing = placing;
        this.failover = failover;
    }

    void asked(Command command) {
        String id = command.commandId();
        Answer known = turn.state.answers().get(id);
        if (known != null) {
            turn.repeat(id, known);
            return;
        }
        if (turn.state.pending(id) != null) {
            return;
        }
        Answer answer = switch (command) {
            case Command.Cancel cancel -> {
                note(cancel, "cancellation asked", cancel.job());
                yield cancel(cancel);
            }
            case Command.Hold hold -> {
                note(hold, "hold asked", 0);
                yield hold(id);
            }
            case Command.Release release -> {
                note(release, "release asked", 0);
                yield release();
            }
            case Command.ChangeAddress change -> {
                note(change, "change of address asked", 0);
                yield changeAddress(change);
            }
            case Command.Reroute reroute -> {
                note(reroute, "another printer asked" + (reroute.printer() == null ? "" : ": " + reroute.printer()), reroute.job());
                yield reroute(reroute);
            }
            case Command.Reprint reprint -> {
                note(reprint, "reprint of " + items(reprint.items()) + " asked: " + Turn.words(reprint.why()), reprint.job());
                yield reprint(reprint);
            }
            case Command.Retry retry -> {
                note(retry, "another try asked", retry.job());
                yield retry(retry);
            }
            case Command.Resolve resolve -> {
                note(resolve, "resolved as " + Turn.words(resolve.how()), resolve.job());
                yield resolve(resolve);
            }
        };
        if (answer != null) {
            turn.answer(id, answer);
        }
    }

    private void note(Command command, String says, int job) {
        turn.asked(Hearing.kind(command) + "_ASKED", job == 0 ? null : job, says, command.commandId());
    }

    private static String items(List<ItemQuantity> items) {
        return items.isEmpty()
                ? "the whole job"
                : items.stream().map(item -> item.quantity() + " x " + item.item()).collect(Collectors.joining(", "));
    }

    private @Nullable Answer cancel(Command.Cancel command) {
        if (turn.state.cancelled()) {
            return Answer.CANCELLED;
        }
        Job only = turn.state.job(command.job());
        if (command.job() != 0 && only == null) {
            return Answer.refused("NO_SUCH_JOB");
        }
        if (only != null && only.cancelled()) {
            return Answer.CANCELLED;
        }
        List<Job> open = turn.state.jobs().stream().filter(job -> !job.over() && (only == null || job.number() == only.number())).toList();
        if (turn.state.jobs().isEmpty()) {
            turn.state = turn.state.asCancelled();
            turn.line("CANCELLED", null, null, "order cancelled");
            return Answer.CANCELLED;
        }
        if (open.isEmpty()) {
            return Answer.refused("ORDER_CLOSED");
        }
        if (open.stream().allMatch(Job::shippedSome)) {
            return Answer.refused("ALREADY_SHIPPED");
        }
        if (open.stream().allMatch(job -> job.shippedSome() || job.beingCancelled())) {
            return Answer.refused("CANCEL_ALREADY_ASKED");
        }
        pending(command.commandId(), Pending.Kind.CANCEL, 0, open);
        if (turn.since(4) && only == null) {
            turn.state.pending(Pending.Kind.REPRINT)
                    .forEach(one -> turn.settled(one.command(), one.jobs().first(), "CANCELLED"));
        }
        for (Job job : open) {
            Withdrawal before = job.withdrawal();
            if (job.shippedSome()) {
                turn.settled(command.commandId(), job.number(), "ALREADY_SHIPPED");
            } else if (!turn.since(4) || !job.beingCancelled()) {
                turn.put(job.withWithdrawal(new Withdrawal(command.commandId(), turn.now, null)));
                if (before != null) {
                    turn.settled(before.command(), job.number(), before.target() == null ? null : "CANCELLED");
                }
            }
        }
        return null;
    }

    private void pending(String id, Pending.Kind kind, int address, List<Job> jobs) {
        SortedSet<Integer> numbers = jobs.stream().map(Job::number).collect(Collectors.toCollection(TreeSet::new));
        turn.state = turn.state.with(new Pending(id, kind, numbers, null, address, new TreeSet<>(), turn.now, null));
    }

    private Answer hold(String id) {
        if (turn.state.hold() != null) {
            return Answer.refused("ALREADY_HELD");
        }
        if (turn.state.cancelled()) {
            return Answer.refused("ORDER_CLOSED");
        }
        boolean something = turn.state.jobs().isEmpty() || turn.state.jobs().stream().anyMatch(
                job -> !job.over() && (job.attempt().placement() == Placement.PLANNED || job.attempt().placement() == Placement.DEFERRED));
        if (!something) {
            return Answer.refused("ALREADY_AT_PRINTER");
        }
        turn.state = turn.state.withHold(id);
        return Answer.done("HELD");
    }

    private Answer release() {
        if (turn.state.hold() == null) {
            return Answer.refused("NOT_HELD");
        }
        turn.state = turn.state.withHold(null);
        return Answer.done("RELEASED");
    }

    private @Nullable Answer changeAddress(Command.ChangeAddress command) {
        List<Job> open = turn.state.jobs().stream().filter(job -> !job.over()).toList();
        if (turn.state.cancelled() || (open.isEmpty() && !turn.state.jobs().isEmpty())) {
            return Answer.refused("ORDER_CLOSED");
        }
        if (turn.state.changesAddress()) {
            return Answer.refused("CHANGE_ALREADY_ASKED");
        }
        if (open.stream().anyMatch(Job::shippedSome)) {
            return Answer.refused("ALREADY_SHIPPED");
        }
        pending(command.commandId(), Pending.Kind.CHANGE_ADDRESS, command.address(), open);
        turn.answerIfSettled(command.commandId());
        return null;
    }

    private @Nullable Answer reroute(Command.Reroute command) {
        Job job = turn.state.job(command.job());
        if (job == null) {
            return Answer.refused("NO_SUCH_JOB");
        }
        if (job.over()) {
            return Answer.refused("JOB_CLOSED");
        }
        if (job.shippedSome()) {
            return Answer.refused("ALREADY_SHIPPED");
        }
        if (job.withdrawal() != null || turn.state.busy(job)) {
            return Answer.refused("BUSY");
        }
        if (job.attempt().printer().equals(command.printer())) {
            return Answer.refused("SAME_PRINTER");
        }
        pending(command.commandId(), Pending.Kind.REROUTE, 0, List.of(job));
        failover.seek(job, command.printer(), command.commandId());
        return null;
    }

    private @Nullable Answer reprint(Command.Reprint command) {
        Job job = turn.state.job(command.job());
        if (job == null) {
            return Answer.refused("NO_SUCH_JOB");
        }
        List<ItemQuantity> items = command.items().isEmpty() ? job.items() : command.items();
        if (items.stream().anyMatch(item -> item.quantity() < 1 || item.quantity() > job.ordered(item.item()))
                || items.stream().map(ItemQuantity::item).distinct().count() != items.size()) {
            return Answer.refused("NOT_IN_JOB");
        }
        boolean making = job.live() && !job.attempt().report().stands(Word.FAILED);
        if (making && items.stream().anyMatch(item -> item.quantity() > job.shipped(item.item()) + job.dropped(item.item()))) {
            return Answer.refused("STILL_BEING_MADE");
        }
        if (!job.live() && !job.shippedSome() && job.resolved() != How.DELIVERED) {
            return Answer.refused("NEVER_MADE");
        }
        if (turn.since(4) && turn.state.cancelled()) {
            return Answer.refused("ORDER_CLOSED");
        }
        if (turn.since(4) && job.beingCancelled()) {
            return Answer.refused("CANCEL_ALREADY_ASKED");
        }
        pending(command.commandId(), Pending.Kind.REPRINT, 0, List.of(job));
        turn.run(new Step.ChoosePrinter(turn.stepId("choose"), items, 0, new TreeSet<>(), command.printer(), job.number(),
                command.why(), command.commandId()));
        return null;
    }

    /** The choice for a reprint was made; from rules 4 on that is nothing once the order's cancellation overtook it. */
    void reprinted(Step.ChoosePrinter choose, StepResult result) {
        if (turn.since(4) && turn.state.pending(choose.command()) == null) {
            return;
        }
        if (!(result instanceof StepResult.Chosen(List<StepResult.Assignment> assignments))) {
            turn.settled(choose.command(), choose.reprintOf(), result.brief());
            return;
        }
        placing.add(assignments, choose.reprintOf(), choose.why()).forEach(placing::prepare);
        turn.settled(choose.command(), choose.reprintOf(), null);
    }

    private Answer retry(Command.Retry command) {
        if (command.job() != 0 && turn.state.job(command.job()) == null) {
            return Answer.refused("NO_SUCH_JOB");
        }
        boolean any = false;
        if (command.job() == 0 && turn.state.retryAt() != null && turn.state.outstanding().isEmpty()) {
            turn.state = turn.state.withTrouble(turn.state.trouble(), turn.now);
            any = true;
        }
        for (Job job : turn.state.jobs()) {
            boolean waits = job.withdrawal() == null || turn.since(4);
            if ((command.job() == 0 || command.job() == job.number()) && !job.over() && waits && !turn.state.busy(job)) {
                any |= retry(job);
            }
        }
        return any ? Answer.done("TRIED_AGAIN") : Answer.refused("NOTHING_TO_RETRY");
    }

    private boolean retry(Job job) {
        Attempt attempt = job.attempt();
        if (attempt.givenUp()) {
            boolean never = !placing.made(job);
            if (never) {
                placing.again(job);
                if (!job.prepared()) {
                    placing.prepare(turn.job(job.number()));
                }
            }
            return never;
        }
        if (job.trouble() != null) {
            placing.prepare(job);
            return true;
        }
        if (attempt.nextTry() == null && attempt.overdue() == null) {
            return false;
        }
        if (attempt.placement() == Placement.DEFERRED) {
            if (turn.state.stopped() || (turn.since(4) && placing.made(job))) {
                return false;
            }
            placing.submit(job);
        } else {
            placing.lookUp(job);
        }
        return true;
    }

    private Answer resolve(Command.Resolve command) {
        Job job = turn.state.job(command.job());
        if (job == null) {
            return Answer.refused("NO_SUCH_JOB");
        }
        How how = command.how();
        if (job.resolved() != null || (job.cancelled() && how != How.CLOSED)) {
            return Answer.refused("JOB_CLOSED");
        }
        if (turn.state.busyAtPrinter(job) || (job.withdrawal() != null && !turn.since(4))) {
            return Answer.refused("BUSY");
        }
        return switch (how) {
            case CLOSED, DELIVERED -> over(job, how);
            case AT_PRINTER, NOT_AT_PRINTER -> found(job, how == How.AT_PRINTER);
        };
    }

    private Answer over(Job job, How how) {
        boolean making = how == How.CLOSED && job.live() && !job.shippedSome() && !job.attempt().report().stands(Word.FAILED);
        if (making) {
            return Answer.refused("STILL_BEING_MADE");
        }
        turn.put(job.asResolved(how).withTrouble(null));
        if (job.withdrawal() != null) {
            turn.settled(job.withdrawal(), job.number(), how == How.CLOSED ? "JOB_CLOSED" : "ALREADY_SHIPPED");
        }
        return Answer.done("RESOLVED");
    }

    /** A person asked the printer whether it has the job. */
    private Answer found(Job job, boolean there) {
        Attempt attempt = job.attempt();
        boolean unknown = attempt.placement() == Placement.UNKNOWN;
        List<Attempt> stopped = there || !turn.since(4) ? List.of() : job.unwanted().stream().filter(one -> !one.shipped()).toList();
        if (!stopped.isEmpty()) {
            stopped.forEach(one -> turn.put(turn.job(job.number()), one.to(Placement.CANCELLED, null, turn.now)));
            if (attempt.givenUp()) {
                turn.put(turn.job(job.number()), attempt.seekingAt(turn.now));
            }
        } else if (job.withdrawal() != null && !unknown) {
            turn.put(job, there ? attempt.cancelAsked(false, "TOO_LATE", null) : attempt.to(Placement.CANCELLED, null, turn.now));
        } else if ((!unknown && attempt.placement() != Placement.RECEIVED) || attempt.report().saysAnything()) {
            return Answer.refused("NOT_IN_DOUBT");
        } else {
            turn.put(job, attempt.to(there ? Placement.ACCEPTED : Placement.NOT_RECEIVED, null, turn.now));
            if (!there) {
                placing.notReceived(turn.job(job.number()));
            }
        }
        return Answer.done("RESOLVED");
    }
}
