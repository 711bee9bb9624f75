package dev.pressroom.app.routes;

import dev.pressroom.routes.CarrierSftp;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterRoutes;
import dev.pressroom.storage.inbox.FactStore;
import dev.pressroom.storage.printers.PrinterControl;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The life of the routes in this instance: lanes out, routes in, and the hints to be read again at the printers. */
public final class RunningRoutes implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRoutes.class);
    private static final Duration HINTS_EVERY = Duration.ofMillis(300);

    private final PrinterRoutes routes;
    private final Collection<Printer> printers;
    private final List<CarrierSftp> carriers;
    private final Hints hints;
    private final PrinterInbox inbox;
    private final PrinterWatch watch;
    private volatile boolean running;
    private ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    /** Not the timer: a hint waits for its printer, a pause must not. */
    private ScheduledExecutorService watcher = Executors.newSingleThreadScheduledExecutor();

    public RunningRoutes(PrinterRoutes routes, Collection<Printer> printers, List<CarrierSftp> carriers, FactStore facts,
            PrinterInbox inbox, PrinterControl control, Clock clock) {
        this.routes = routes;
        this.printers = printers;
        this.carriers = carriers;
        this.hints = new Hints(facts, routes.channels()::reread, clock);
        this.inbox = inbox;
        this.watch = new PrinterWatch(routes, printers, control, clock);
    }

    @Override
    public void start() {
        for (Printer printer : printers) {
            try {
                routes.add(printer);
            } catch (IllegalArgumentException e) {
                LOG.error("printer {} is left out: {}", printer.id(), e.getMessage());
            }
        }
        for (CarrierSftp carrier : carriers) {
            try {
                routes.add(carrier);
            } catch (IllegalArgumentException e) {
                LOG.error("carrier {} is left out: {}", carrier.id(), e.getMessage());
            }
        }
        quietly("printers' circuits", watch::recall);
        quietly("printers' modes", watch::apply);
        routes.startInbound();
        running = true;
        timer = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("hints").daemon().factory());
        every(HINTS_EVERY, "hints", hints::work);
        every(Duration.ofSeconds(10), "unmatched facts", () -> printers.forEach(printer -> inbox.namesKnown(printer.id())));
        watcher = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("printers").daemon().factory());
        var _ = watcher.scheduleWithFixedDelay(() -> quietly("printers' modes", watch::apply), 1, 1, TimeUnit.SECONDS);
        var _ = watcher.scheduleWithFixedDelay(() -> quietly("printers' health", watch::report), 1, 5, TimeUnit.SECONDS);
    }

    private void every(Duration pause, String what, Runnable round) {
        var _ = timer.scheduleWithFixedDelay(() -> quietly(what, round), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The database may be away; the next round tries again. */
    private static void quietly(String what, Runnable round) {
        try {
            round.run();
        } catch (RuntimeException e) {
            LOG.warn("{}: could not finish, trying again: {}", what, e.toString());
        }
    }

    @Override
    public void stop() {
        running = false;
        timer.shutdownNow();
        watcher.shutdownNow();
        routes.close();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Started once the application is ready: Camel's context starts after all other beans. */
    @Override
    public boolean isAutoStartup() {
        return false;
    }

    /** Stopped before the Camel context. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 50;
    }
}
