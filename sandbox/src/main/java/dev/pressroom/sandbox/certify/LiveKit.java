package dev.pressroom.sandbox.certify;

import dev.pressroom.orders.ItemQuantity;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.orders.facts.PrinterEvent;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.contract.Capability;
import dev.pressroom.printers.contract.Check;
import dev.pressroom.printers.contract.Check.Grade;
import dev.pressroom.printers.contract.Check.Result;
import dev.pressroom.printers.contract.Check.Verdict;
import dev.pressroom.printers.contract.Promises;
import dev.pressroom.routes.LaneState;
import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.simulate.Simulator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The part of the contract that needs a printer: each check has jobs of its own. */
final class LiveKit {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final Pace WAITS_BEFORE_PRODUCTION = new Pace(MOMENT, HOUR, HOUR, HOUR, MOMENT);
    private static final Pace WAITS_IN_PRODUCTION = new Pace(MOMENT, MOMENT, HOUR, HOUR, MOMENT);
    private static final Personality PROMPT = Personality.parse("two-parcels=0");

    private interface Body {
        void run(Workshop shop) throws Broken, InterruptedException;
    }

    private static final class Broken extends Exception {
        private static final long serialVersionUID = 1;

        Broken(String what) {
            super(what);
        }
    }

    private final SequencedMap<Check, Body> checks = new LinkedHashMap<>();
    private final int jobs;

    /** @param jobs how many are placed under random faults */
    LiveKit(int jobs) {
        this.jobs = jobs;
        check("a job is handed over once and comes through all stages", Grade.BRONZE, Capability.SUBMIT, LiveKit::comesThrough);
        check("the same submit twice makes one job", Grade.BRONZE, Capability.SUBMIT, LiveKit::twice);
        check("a look-up finds the job, and no job that nobody ordered", Grade.BRONZE, Capability.LOOK_UP, LiveKit::lookUp);
        check("verbs that the printer does not have are refused cleanly", Grade.BRONZE, null, LiveKit::refusesCleanly);
        check("a job that waits is cancelled, one in production is not", Grade.SILVER, Capability.CANCEL, LiveKit::cancels);
        check("a job that waits is sent to another address, one that was shipped is not", Grade.SILVER, Capability.CHANGE_ADDRESS,
                LiveKit::readdresses);
        check("each fact names the job, its source and its time", Grade.SILVER, Capability.TELL_STATUS, LiveKit::tells);
        check("a message that nobody can read is put aside, and the job goes on", Grade.SILVER, Capability.TELL_STATUS, LiveKit::garbage);
        check("two parcels of one job are two shipments, and never more than was ordered", Grade.GOLD, Capability.SEVERAL_PARCELS,
                LiveKit::parcels);
        check("a connection that breaks after storing leads to one job", Grade.GOLD, Capability.SUBMIT, LiveKit::dropsConnection);
        check("forgotten messages are found by listing", Grade.GOLD, Capability.LIST_CHANGES, LiveKit::forgets);
        check("messages sent twice and out of order tell the same as once", Grade.GOLD, Capability.TELL_STATUS, LiveKit::sendsTwice);
        check("a job rejected after it was accepted is told as such", Grade.GOLD, Capability.TELL_STATUS, LiveKit::rejectsLate);
        check(jobs + " jobs under random faults: the printer's list equals ours", Grade.GOLD, Capability.SUBMIT, this::randomFaults);
        // The last: whatever was logged on the way counts.
        check("no secret and no customer's address shows itself in the log or in what operators see", Grade.BRONZE, null,
                LiveKit::keepsSecrets);
    }

    private void check(String name, Grade grade, @Nullable Capability capability, Body body) {
        checks.put(new Check(name, grade, capability), body);
    }

    List<Result> run(Workshop shop, Promises promises, Consumer<Result> progress) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        for (var entry : checks.entrySet()) {
            Result result = run(entry.getKey(), entry.getValue(), shop, promises);
            results.add(result);
            progress.accept(result);
        }
        return results;
    }

    private static Result run(Check check, Body body, Workshop shop, Promises promises) throws InterruptedException {
        if (check.capability() != null && promises.answers().get(check.capability()) instanceof Promises.Answer.NotOffered(String why)) {
            return new Result(check, Verdict.NOT_OFFERED, why);
        }
        shop.printer().behaves(PROMPT);
        shop.printer().works(Workshop.FAST);
        try {
            body.run(shop);
            return new Result(check, Verdict.KEPT, "");
        } catch (Broken e) {
            return new Result(check, Verdict.BROKEN, String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            return new Result(check, Verdict.BROKEN, "failed: " + e);
        }
    }

    private static void must(boolean kept, String otherwise) throws Broken {
        if (!kept) {
            throw new Broken(otherwise);
        }
    }

    private static void soon(Workshop shop, String what, BooleanSupplier condition) throws Broken, InterruptedException {
        must(shop.heard().await(Workshop.SOON, condition), "not within " + Workshop.SOON.toSeconds() + " s: " + what);
    }

    private static void there(Outcome outcome) throws Broken {
        must(outcome instanceof Outcome.Accepted || outcome instanceof Outcome.Received, "the submit ends with " + outcome);
    }

    /** The printer's own id may come with a look-up only, and a job may show up some time after it was taken. */
    private static void found(Workshop shop, Ticket ticket) throws Broken, InterruptedException {
        if (shop.dialect() instanceof Dialect.LooksUp) {
            soon(shop, "found by our reference", () -> shop.lookUp(ticket) instanceof Found.AtPrinter);
        }
    }

    private static Set<String> factNames(Workshop shop, Ticket ticket) {
        Set<String> names = new TreeSet<>();
        shop.told(ticket).forEach(fact -> names.add(fact.name()));
        return names;
    }

    private static void comesThrough(Workshop shop) throws Broken, InterruptedException {
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "on the printer's list", () -> shop.made(ticket).size() == 1);
        ReceivedJob job = shop.made(ticket).getFirst();
        must(job.items().size() == 1 && job.items().getFirst().quantity() == 3,
                "the printer makes " + job.items() + ", not three of one item");
        soon(shop, "told as shipped, but only " + factNames(shop, ticket), () -> shop.toldThat(ticket, "ItemsShipped"));
    }

    private static void twice(Workshop shop) throws Broken, InterruptedException {
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "on the printer's list", () -> !shop.made(ticket).isEmpty());
        // Sent again as after a crash between the answer and the note of it: where there is a look-up, that goes first and must find it.
        found(shop, ticket);
        Outcome second = shop.submit(ticket);
        must(!(second instanceof Outcome.Rejected), "the second submit is " + second);
        soon(shop, "told as shipped", () -> shop.toldThat(ticket, "ItemsShipped"));
        must(shop.made(ticket).size() == 1, "the printer makes " + shop.made(ticket).size() + " jobs of it");
    }

    private static void lookUp(Workshop shop) throws Broken, InterruptedException {
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "found by our reference", () -> shop.lookUp(ticket) instanceof Found.AtPrinter);
        must(shop.names(ticket).stream().anyMatch(ref -> ref.kind() == Ref.Kind.ORDER), "the printer's own id is not learned");
        Ticket nobodys = shop.ticket(1);
        Found found = shop.lookUp(nobodys);
        must(!(found instanceof Found.AtPrinter), "a job that nobody ordered is " + found);
    }

    private static void refusesCleanly(Workshop shop) throws Broken, InterruptedException {
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        if (!(shop.dialect() instanceof Dialect.Cancels)) {
            Change change = shop.learned(ticket,
                    shop.channels().cancel(shop.profile().id(), shop.names(ticket), List.of(), shop.context()));
            must(change instanceof Change.NotOffered, "a cancellation is " + change);
        }
        if (!(shop.dialect() instanceof Dialect.Readdresses)) {
            Change change = shop.learned(ticket,
                    shop.channels().readdress(shop.profile().id(), shop.names(ticket), Workshop.ELSEWHERE));
            must(change instanceof Change.NotOffered, "a change of the address is " + change);
        }
        if (!(shop.dialect() instanceof Dialect.LooksUp)) {
            Found found = shop.lookUp(ticket);
            must(!(found instanceof Found.NotAtPrinter), "a look-up denies a job that is there");
        }
    }

    private static void cancels(Workshop shop) throws Broken, InterruptedException {
        shop.printer().works(WAITS_BEFORE_PRODUCTION);
        Ticket waiting = shop.ticket(1);
        there(shop.place(waiting));
        soon(shop, "accepted", () -> shop.made(waiting).stream().anyMatch(job -> job.stage().name().equals("ACCEPTED")));
        found(shop, waiting);
        Change change = shop.learned(waiting,
                shop.channels().cancel(shop.profile().id(), shop.names(waiting), List.of(), shop.context()));
        must(change instanceof Change.Agreed || change instanceof Change.Asked, "the cancellation of a job that waits is " + change);
        soon(shop, "cancelled at the printer", () -> shop.made(waiting).getFirst().cancelled());
        soon(shop, "told as cancelled", () -> shop.toldThat(waiting, "JobCancelled"));
        Change again = shop.learned(waiting,
                shop.channels().cancel(shop.profile().id(), shop.names(waiting), List.of(), shop.context()));
        must(again instanceof Change.Agreed || again instanceof Change.Asked, "cancelled again it is " + again);

        shop.printer().works(WAITS_IN_PRODUCTION);
        Ticket late = shop.ticket(1);
        there(shop.place(late));
        soon(shop, "in production", () -> shop.made(late).stream().anyMatch(job -> job.stage().name().equals("IN_PRODUCTION")));
        found(shop, late);
        Change refused = shop.learned(late, shop.channels().cancel(shop.profile().id(), shop.names(late), List.of(), shop.context()));
        must(refused instanceof Change.Refused || refused instanceof Change.Asked, "the cancellation of a job in production is " + refused);
        if (refused instanceof Change.Asked) {
            soon(shop, "told that it is refused", () -> shop.toldThat(late, "CancelRefused"));
        }
        must(!shop.made(late).getFirst().cancelled(), "the job in production is cancelled");
    }

    private static void readdresses(Workshop shop) throws Broken, InterruptedException {
        shop.printer().works(WAITS_BEFORE_PRODUCTION);
        Ticket waiting = shop.ticket(1);
        there(shop.place(waiting));
        soon(shop, "on the printer's list", () -> shop.made(waiting).size() == 1);
        found(shop, waiting);
        for (String time : List.of("first", "second")) {
            Change change = shop.learned(waiting,
                    shop.channels().readdress(shop.profile().id(), shop.names(waiting), Workshop.ELSEWHERE));
            must(change instanceof Change.Agreed || change instanceof Change.Asked,
                    "the change of the address is, the " + time + " time, " + change);
        }
        soon(shop, "the new address at the printer",
                () -> shop.made(waiting).getFirst().submission().ticket().contains(Workshop.ELSEWHERE.line1()));
        must(shop.made(waiting).size() == 1, "the printer makes " + shop.made(waiting).size() + " jobs of it");

        shop.printer().works(Workshop.FAST);
        Ticket late = shop.ticket(1);
        there(shop.place(late));
        soon(shop, "told as shipped", () -> shop.toldThat(late, "ItemsShipped"));
        found(shop, late);
        Change refused = shop.learned(late, shop.channels().readdress(shop.profile().id(), shop.names(late), Workshop.ELSEWHERE));
        must(refused instanceof Change.Refused || refused instanceof Change.Asked,
                "the change of the address of a shipped job is " + refused);
        must(!shop.made(late).getFirst().submission().ticket().contains(Workshop.ELSEWHERE.line1()), "the shipped job has another address");
    }

    private static void keepsSecrets(Workshop shop) throws Broken {
        must(shop.overheard().lines() > 0, "nothing was logged, so nothing was looked at");
        must(shop.overheard().tattlers().isEmpty(), "told by " + shop.overheard().tattlers());
        for (LaneState lane : shop.lanes()) {
            must(!String.valueOf(lane.lastError()).contains(Simulator.CREDENTIAL),
                    "a lane of " + lane.owner() + " tells it as its last error");
        }
    }

    private static void tells(Workshop shop) throws Broken, InterruptedException {
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "told as shipped", () -> shop.toldThat(ticket, "ItemsShipped"));
        for (PrinterFact fact : shop.told(ticket)) {
            must(fact.told().source().equals("printer/" + shop.profile().id()), "a fact of the source " + fact.told().source());
            must(!fact.told().occurredAt().isAfter(fact.told().receivedAt().plusSeconds(2)),
                    fact.name() + " occurs after it was received: " + fact.told());
            must(!(fact.event() instanceof PrinterEvent.Unmapped), "the simulator says what the dialect does not know: " + fact.event());
        }
        soon(shop, "told as accepted", () -> shop.toldThat(ticket, "JobAccepted"));
    }

    private static void garbage(Workshop shop) throws Broken, InterruptedException {
        int before = shop.heard().quarantined();
        shop.printer().nextStatusComesWithGarbage();
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "a message in quarantine", () -> shop.heard().quarantined() > before);
        soon(shop, "told as shipped", () -> shop.toldThat(ticket, "ItemsShipped"));
    }

    private static List<PrinterEvent.ItemsShipped> shipments(Workshop shop, Ticket ticket) {
        return shop.told(ticket).stream().filter(fact -> fact.event() instanceof PrinterEvent.ItemsShipped)
                .map(fact -> (PrinterEvent.ItemsShipped) fact.event()).toList();
    }

    private static void parcels(Workshop shop) throws Broken, InterruptedException {
        shop.printer().behaves(Personality.parse("two-parcels=1"));
        Ticket ticket = shop.ticket(2);
        there(shop.place(ticket));
        soon(shop, "two shipments",
                () -> shipments(shop, ticket).stream().map(PrinterEvent.ItemsShipped::shipment).distinct().count() == 2);
        int copies = shop.told(ticket).stream().filter(fact -> fact.event() instanceof PrinterEvent.ItemsShipped)
                .flatMap(fact -> fact.items().stream()).mapToInt(item -> item.quantity() == ItemQuantity.ALL ? 3 : item.quantity()).sum();
        must(copies <= 6, "six copies were ordered and " + copies + " shipped");
        Set<String> numbers = new TreeSet<>();
        shipments(shop, ticket).forEach(it -> numbers.add(String.valueOf(it.trackingNumber())));
        Set<String> handedOver = new TreeSet<>();
        shop.made(ticket).getFirst().parcels().forEach(it -> handedOver.add(it.number()));
        must(numbers.equals(handedOver), "the tracking numbers are " + numbers + ", the printer's are " + handedOver);
    }

    private static void dropsConnection(Workshop shop) throws Broken, InterruptedException {
        shop.printer().nextSubmitDropsConnectionAfterStoring();
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "told as shipped", () -> shop.toldThat(ticket, "ItemsShipped"));
        must(shop.made(ticket).size() == 1, "the printer makes " + shop.made(ticket).size() + " jobs of it");
        must(!shop.printer().droppedConnections().isEmpty(), "no connection was dropped");
    }

    private static void forgets(Workshop shop) throws Broken, InterruptedException {
        shop.printer().forgetsWebhooks();
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "told as shipped, though no message was sent", () -> shop.toldThat(ticket, "ItemsShipped"));
    }

    private static void sendsTwice(Workshop shop) throws Broken, InterruptedException {
        Ticket once = shop.ticket(1);
        there(shop.place(once));
        soon(shop, "told as shipped", () -> shop.toldThat(once, "ItemsShipped"));
        shop.printer().sendsTwiceOutOfOrder();
        Ticket often = shop.ticket(1);
        there(shop.place(often));
        Set<String> lasting = lasting(shop, once);
        soon(shop, "told " + lasting, () -> lasting(shop, often).containsAll(lasting));
        must(lasting(shop, often).equals(lasting), "told " + lasting(shop, often) + ", not " + lasting);
        must(shipments(shop, often).stream().map(PrinterEvent.ItemsShipped::shipment).distinct().count() == 1,
                "one parcel became " + shipments(shop, often));
    }

    /** Without the stages that a poll sees only if it comes at the right moment. */
    private static Set<String> lasting(Workshop shop, Ticket ticket) {
        Set<String> names = factNames(shop, ticket);
        names.removeAll(Set.of("JobInProduction", "JobPrinted"));
        return names;
    }

    private static void rejectsLate(Workshop shop) throws Broken, InterruptedException {
        shop.printer().acceptsThenRejectsAfter(Duration.ofMillis(300));
        Ticket ticket = shop.ticket(1);
        there(shop.place(ticket));
        soon(shop, "told as rejected, but only " + factNames(shop, ticket),
                () -> shop.toldThat(ticket, "JobRejected") || shop.toldThat(ticket, "JobCancelled"));
        must(shipments(shop, ticket).isEmpty(), "and yet shipped");
    }

    private void randomFaults(Workshop shop) throws Broken, InterruptedException {
        shop.printer().behaves(Personality
                .parse("drops-connection=0.3,sends-twice=0.3,forgets-webhooks=0.3,sends-garbage=0.1,slow=0.2,two-parcels=0.3"));
        shop.printer().works(Pace.every(Duration.ofMillis(20)));
        List<Ticket> placed = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            Ticket ticket = shop.ticket(1 + i % 2);
            there(shop.place(ticket));
            placed.add(ticket);
        }
        for (Ticket ticket : placed) {
            soon(shop, ticket.key() + " on the printer's list", () -> !shop.made(ticket).isEmpty());
            must(shop.made(ticket).size() == 1, ticket.key() + " is " + shop.made(ticket).size() + " jobs at the printer");
        }
        // Where nothing can be listed or repeated, a forgotten message stays forgotten: then only the list counts.
        for (Ticket ticket : placed) {
            soon(shop, ticket.key() + " told as shipped, but only " + factNames(shop, ticket), () -> shop.toldThat(ticket, "ItemsShipped"));
        }
    }
}
