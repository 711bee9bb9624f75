package dev.pressroom.orders.process;

import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.facts.Fact;
import java.time.Instant;
import java.util.List;

/**
 * Decides what happens next with one order. Pure: the same snapshot, input and time give the same decision. {@code rules} is the version of
 * these rules that the order's run loaded; new behaviour sits behind {@code rules >= n}.
 */
public final class OrderProcess {

    /**
     * The newest rules. 2: another printer is sought without being asked, and the customer's promise is kept. 3: that is also done for a job that
     * is late without any sign that it is made, and again and again for one that nobody could take. 4: nothing is handed over while an earlier
     * printer makes the job after all, and a person may say how a job stands while it is being cancelled.
     */
    public static final int RULES = 4;

    private final Turn turn;
    private final Placing placing;
    private final Failover failover;
    private final TakingBack takingBack;
    private final Asking asking;

    private OrderProcess(Turn turn) {
        this.turn = turn;
        placing = new Placing(turn);
        failover = new Failover(turn, placing);
        takingBack = new TakingBack(turn, failover);
        asking = new Asking(turn, placing, failover);
    }

    public static Decision on(OrderSummary order, int rules, Snapshot state, Input input, Instant now) {
        if (rules < 1 || rules > RULES) {
            throw new IllegalArgumentException("order " + order.orderId() + " runs rules " + rules + ", this release knows 1 to " + RULES
                    + "; deploy the release that wrote them");
        }
        Turn turn = new Turn(order, rules, state, now);
        OrderProcess process = new OrderProcess(turn);
        switch (input) {
            case Input.Heard(var fact) -> process.heard(fact);
            case Input.Finished(String step, StepResult result) -> process.finished(step, result);
            case Input.Asked(Command command) -> process.asking.asked(command);
            case Input.Tick() -> process.tick();
        }
        process.settle();
        return turn.decision();
    }

    private void heard(Fact fact) {
        String hash = Hearing.hash(fact.told());
        if (turn.state.seen().contains(hash)) {
            return;
        }
        boolean first = !turn.state.placed() && fact instanceof Fact.OrderPlaced && !turn.state.cancelled();
        Hearing hearing = new Hearing(turn.order, turn.state.withSeen(hash));
        turn.state = hearing.plus(fact);
        for (Job job : List.copyOf(turn.state.jobs())) {
            Job heard = job.with(job.attempt().believed(turn.now));
            turn.put(turn.since(4) ? heard.believing(turn.now) : heard);
        }
        turn.lines(hearing.lines());
        if (first && fact instanceof Fact.OrderPlaced(var told, Instant changeableUntil)) {
            boolean grace = changeableUntil != null && changeableUntil.isAfter(turn.now);
            turn.state = turn.state.beginningAt(grace ? changeableUntil : turn.now);
            if (grace) {
                placing.check();
            }
        }
    }

    private void finished(String stepId, StepResult result) {
        Step step = turn.state.outstanding().stream().filter(s -> s.id().equals(stepId)).findFirst().orElse(null);
        if (step == null) {
            return;
        }
        turn.state = turn.state.without(stepId);
        switch (step) {
            case Step.CheckArtwork check -> placing.checked(result);
            case Step.ChoosePrinter choose -> {
                if (choose.job() != 0) {
                    failover.found(choose, result);
                } else if (choose.reprintOf() != 0) {
                    asking.reprinted(choose, result);
                } else {
                    placing.chosen(result);
                }
            }
            case Step.PrepareArtwork prepare -> placing.prepared(turn.job(prepare.job().job()), prepare.job().attempt(), result);
            case Step.SubmitJob submit -> placing.submitted(turn.job(submit.job().job()), submit.job().attempt(), result);
            case Step.LookUpJob lookUp -> placing.lookedUp(turn.job(lookUp.job().job()), lookUp.job().attempt(), result);
            case Step.CancelAtPrinter cancel -> takingBack.cancelAnswered(turn.job(cancel.job().job()), cancel.job().attempt(), result);
            case Step.ReaddressJob readdress -> takingBack.readdressed(turn.job(readdress.job().job()), readdress, result);
        }
    }

    private void tick() {
        Instant retry = turn.state.retryAt();
        boolean asking = turn.state.outstanding().stream().anyMatch(step -> step.jobNumber() == 0);
        if (retry != null && !retry.isAfter(turn.now) && !turn.state.cancelled() && !asking) {
            turn.state = turn.state.withTrouble(turn.state.trouble(), null);
            if (turn.state.beginAt() == null) {
                placing.choose();
            } else {
                placing.check();
            }
        }
        for (Job job : List.copyOf(turn.state.jobs())) {
            Instant due = Deadlines.next(turn.state, job);
            if (due != null && !due.isAfter(turn.now)) {
                look(job);
            }
        }
        turn.state = turn.state.withPending(turn.state.pending().stream()
                .map(one -> one.retryAt() == null || one.retryAt().isAfter(turn.now) ? one : one.later(null)).toList());
    }

    private void look(Job job) {
        Attempt attempt = job.attempt();
        if (Failover.insists(turn.rules) && attempt.givenUp()) {
            failover.seekAgain(job);
            return;
        }
        switch (attempt.placement()) {
            case PLANNED -> {
                turn.put(job, attempt.cancelAsked(false, null, null));
                placing.prepare(job);
            }
            case DEFERRED -> {
                if (!turn.since(4) || !placing.made(job)) {
                    placing.submit(job);
                }
            }
            case SUBMITTING, UNKNOWN, RECEIVED, ACCEPTED, REJECTED, NOT_RECEIVED, CANCELLED -> placing.lookUp(job);
        }
    }

    /** What follows from the state, whatever the input was. */
    private void settle() {
        placing.begin();
        takingBack.settle();
        failover.seekWhereWarranted();
        placing.submitReady();
        promise();
    }

    private void promise() {
        Promise promise = Failover.known(turn.rules) && !turn.state.cancelled() ? Promises.of(turn.state) : null;
        if (promise == null) {
            return;
        }
        Promise told = turn.state.told();
        if (told == null) {
            turn.state = turn.state.withTold(promise);
        } else if (Promises.changes(told, promise)) {
            turn.state = turn.state.withTold(promise);
            turn.line("PROMISE_CHANGED", null, null, "promised by " + told.latest().toString().substring(0, 10) + ", now by "
                    + promise.latest().toString().substring(0, 10) + ": " + String.join("; ", promise.reasons()));
        }
    }
}
