package dev.pressroom.app.workers;

import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.orders.routing.Candidate;
import dev.pressroom.orders.routing.Policy;
import dev.pressroom.orders.routing.RoutingPolicy;
import dev.pressroom.orders.routing.RoutingPolicy.Routing;
import dev.pressroom.orders.routing.Verdict;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.storage.orders.Decisions;
import dev.pressroom.storage.printers.PrinterFigures;
import dev.pressroom.storage.printers.PrinterFigures.Figures;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.workflows.OrderJson;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses printers by the policy from what is configured and known now, and keeps each decision with its reasons. */
public final class PrinterChoice {

    private final OrderRecord record;
    private final Decisions decisions;
    private final Supplier<List<PrinterProfile>> printers;
    private final Supplier<Policy> policy;
    private final PrinterFigures figures;
    private final PrinterAvailability availability;
    private final Clock clock;

    /** Why a printer takes nothing now, as the end of a sentence about it; null when it does. */
    @FunctionalInterface
    public interface PrinterAvailability {
        @Nullable
        String unavailable(String printerId);
    }

    public PrinterChoice(OrderRecord record, Decisions decisions, Supplier<List<PrinterProfile>> printers, Supplier<Policy> policy,
            PrinterFigures figures, PrinterAvailability availability, Clock clock) {
        this.record = record;
        this.decisions = decisions;
        this.printers = printers;
        this.policy = policy;
        this.figures = figures;
        this.availability = availability;
        this.clock = clock;
    }

    StepResult choose(String orderId, Step.ChoosePrinter choose) {
        OrderSummary order = record.summary(orderId).orElseThrow().order();
        Policy rules = policy.get();
        Instant now = clock.instant();
        Map<String, Clocks> clocks = new LinkedHashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (PrinterProfile profile : printers.get()) {
            Clocks.@Nullable Working working = profile.clocks().working();
            Clocks fixed = profile.clocks().with(rules.deferredAfter(), new TreeMap<>(rules.transit()),
                    working == null
                            ? null
                            : new Clocks.Working(working.calendar().around(now), working.acknowledge(), working.production(),
                                    working.dispatch()));
            Figures measured = figures.of(profile.id());
            clocks.put(profile.id(), fixed);
            candidates.add(new Candidate(profile.id(), profile.products().keySet(), profile.services().keySet(),
                    Set.copyOf(profile.countries()), against(choose, profile.id()), measured.openJobs(), measured.failures(),
                    measured.daysLate(),
                    fixed.deliveredBy(now)));
        }
        Routing routing = RoutingPolicy.route(order, choose.items(), choose.job() != 0, candidates, rules);
        int about = Math.max(choose.job(), choose.reprintOf());
        decisions.keep(orderId, now, about == 0 ? null : about, occasion(choose), OrderJson.write(routing.items()),
                OrderJson.write(routing.verdicts()));
        if (routing.items().isEmpty()) {
            return new StepResult.NoPrinter(choose.job() == 0 ? "NONE_FITS" : "NO_OTHER_FITS");
        }
        List<StepResult.Assignment> assignments = new ArrayList<>();
        routing.items().forEach((printer, given) -> assignments.add(
                new StepResult.Assignment(printer, given, Objects.requireNonNull(clocks.get(printer)), why(printer, routing.verdicts()))));
        return new StepResult.Chosen(assignments);
    }

    /** The chosen one first, then the others. */
    private static String why(String printer, List<Verdict> verdicts) {
        return Stream.concat(verdicts.stream().filter(verdict -> verdict.printer().equals(printer)).map(verdict -> "it " + verdict.why()),
                verdicts.stream().filter(verdict -> !verdict.printer().equals(printer))
                        .map(verdict -> verdict.printer() + " " + verdict.why()))
                .collect(Collectors.joining("; "));
    }

    private static String occasion(Step.ChoosePrinter choose) {
        if (choose.reprintOf() != 0) {
            return "a reprint of job " + choose.reprintOf();
        }
        return choose.job() == 0 ? "the order came in" : "job " + choose.job() + " needs another printer";
    }

    private @Nullable String against(Step.ChoosePrinter choose, String printer) {
        if (choose.without().contains(printer)) {
            return "had this job before";
        }
        if (choose.only() != null) {
            // Somebody who names a printer knows about it; a pause still holds the job back there.
            return choose.only().equals(printer) ? null : "somebody asked for " + choose.only();
        }
        return availability.unavailable(printer);
    }
}
