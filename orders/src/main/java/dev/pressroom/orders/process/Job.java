package dev.pressroom.orders.process;

import dev.pressroom.orders.ItemQuantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A print job: items for one printer, and the attempts to have them made.
 *
 * @param trouble why its artwork is not prepared
 * @param prepared its artwork is ready for the printer of the last attempt
 * @param cancelled settled: this job will not be made
 * @param reprintOf the job that it prints again; 0 for none
 * @param why what was wrong with that one
 * @param withdrawal it is being taken back
 * @param resolved a person said that it is over
 * @param address version of the address that its printer took for this job alone; 0 is the order's
 */
public record Job(int number, List<ItemQuantity> items, List<Attempt> attempts, @Nullable Attention trouble, boolean prepared,
        boolean cancelled, int reprintOf, Command.Reprint.@Nullable Why why, @Nullable Withdrawal withdrawal,
        Command.Resolve.@Nullable How resolved, int address) {

    public Job {
        items = List.copyOf(items);
        attempts = List.copyOf(attempts);
    }

    Job(int number, List<ItemQuantity> items, Attempt first) {
        this(number, items, List.of(first), null, false, false, 0, null, null, null, 0);
    }

    public Attempt attempt() {
        return attempts.getLast();
    }

    /** What is in a parcel of the job: a printer that names an item without a number means at most all that was ordered of it. */
    public List<ItemQuantity> contents(Shipment shipment) {
        return shipment.holdsAll()
                ? items
                : items.stream().map(item -> new ItemQuantity(item.item(), Math.min(item.quantity(), shipment.quantity(item.item()))))
                        .filter(item -> item.quantity() > 0).toList();
    }

    /** May exist at a printer, or come to exist there. */
    public boolean live() {
        return attempts.stream().anyMatch(Attempt::live);
    }

    /** Nothing more is done for it: cancelled, or settled by a person. */
    boolean over() {
        return cancelled || resolved != null;
    }

    /** It is being taken back for nobody: not to be placed elsewhere. */
    boolean beingCancelled() {
        return withdrawal != null && withdrawal.target() == null;
    }

    Job with(Attempt changed) {
        List<Attempt> next = new ArrayList<>(attempts);
        next.replaceAll(attempt -> attempt.number() == changed.number() ? changed : attempt);
        return new Job(number, items, next, trouble, prepared, cancelled, reprintOf, why, withdrawal, resolved, address);
    }

    /** Artwork that is ready stays so at the same printer only. */
    Job and(Attempt another) {
        List<Attempt> next = new ArrayList<>(attempts);
        next.add(another);
        boolean ready = prepared && another.printer().equals(attempt().printer());
        return new Job(number, items, next, trouble, ready, cancelled, reprintOf, why, null, resolved, address);
    }

    Job asPrepared() {
        return new Job(number, items, attempts, null, true, cancelled, reprintOf, why, withdrawal, resolved, address);
    }

    Job asCancelled() {
        return new Job(number, items, attempts, trouble, prepared, true, reprintOf, why, null, resolved, address);
    }

    Job withTrouble(@Nullable Attention attention) {
        return new Job(number, items, attempts, attention, prepared, cancelled, reprintOf, why, withdrawal, resolved, address);
    }

    Job withWithdrawal(@Nullable Withdrawal next) {
        return new Job(number, items, attempts, trouble, prepared, cancelled, reprintOf, why, next, resolved, address);
    }

    Job asReprint(int of, Command.Reprint.Why reason) {
        return new Job(number, items, attempts, trouble, prepared, cancelled, of, reason, withdrawal, resolved, address);
    }

    Job asResolved(Command.Resolve.How how) {
        return new Job(number, items, attempts, trouble, prepared, cancelled, reprintOf, why, null, how, address);
    }

    Job withAddress(int version) {
        return new Job(number, items, attempts, trouble, prepared, cancelled, reprintOf, why, withdrawal, resolved, version);
    }

    /** Attempts whose printer ships or makes what nobody wants from it any more, until a person settled the job. */
    List<Attempt> unwanted() {
        return resolved == null ? attempts.stream().filter(this::unwanted).toList() : List.of();
    }

    private boolean unwanted(Attempt attempt) {
        boolean elsewhere = attempt.number() != attempt().number();
        return (elsewhere && attempt.shipped()) || ((elsewhere || cancelled) && attempt.madeAfterAll());
    }

    /** What printers say of attempts that were given up: the last one is theirs again, of an earlier one it is noted. */
    Job believing(Instant now) {
        Job next = this;
        for (Attempt attempt : attempts) {
            boolean last = attempt.number() == attempt().number();
            next = over() && last ? next : next.with(last ? attempt.takenBack(now) : attempt.turnedUp());
        }
        return next;
    }

    int ordered(String item) {
        return items.stream().filter(i -> i.item().equals(item)).mapToInt(ItemQuantity::quantity).sum();
    }

    /** How many of an item left in parcels of any attempt: never more than the job holds, whatever the printers repeat. */
    int shipped(String item) {
        int ordered = ordered(item);
        int sum = 0;
        for (Shipment shipment : shipments()) {
            sum += shipment.holdsAll() ? ordered : Math.min(ordered, shipment.quantity(item));
        }
        return Math.min(ordered, sum);
    }

    /** How many the printer of the last attempt will not make, of those that did not leave. */
    int dropped(String item) {
        int dropped = attempt().report().dropped().getOrDefault(item, 0);
        return Math.min(ordered(item) - shipped(item), dropped);
    }

    List<ItemQuantity> dropped() {
        return items.stream().map(item -> new ItemQuantity(item.item(), dropped(item.item()))).filter(item -> item.quantity() > 0).toList();
    }

    boolean shippedSome() {
        return items.stream().anyMatch(item -> shipped(item.item()) > 0);
    }

    /** Nothing of it is still to leave. */
    boolean shippedAll() {
        return shippedSome() && items.stream().allMatch(item -> shipped(item.item()) + dropped(item.item()) >= item.quantity());
    }

    List<Shipment> shipments() {
        return attempts.stream().flatMap(attempt -> attempt.report().shipments().values().stream()).filter(s -> !s.voided()).toList();
    }
}
