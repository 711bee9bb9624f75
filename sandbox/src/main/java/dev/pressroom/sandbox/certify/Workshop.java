package dev.pressroom.sandbox.certify;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.facts.Fact.PrinterFact;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.PrinterProfile.Signing;
import dev.pressroom.printers.PrinterProfile.SqsTransport;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.TicketNames;
import dev.pressroom.printers.prodigi.Prodigi;
import dev.pressroom.printers.siteflow.SiteFlow;
import dev.pressroom.routes.Cursors;
import dev.pressroom.routes.LaneState;
import dev.pressroom.routes.Ports;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterChannels;
import dev.pressroom.routes.PrinterRoutes;
import dev.pressroom.routes.RouteSettings;
import dev.pressroom.sandbox.printers.Pace;
import dev.pressroom.sandbox.printers.Patience;
import dev.pressroom.sandbox.printers.Personality;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import dev.pressroom.sandbox.simulate.Simulator;
import dev.pressroom.sandbox.simulation.StagedTickets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** One printer's simulator and, connected to it by the real routes, what the service does with a job: hand over, look up, listen. */
final class Workshop implements AutoCloseable {

    static final Duration SOON = Duration.ofSeconds(30);
    static final Pace FAST = Pace.every(Duration.ofMillis(80));

    private static final Duration POLL = Duration.ofMillis(300);
    private static final Clock CLOCK = Clock.systemUTC();
    private static final Address TO = new Address("Zoë Müller", null, "Holstenstr. 48", null, "23552", "Lübeck", null, "DE",
            "zoe@example.org", "+498442120689");

    /** Another address, to be shipped to instead. */
    static final Address ELSEWHERE = new Address("Ada Sommer", null, "Neue Gasse 77", null, "10115", "Berlin", null, "DE",
            "ada@example.org", "+493012345");

    private final Overheard overheard = new Overheard(
            List.of(Simulator.CREDENTIAL, TO.name(), TO.line1(), ELSEWHERE.name(), ELSEWHERE.line1()));
    private final OurSide ourSide;
    private final @Nullable Simulator simulator;
    private final String orderPrefix;
    private final PrinterProfile profile;
    private final Dialect dialect;
    private final Heard heard;
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final PrinterRoutes routes;
    private final Map<JobKey, Set<Ref>> names = new ConcurrentHashMap<>();
    private final ScheduledExecutorService hints = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    private int orders;

    /** The printer is our simulator of its dialect, with these habits' seed. */
    static Workshop simulated(PrinterProfile configured, Path folder, long seed) throws Exception {
        OurSide ourSide = new OurSide(folder, configured.id(), CLOCK);
        PrinterSettings settings = new PrinterSettings(configured.id(), folder.resolve("printer"), seed, FAST,
                Personality.parse("two-parcels=0"),
                new Patience(3, Duration.ofMillis(100)));
        Simulator simulator = Simulator.start(configured.dialect(), settings, CLOCK, 0, configured.zone(), ourSide.base(),
                ourSide.webhook());
        return new Workshop(redirected(configured, simulator), ourSide, simulator, text -> text, "CERT-");
    }

    /**
     * The printer is its own sandbox, as the profile's {@code settings.sandboxUrl} and {@code sandboxToken} say; empty when they say nothing. Its orders
     * are of this moment: a sandbox remembers those of the last time.
     */
    static Optional<Workshop> atTheirs(PrinterProfile profile, Path folder, UnaryOperator<String> secrets) throws Exception {
        String url = profile.settings().get(Prodigi.SANDBOX_URL);
        String token = profile.settings().get(Prodigi.SANDBOX_TOKEN);
        if (profile.http() == null || url == null || token == null) {
            return Optional.empty();
        }
        Map<String, String> auth = new TreeMap<>();
        profile.http().auth().keySet().forEach(header -> auth.put(header, token));
        return Optional.of(new Workshop(reached(profile, new HttpTransport(url, auth, POLL, null, null, null)),
                new OurSide(folder, profile.id(), CLOCK), null, secrets, "CERT-" + CLOCK.instant().getEpochSecond() + "-"));
    }

    private Workshop(PrinterProfile profile, OurSide ourSide, @Nullable Simulator simulator, UnaryOperator<String> secrets,
            String orderPrefix) throws Exception {
        this.profile = profile;
        this.ourSide = ourSide;
        this.simulator = simulator;
        this.orderPrefix = orderPrefix;
        dialect = Dialects.of(profile);
        heard = new Heard(dialect, CLOCK);
        ourSide.hears(heard);
        camel.start();
        RouteSettings patient = new RouteSettings(1, Duration.ofSeconds(5), DataSize.ofMegabytes(1), DataSize.ofMegabytes(8), 1000,
                Duration.ofMillis(200), Duration.ofSeconds(5));
        routes = new PrinterRoutes(camel, ports(secrets), patient, CLOCK, new SimpleMeterRegistry());
        routes.add(new Printer(profile, dialect));
        if (simulator != null) {
            routes.startInbound();
            var _ = hints.scheduleWithFixedDelay(this::reread, 50, 50, TimeUnit.MILLISECONDS);
        }
    }

    /** The profile as configured, but for the way there. */
    private static PrinterProfile redirected(PrinterProfile p, Simulator simulator) {
        HttpTransport http = p.http() == null
                ? null
                : new HttpTransport(simulator.access("url"),
                        p.dialect().equals("prodigi") ? Map.of("X-API-Key", Simulator.CREDENTIAL) : Map.of(), POLL, null,
                        p.http().signing() == null
                                ? null
                                : new Signing(p.http().signing().scheme(), Simulator.CREDENTIAL, Simulator.CREDENTIAL),
                        null);
        SftpTransport sftp = p.sftp() == null
                ? null
                : new SftpTransport(simulator.access("host"), Integer.parseInt(simulator.access("port")),
                        Simulator.USER, Simulator.CREDENTIAL, null, simulator.access("known_hosts"),
                        Map.of("submit", "/submit", "status", "/status", "command", "/command"), POLL);
        SqsTransport sqs = p.sqs() == null
                ? null
                : new SqsTransport(simulator.access("endpoint"), "eu-central-1", Simulator.CREDENTIAL,
                        Simulator.CREDENTIAL, Map.of("orders", simulator.access("order queue"), "status", simulator.access("status queue")),
                        Simulator.CREDENTIAL);
        Map<String, String> settings = new TreeMap<>(p.settings());
        if (p.dialect().equals("site-flow")) {
            // The simulator judges orders later, as the submission endpoint does: there "not found" is no proof.
            settings.put(SiteFlow.SUBMIT_URL, simulator.access("url"));
        }
        // The simulator's own numbers, where the documentation leaves them to the project.
        Map<String, String> statuses = p.sftp() == null
                ? p.statuses()
                : Map.of("20000", "JobInProduction", "30000", "JobPrinted", "40000", "ItemsShipped", "90000", "JobCancelled", "91000",
                        "CancelRefused");
        return new PrinterProfile(p.id(), p.name(), p.dialect(), p.zone(), p.products(), p.services(), p.carriers(), statuses,
                p.countries(),
                p.clocks(), p.names(), new PrinterProfile.Limits(4, Duration.ofSeconds(20)), http, sftp, sqs, settings, p.hash());
    }

    private static PrinterProfile reached(PrinterProfile p, HttpTransport http) {
        return new PrinterProfile(p.id(), p.name(), p.dialect(), p.zone(), p.products(), p.services(), p.carriers(), p.statuses(),
                p.countries(), p.clocks(), p.names(), p.limits(), http, null, null, p.settings(), p.hash());
    }

    private Ports ports(UnaryOperator<String> secrets) {
        Map<String, String> cursors = new ConcurrentHashMap<>();
        Cursors kept = new Cursors() {
            @Override
            public @Nullable String get(String printerId) {
                return cursors.get(printerId);
            }

            @Override
            public void set(String printerId, String cursor) {
                cursors.put(printerId, cursor);
            }
        };
        return new Ports(heard, new StagedTickets(CLOCK), _ -> ourSide.artworkFile(), kept, ourSide::offer, secrets);
    }

    private void reread() {
        for (Ref hint : heard.takeHints()) {
            try {
                if (!channels().reread(profile.id(), hint)) {
                    heard.hintAgain(hint);
                }
            } catch (RuntimeException e) {
                heard.hintAgain(hint);
            }
        }
    }

    PrinterChannels channels() {
        return routes.channels();
    }

    Overheard overheard() {
        return overheard;
    }

    /** What each lane last failed of; operators see it. */
    Collection<LaneState> lanes() {
        return routes.lanes().values();
    }

    PrinterProfile profile() {
        return profile;
    }

    Dialect dialect() {
        return dialect;
    }

    SimulatedPrinter printer() {
        return Objects.requireNonNull(simulator, "nobody knows what their sandbox makes").printer();
    }

    Heard heard() {
        return heard;
    }

    /** An order of its own: one item, or two, of three copies each. */
    Ticket ticket(int itemCount) {
        orders++;
        JobKey job = new JobKey(orderPrefix + orders, 1, 1);
        var product = profile.products().values().stream().findFirst();
        boolean block = product.map(it -> it.print().layout().equals("BLOCK")).orElse(true);
        SequencedMap<String, List<Artwork>> artwork = new LinkedHashMap<>();
        for (int i = 1; i <= itemCount; i++) {
            artwork.put("item-" + i, List.of(OurSide.artwork(block)));
        }
        TicketNames called = TicketNames.of(profile, job, 0, artwork);
        List<Ticket.TicketItem> items = new ArrayList<>();
        for (TicketNames.ItemNames item : called.items()) {
            items.add(
                    new Ticket.TicketItem(item.itemId(), item.name(), product.map(PrinterProfile.PrinterProduct::article).orElse("ARTICLE"),
                            3, List.of(new Ticket.TicketFile(OurSide.artwork(block), item.files().getFirst(), ourSide.artworkUrl()))));
        }
        ServiceLevel service = profile.services().keySet().stream().findFirst().orElse(ServiceLevel.STANDARD);
        Ticket ticket = new Ticket(job, called.key(), called.number(), service, TO, items, CLOCK.instant());
        if (dialect instanceof Dialect.Submits submits) {
            names.put(job, new TreeSet<>(submits.references(ticket)));
        }
        return ticket;
    }

    Dialect.Context context() {
        return new Dialect.Context(ourSide.webhook().toString(), CLOCK.instant());
    }

    Set<Ref> names(Ticket ticket) {
        return Set.copyOf(names.getOrDefault(ticket.key(), Set.of()));
    }

    <R> R learned(Ticket ticket, Step.Done<R> done) {
        names.computeIfAbsent(ticket.key(), _ -> new TreeSet<>()).addAll(done.learned());
        return done.result();
    }

    Outcome submit(Ticket ticket) {
        return learned(ticket, channels().submit(profile.id(), ticket, context()));
    }

    Found lookUp(Ticket ticket) {
        return learned(ticket, channels().lookUp(profile.id(), ticket.key(), names(ticket)));
    }

    /** As the service does it: what was not sent is sent again, what is unknown is looked up and never sent again before it is known. */
    Outcome place(Ticket ticket) throws InterruptedException {
        long end = System.nanoTime() + SOON.multipliedBy(2).toNanos();
        Outcome outcome = submit(ticket);
        while (System.nanoTime() < end) {
            switch (outcome) {
                case Outcome.Accepted _,Outcome.Received _,Outcome.Rejected _ -> {
                    return outcome;
                }
                case Outcome.Deferred _ -> {
                    heard.await(Duration.ofMillis(150), () -> false);
                    outcome = submit(ticket);
                }
                case Outcome.Unknown unknown -> {
                    heard.await(Duration.ofMillis(150), () -> !told(ticket).isEmpty());
                    outcome = switch (lookUp(ticket)) {
                        case Found.AtPrinter(Outcome there) -> there;
                        case Found.NotAtPrinter _ -> submit(ticket);
                        case Found.Undecided _ -> told(ticket).isEmpty() ? unknown : new Outcome.Received();
                    };
                }
            }
        }
        return outcome;
    }

    List<PrinterFact> told(Ticket ticket) {
        return heard.about(names(ticket));
    }

    boolean toldThat(Ticket ticket, String fact) {
        return told(ticket).stream().anyMatch(it -> it.name().equals(fact));
    }

    /** The jobs that the printer made of it. */
    List<ReceivedJob> made(Ticket ticket) {
        return printer().received().stream().filter(job -> job.key().equals(ticket.name()) || job.key().equals(ticket.number())).toList();
    }

    @Override
    public void close() {
        hints.shutdownNow();
        routes.close();
        camel.stop();
        if (simulator != null) {
            simulator.close();
        }
        ourSide.close();
        overheard.close();
    }
}
