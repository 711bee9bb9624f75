package dev.pressroom.sandbox.certify;

import dev.pressroom.orders.Ref;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What of the contract a printer's own sandbox can show: one job, placed twice, found, sent elsewhere and cancelled. Nothing there breaks on request. */
final class TheirSandbox {

    private TheirSandbox() {}

    static List<Result> examine(Workshop shop) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        Ticket ticket = shop.ticket(1);
        Outcome first = shop.place(ticket);
        boolean there = first instanceof Outcome.Accepted || first instanceof Outcome.Received;
        results.add(result("their sandbox takes a job", Grade.BRONZE, Capability.SUBMIT, there, "the submit ends with " + first));
        if (!there) {
            return results;
        }
        Set<Ref> once = theirs(shop, ticket);
        Outcome again = shop.submit(ticket);
        Set<Ref> twice = new TreeSet<>(theirs(shop, ticket));
        results.add(result("there the same submit twice makes one job", Grade.BRONZE, Capability.SUBMIT,
                !(again instanceof Outcome.Rejected) && once.equals(twice), "the second is " + again + ", its names " + twice));
        if (shop.dialect() instanceof Dialect.LooksUp) {
            Found found = shop.lookUp(ticket);
            results.add(result("there a look-up finds it", Grade.BRONZE, Capability.LOOK_UP, found instanceof Found.AtPrinter,
                    "it is " + found));
            Found nobodys = shop.lookUp(shop.ticket(1));
            results.add(result("there a look-up finds no job that nobody ordered", Grade.BRONZE, Capability.LOOK_UP,
                    !(nobodys instanceof Found.AtPrinter), "it is " + nobodys));
        }
        if (shop.dialect() instanceof Dialect.Readdresses) {
            Change change = shop.learned(ticket, shop.channels().readdress(shop.profile().id(), shop.names(ticket), Workshop.ELSEWHERE));
            results.add(result("there a change of the address is decided", Grade.SILVER, Capability.CHANGE_ADDRESS,
                    !(change instanceof Change.Undecided), "it is " + change));
        }
        if (shop.dialect() instanceof Dialect.Cancels) {
            Change change = shop.learned(ticket,
                    shop.channels().cancel(shop.profile().id(), shop.names(ticket), List.of(), shop.context()));
            results.add(result("there a cancellation is decided", Grade.SILVER, Capability.CANCEL, !(change instanceof Change.Undecided),
                    "it is " + change));
        }
        return results;
    }

    /** The printer's own names for it. */
    private static Set<Ref> theirs(Workshop shop, Ticket ticket) {
        return shop.names(ticket).stream().filter(ref -> ref.kind() == Ref.Kind.ORDER).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Result result(String name, Grade grade, Capability capability, boolean kept, String otherwise) {
        return new Result(new Check(name, grade, capability), kept ? Verdict.KEPT : Verdict.BROKEN, kept ? "" : otherwise);
    }
}
