package dev.pressroom.app.routes;

import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.routes.LaneState;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterRoutes;
import dev.pressroom.storage.printers.PrinterControl;
import dev.pressroom.storage.printers.PrinterControl.LaneHealth;
import dev.pressroom.storage.printers.PrinterControl.Standing;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Keeps this instance's lanes as people set their printers, and tells the record how they are. */
final class PrinterWatch {

    /** Unlike any other instance, also of an earlier process of this machine. */
    private static final String INSTANCE = ManagementFactory.getRuntimeMXBean().getName();

    private final PrinterRoutes routes;
    private final Collection<Printer> printers;
    private final PrinterControl control;
    private final Clock clock;

    PrinterWatch(PrinterRoutes routes, Collection<Printer> printers, PrinterControl control, Clock clock) {
        this.routes = routes;
        this.printers = printers;
        this.control = control;
        this.clock = clock;
    }

    /** Circuits that were open a moment ago begin open. */
    void recall() {
        routes.beginOpen(control.lanes().stream().filter(lane -> lane.circuit().equals(LaneState.Circuit.OPEN.name()))
                .map(LaneHealth::lane).toList());
    }

    void apply() {
        Map<String, Standing> standings = control.standings();
        for (PrinterProfile printer : printers.stream().map(Printer::profile).toList()) {
            switch (standings.getOrDefault(printer.id(), Standing.untouched(printer.id())).mode()) {
                case PAUSED -> routes.suspend(printer.id());
                case OPEN, DRAINING -> routes.resume(printer.id());
            }
        }
    }

    void report() {
        List<LaneHealth> lanes = new ArrayList<>();
        routes.lanes().forEach((name, lane) -> lanes.add(new LaneHealth(lane.owner(), name, INSTANCE, lane.circuit().name(), lane.failing(),
                lane.lastSuccess(), lane.lastError(), lane.lastErrorAt(), clock.instant())));
        control.seen(INSTANCE, lanes);
    }
}
