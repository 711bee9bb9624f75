package dev.pressroom.orders.process;

import dev.pressroom.orders.process.Attempt.Placement;
import dev.pressroom.orders.process.Clocks.Clock;
import dev.pressroom.orders.process.Report.Word;
import dev.pressroom.orders.process.StepResult.Assignment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Another printer for a job: after a confirmed refusal, when a printer puts the job off or is silent for too long, or because a person
 * wants it. The other printer is chosen first; where the old one may still make the job it is taken back there, and only then placed anew.
 */
final class Failover {

    /** From these rules on another printer is sought without being asked. */
    private static final int SINCE = 2;
    /** From these rules on also for a job that is late, and not only once. */
    private static final int INSISTS_SINCE = 3;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);
    static final int ATTEMPTS_BEFORE_ANOTHER = 2;
    /** Codes of deferrals that last, nobody knows how long. */
    private static final Set<String> CLOSED = Set.of("PAUSED", "DRAINING");

    private final Turn turn;
    private final Placing placing;

    Failover(Turn turn, Placing placing) {
        this.turn = turn;
        this.placing = placing;
    }

    static boolean known(int rules) {
        return rules >= SINCE;
    }

    static boolean insists(int rules) {
        return rules >= INSISTS_SINCE;
    }

    /** Once per placement. */
    void seekWhereWarranted() {
        if (!known(turn.rules) || turn.state.stopped() || turn.state.cancelled()) {
            return;
        }
        for (Job job : List.copyOf(turn.state.jobs())) {
            if (!job.attempt().sought() && free(job) && warranted(job)) {
                turn.put(job, job.attempt().asSought());
                seek(turn.job(job.number()), null, null);
            }
        }
    }

    private boolean free(Job job) {
        return !job.over() && job.withdrawal() == null && !turn.state.busy(job);
    }

    /** A printer that nobody could do without may be back. */
    void seekAgain(Job job) {
        turn.put(job, job.attempt().seekingAt(null));
        if (free(job) && warranted(job)) {
            seek(turn.job(job.number()), null, null);
        }
    }

    private boolean warranted(Job job) {
        Attempt attempt = job.attempt();
        if (placing.made(job) || attempt.customersFault()) {
            return false;
        }
        if (attempt.givenUp()) {
            return !Deadlines.replaced(turn.state, job);
        }
        if (attempt.placement() == Placement.DEFERRED) {
            Duration patience = attempt.clocks().deferral();
            boolean long_ = patience != null && !attempt.since().plus(patience).isAfter(turn.now);
            return long_ || (attempt.code() != null && CLOSED.contains(attempt.code()));
        }
        Clock running = Deadlines.running(turn.state, job);
        return (running == Clock.ACKNOWLEDGE && attempt.overdue() == Clock.ACKNOWLEDGE)
                || (insists(turn.rules) && running == Clock.DISPATCH && lateWithoutASign(attempt));
    }

    /** Accepted and not begun in time; one whose trouble the printer told is for a person. */
    private static boolean lateWithoutASign(Attempt attempt) {
        Report report = attempt.report();
        boolean late = attempt.overdue() == Clock.PRODUCTION || attempt.overdue() == Clock.DISPATCH;
        return late && !Deadlines.inProduction(attempt) && !report.isHeld() && !report.stands(Word.FAILED)
                && !report.stands(Word.NOT_FETCHED);
    }

    /** Asks for another printer than those that had their chance, or for the one that a person wants. */
    void seek(Job job, @Nullable String only, @Nullable String command) {
        SortedSet<String> without = job.attempts().stream().filter(attempt -> hadItsChance(job, attempt)).map(Attempt::printer)
                .collect(Collectors.toCollection(TreeSet::new));
        if (only != null) {
            without.remove(only);
        }
        turn.run(new Step.ChoosePrinter(turn.stepId("choose"), job.items(), job.number(), without, only, 0, null, command));
    }

    /** A printer that was only full or away when its turn came may be asked once more. */
    private static boolean hadItsChance(Job job, Attempt attempt) {
        return attempt.number() == job.attempt().number() || !attempt.putOff()
                || job.attempts().stream().filter(other -> other.printer().equals(attempt.printer())).count() >= ATTEMPTS_BEFORE_ANOTHER;
    }

    void found(Step.ChoosePrinter choose, StepResult result) {
        Job job = turn.job(choose.job());
        String command = choose.command();
        if (job.over() || job.withdrawal() != null || job.shippedSome()) {
            turn.settled(command, job.number(), job.shippedSome() ? "ALREADY_SHIPPED" : "JOB_CLOSED");
            return;
        }
        if (!(result instanceof StepResult.Chosen(List<Assignment> found)) || found.size() != 1) {
            String code = result instanceof StepResult.Chosen ? "NO_OTHER_PRINTER" : result.brief();
            if (command != null) {
                turn.settled(command, job.number(), code);
            } else if (job.attempt().placement() == Placement.NOT_RECEIVED && placing.mayTryAgain(job)) {
                placing.again(job);
            } else {
                inVain(job);
            }
            return;
        }
        if (command == null && !warranted(job)) {
            return;
        }
        Assignment target = found.getFirst();
        turn.line("REROUTED", job, "job " + job.number() + " goes from " + job.attempt().printer() + " to " + target.printer()
                + (job.live() ? ", once " + job.attempt().printer() + " gave it back" : "") + target.because());
        if (job.live()) {
            turn.put(job.withWithdrawal(new Withdrawal(command, turn.now, target)));
        } else {
            place(job, target);
            turn.settled(command, job.number(), null);
        }
    }

    private void inVain(Job job) {
        Attempt attempt = job.attempt();
        boolean repeated = insists(turn.rules) && attempt.givenUp();
        if (attempt.tries() <= (repeated ? 0 : 1)) {
            turn.line("NO_OTHER_PRINTER", job, "no other printer can take job " + job.number() + " from " + attempt.printer());
        }
        if (repeated) {
            Duration wait = FIRST_WAIT.multipliedBy(1L << (2 * Math.min(attempt.tries(), 8)));
            turn.put(job, attempt.seekingAt(turn.now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT)));
        }
    }

    /** Nothing of the job is live any more. */
    void place(Job job, Assignment target) {
        Attempt last = job.attempt();
        Instant now = turn.now;
        Job next = job.with(last.closed(now)).and(Attempt.planned(last.number() + 1, target.printer(), target.clocks(), now))
                .withTrouble(null);
        turn.put(next);
        if (!next.prepared()) {
            placing.prepare(next);
        }
    }
}
