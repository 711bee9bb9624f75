package dev.pressroom.routes;

import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.PrinterProfile;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.jspecify.annotations.Nullable;

/**
 * All routes to and from printers and carriers: adds, suspends, resumes and removes them while the context runs, and tells how they fare.
 * Adding connects to nothing, so a printer that is down or cannot be resolved delays neither the start nor any other printer. Safe for many
 * threads.
 */
public final class PrinterRoutes implements AutoCloseable {

    private final CamelContext camel;
    private final Ports ports;
    private final RouteSettings settings;
    private final Clock clock;
    private final Watchdog watchdog = new Watchdog();
    private final Lanes lanes;
    private final Sources sources;
    private final InboundRoutes inbound;
    private final Map<String, Printer> printers = new ConcurrentHashMap<>();
    private final PrinterChannels channels;

    /**
     * Prepares the context, which need not run yet; the defaults of its components that are dangerous here are overridden for all of its
     * routes.
     *
     * @param meters gets Camel's route metrics and those of {@link Traffic}
     */
    public PrinterRoutes(CamelContext camel, Ports ports, RouteSettings settings, Clock clock, MeterRegistry meters)
            throws Exception {
        this.camel = camel;
        this.ports = ports;
        this.settings = settings;
        this.clock = clock;
        Traffic traffic = new Traffic(meters);
        ReentrantLock opening = new ReentrantLock();
        this.lanes = new Lanes(camel, ports, settings, clock, watchdog, traffic, opening);
        this.sources = new Sources(camel, ports, settings, clock, watchdog, lanes, traffic);
        this.inbound = new InboundRoutes(camel, watchdog, settings.circuitOpen(), opening);
        this.channels = new CamelPrinterChannels(this::printer, lanes, ports, clock);
        for (String scheme : new String[]{"http", "https"}) {
            HttpComponent http = camel.getComponent(scheme, HttpComponent.class);
            http.setAutomaticRetriesDisabled(true); // else a POST answered with 429 or 503 is sent again
            http.setContentCompressionDisabled(true);
            http.setRedirectHandlingDisabled(true);
            http.setCookieManagementDisabled(true);
            http.setAuthCachingDisabled(true);
        }
        camel.getComponent("direct", DirectComponent.class).setBlock(false); // else a call to a stopped lane waits 30 s
        MicrometerRoutePolicyFactory metrics = new MicrometerRoutePolicyFactory();
        metrics.setMeterRegistry(meters);
        camel.addRoutePolicyFactory(metrics);
        camel.addRoutes(new LaneTemplates());
    }

    public PrinterChannels channels() {
        return channels;
    }

    /** Opens the printer's lanes; its routes inwards too once inbound routes were started. An id that is there already is an error. */
    public void add(Printer printer) {
        requireRunning();
        SftpSessions sessions = sessions(printer.profile());
        List<InboundRoutes.Source> heard = sources.of(printer, sessions);
        if (printers.putIfAbsent(printer.id(), printer) != null) {
            throw new IllegalArgumentException("printer " + printer.id() + " is there already; remove it first");
        }
        lanes.open(printer.profile(), sessions);
        heard.forEach(inbound::add);
    }

    /** As many as the printer allows; where it names no limit, one for each call at once and one for the status folder. */
    private @Nullable SftpSessions sessions(PrinterProfile profile) {
        PrinterProfile.SftpTransport sftp = profile.sftp();
        if (sftp == null) {
            return null;
        }
        int most = sftp.sessions() == null
                ? profile.limits().concurrency() / settings.instances() + 1
                : sftp.sessions() / settings.instances();
        return new SftpSessions(new SftpAccess(sftp, ports.secrets(), profile.limits().timeout(), settings), Math.max(1, most), watchdog);
    }

    /** Fetches the carrier's files once inbound routes were started. */
    public void add(CarrierSftp carrier) {
        requireRunning();
        inbound.add(sources.of(carrier));
    }

    private void requireRunning() {
        if (!camel.isStarted()) {
            throw new IllegalStateException(
                    "the Camel context does not run yet; start it first, so that a bad route cannot fail its start");
        }
    }

    /** From now on printers and carriers are heard; without this only calls go out. */
    public void startInbound() {
        requireRunning();
        inbound.start();
    }

    /**
     * From now on calls that change something at the printer are refused at once as not sent; it is still heard and asked. Calls under way
     * go on. This is a mark of ours and not Camel's suspension, which waits for calls under way while it holds the lock of the whole
     * context.
     */
    public void suspend(String printerId) {
        lanes.suspend(printer(printerId).id(), true);
    }

    public void resume(String printerId) {
        lanes.suspend(printer(printerId).id(), false);
    }

    /** Begins with the circuits of these lanes open, as they were before a restart; others' names change nothing. */
    public void beginOpen(Collection<String> laneNames) {
        laneNames.forEach(lanes::beginOpen);
    }

    /** Takes a printer or carrier away after what is under way has finished, at most {@code stopWithin}. */
    public void remove(String id) {
        remove(id, settings.stopWithin());
    }

    private void remove(String id, Duration within) {
        inbound.close(id, within);
        lanes.close(id, within);
        printers.remove(id);
    }

    /** What the printer lists first. */
    Dialect.Page changes(String printerId, Dialect.Lists dialect, Instant now) {
        return new StepRunner(lanes)
                .run(printerId, null, dialect.changesSince(null, now), why -> Dialect.Page.notAsked(null, why)).result();
    }

    /** By lane name, {@code <printer>.<http|sftp|sqs|offer|status-files|status-queue|changes>} and {@code <carrier>.tracking-files}. */
    public Map<String, LaneState> lanes() {
        Map<String, LaneState> states = new TreeMap<>();
        Stream.concat(lanes.all(), inbound.all()).forEach(lane -> states.put(lane.name(), lane.state()));
        return states;
    }

    private Printer printer(String id) {
        Printer printer = printers.get(id);
        if (printer == null) {
            throw new IllegalArgumentException("printer '" + id + "' is not configured here, only " + new TreeMap<>(printers).keySet()
                    + "; it was chosen from another configuration");
        }
        return printer;
    }

    /** Stops hearing, refuses new calls and lets those under way finish; all together not much longer than {@code stopWithin}. */
    @Override
    public void close() {
        Instant end = clock.instant().plus(settings.stopWithin());
        printers.keySet().forEach(id -> lanes.suspend(id, true));
        Stream.concat(inbound.owners(), printers.keySet().stream()).distinct().toList()
                .forEach(id -> remove(id, Duration.between(clock.instant(), end)));
        watchdog.close();
    }
}
