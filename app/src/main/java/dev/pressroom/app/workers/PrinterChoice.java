package dev.pressroom.app.workers;

import dev.pressroom.orders.OrderSummary;
import dev.pressroom.orders.process.Clocks;
import dev.pressroom.orders.process.Step;
import dev.pressroom.orders.process.StepResult;
import dev.pressroom.orders.routing.RoutingPolicy;
import dev.pressroom.orders.routing.RoutingPolicy.Candidate;
import dev.pressroom.orders.routing.RoutingPolicy.Routing;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.storage.record.OrderRecord;
import dev.pressroom.workflows.OrderJson;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses printers by the routing policy from what is configured and known now, and keeps each decision with its reasons. */
public final class PrinterChoice {

    private final OrderRecord record;
    private final Supplier<List<PrinterProfile>> printers;
    private final PrinterAvailability availability;
    private final Clock clock;

    /** Why a printer takes nothing now, in words; null when it does. */
    @FunctionalInterface
    public interface PrinterAvailability {
        @Nullable
        String unavailable(String printerId);
    }

    public PrinterChoice(OrderRecord record, Supplier<List<PrinterProfile>> printers, PrinterAvailability availability, Clock clock) {
        this.record = record;
        this.printers = printers;
        this.availability = availability;
        this.clock = clock;
    }

    StepResult choose(String orderId, Step.ChoosePrinter choose) {
        OrderSummary order = record.summary(orderId).orElseThrow().order();
        Map<String, PrinterProfile> profiles = new LinkedHashMap<>();
        List<Candidate> candidates = new ArrayList<>();
        for (PrinterProfile profile : printers.get()) {
            profiles.put(profile.id(), profile);
            candidates.add(new Candidate(profile.id(), profile.products().keySet(), profile.services().keySet(),
                    Set.copyOf(profile.countries()), against(choose, profile.id())));
        }
        Routing routing = RoutingPolicy.route(order, choose.items(), candidates);
        record.decided(orderId, clock.instant(), OrderJson.write(routing.items()), OrderJson.write(routing.verdicts()));
        if (routing.items().isEmpty() || (choose.job() != 0 && routing.items().size() > 1)) {
            return new StepResult.NoPrinter(choose.job() == 0 ? "NONE_FITS" : "NO_OTHER_FITS");
        }
        List<StepResult.Assignment> assignments = new ArrayList<>();
        routing.items().forEach((printer, given) -> {
            PrinterProfile.Clocks clocks = Objects.requireNonNull(profiles.get(printer)).clocks();
            assignments.add(new StepResult.Assignment(printer, given,
                    new Clocks(clocks.acknowledge(), clocks.dispatch(), clocks.delivery())));
        });
        return new StepResult.Chosen(assignments);
    }

    private @Nullable String against(Step.ChoosePrinter choose, String printer) {
        if (choose.without().contains(printer)) {
            return "had this job before";
        }
        if (choose.only() != null && !choose.only().equals(printer)) {
            return "somebody asked for " + choose.only();
        }
        return availability.unavailable(printer);
    }
}
