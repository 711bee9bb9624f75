package dev.pressroom.sandbox.faults;

import dev.pressroom.orders.Address;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.JobKey;
import dev.pressroom.orders.Ref;
import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialects;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import dev.pressroom.printers.TicketNames;
import dev.pressroom.routes.Ports;
import dev.pressroom.routes.Printer;
import dev.pressroom.routes.PrinterRoutes;
import dev.pressroom.routes.RouteSettings;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.simulation.NothingHeard;
import dev.pressroom.sandbox.simulation.StagedTickets;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.springframework.util.unit.DataSize;

/**
 * Hands jobs over to one printer at the end of a faulty line as the service does: what is deferred comes again, what is unknown is looked up. What is
 * not on the printer's list is sent again under its key where the printer recognises it, and under new names, as the next attempt, where it is certain
 * that it never left. Then both lists are compared, all attempts of a job together.
 */
final class Campaign {

    private static final int AT_ONCE = 8;
    private static final Duration AGAIN = Duration.ofMillis(60);
    private static final Duration QUIET = Duration.ofSeconds(30);
    private static final Address SOMEBODY = new Address("Jürgen Müller & Söhne", null, "Straße 1", null, "10115", "Berlin", null, "DE",
            null, null);
    private static final RouteSettings SETTINGS = new RouteSettings(1, Duration.ofSeconds(3), DataSize.ofMegabytes(1),
            DataSize.ofMegabytes(8),
            20, Duration.ofMillis(250), Duration.ofSeconds(5));

    private final FaultyPrinter other;
    private final OurDesk desk;
    private final Duration patience;
    private final Clock clock = Clock.systemUTC();
    private final Dialect dialect;
    private final StagedTickets staged = new StagedTickets(clock);
    private final Set<String> names = new ConcurrentSkipListSet<>();
    private final AtomicInteger deferred = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger lookedUp = new AtomicInteger();

    /** @param patience how long a job is tried and looked up before it stays open */
    Campaign(FaultyPrinter other, OurDesk desk, Duration patience) {
        this.other = other;
        this.desk = desk;
        this.patience = patience;
        this.dialect = Dialects.of(other.profile());
    }

    /** Where a job stands in the end, as far as we know. */
    private enum Standing {
        TAKEN, REJECTED, OPEN
    }

    /**
     * @param open jobs of which nobody knows; they would need a person
     * @param lost jobs that we believe to be at the printer and are not
     * @param doubled jobs that the printer would print twice, or would print although we do not believe that it has them
     */
    record Result(String printer, int jobs, int cuts, int silences, int deferred, int unknown, int lookedUp, int rejected, int open,
            List<String> lost, List<String> doubled) {}

    /** @param tickets of all attempts */
    private record Sent(JobKey key, List<Ticket> tickets, Standing standing) {}

    Result run(int jobs, Path store, long seed) throws Exception {
        Artwork artwork = artwork(store, seed);
        List<Sent> sent = new ArrayList<>();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            NothingHeard nothing = new NothingHeard();
            Ports ports = new Ports(nothing, staged, store::resolve, nothing, desk, other.secrets()::resolve);
            try (PrinterRoutes routes = new PrinterRoutes(camel, ports, SETTINGS, clock, new SimpleMeterRegistry());
                    ExecutorService activities = Executors.newFixedThreadPool(AT_ONCE)) {
                routes.add(new Printer(other.profile(), dialect));
                List<Future<Sent>> running = new ArrayList<>();
                for (int job = 1; job <= jobs; job++) {
                    JobKey key = new JobKey("F-" + seed + "-" + job, 1, 1);
                    running.add(activities.submit(() -> {
                        List<Ticket> tickets = new ArrayList<>(List.of(ticket(key, artwork)));
                        return new Sent(key, tickets, handOver(routes, tickets, artwork));
                    }));
                }
                for (Future<Sent> one : running) {
                    sent.add(one.get());
                }
            }
        }
        return compare(sent);
    }

    private static Artwork artwork(Path store, long seed) throws Exception {
        byte[] print = new byte[12_000];
        new Random(seed).nextBytes(print);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(print));
        Files.write(store.resolve(sha256), print);
        return new Artwork("print.pdf", Artwork.Role.PRINT, print.length, 1, sha256,
                HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(print)));
    }

    private Ticket ticket(JobKey key, Artwork artwork) {
        PrinterProfile profile = other.profile();
        SequencedMap<String, List<Artwork>> files = new LinkedHashMap<>(Map.of("1", List.of(artwork)));
        TicketNames named = TicketNames.of(profile, key, 0, files);
        for (int salt = 1; !names.add(named.number()); salt++) {
            named = TicketNames.of(profile, key, salt, files);
        }
        TicketNames.ItemNames item = named.items().getFirst();
        Ticket.TicketFile file = new Ticket.TicketFile(artwork, item.files().getFirst(),
                desk.base() + "/artwork/" + artwork.sha256() + ".pdf");
        String article = Objects.requireNonNull(profile.products().get("PRINT-10X15")).article();
        return new Ticket(key, named.key(), named.number(), ServiceLevel.STANDARD, SOMEBODY,
                List.of(new Ticket.TicketItem("1", item.name(), article, 1, List.of(file))), clock.instant());
    }

    private Standing handOver(PrinterRoutes routes, List<Ticket> tickets, Artwork artwork) throws InterruptedException {
        Dialect.Context context = new Dialect.Context(null, clock.instant());
        Dialect.Submits submits = (Dialect.Submits) dialect;
        Set<Ref> refs = new TreeSet<>(submits.references(tickets.getLast()));
        Instant end = clock.instant().plus(patience);
        Outcome outcome = new Outcome.Deferred(null, "not sent yet");
        while (clock.instant().isBefore(end)) {
            Ticket ticket = tickets.getLast();
            switch (outcome) {
                case Outcome.Accepted _,Outcome.Received _ -> {
                    return Standing.TAKEN;
                }
                case Outcome.Rejected _ -> {
                    return Standing.REJECTED;
                }
                case Outcome.Deferred _ -> {
                    Step.Done<Outcome> done = routes.channels().submit(other.profile().id(), ticket, context);
                    refs.addAll(done.learned());
                    outcome = done.result();
                    deferred.addAndGet(outcome instanceof Outcome.Deferred ? 1 : 0);
                    unknown.addAndGet(outcome instanceof Outcome.Unknown ? 1 : 0);
                }
                case Outcome.Unknown _ -> {
                    lookedUp.incrementAndGet();
                    Step.Done<Found> done = routes.channels().lookUp(other.profile().id(), ticket.key(), refs);
                    refs.addAll(done.learned());
                    outcome = switch (done.result()) {
                        case Found.AtPrinter(Outcome found) -> found;
                        case Found.NotAtPrinter() when submits.keyed(ticket, context) -> {
                            Outcome again = routes.channels().submit(other.profile().id(), ticket, context).result();
                            yield again instanceof Outcome.Deferred ? outcome : again;
                        }
                        case Found.NotAtPrinter() -> {
                            JobKey key = ticket.key();
                            tickets.add(ticket(new JobKey(key.orderId(), key.job(), key.attempt() + 1), artwork));
                            refs.clear();
                            refs.addAll(submits.references(tickets.getLast()));
                            yield new Outcome.Deferred(null, "not at the printer");
                        }
                        case Found.Undecided _ -> undecided(ticket, outcome);
                    };
                }
            }
            if (outcome instanceof Outcome.Deferred || outcome instanceof Outcome.Unknown) {
                TimeUnit.MILLISECONDS.sleep(AGAIN.toMillis());
            }
        }
        return Standing.OPEN;
    }

    /** A FIFO queue drops what it was sent before, so that the same message sent once more tells what became of it. */
    private Outcome undecided(Ticket ticket, Outcome before) {
        if (desk.fetched(other.profile().id(), ticket.number())) {
            return new Outcome.Received();
        }
        return other.profile().sqs() == null ? before : new Outcome.Deferred(null, "to be sent again under its id");
    }

    private Result compare(List<Sent> sent) throws InterruptedException {
        other.line().heals();
        Map<String, Long> there = settled(sent);
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        for (Sent one : sent) {
            long copies = one.tickets().stream().flatMap(ticket -> Stream.of(ticket.name(), ticket.number())).distinct()
                    .mapToLong(name -> there.getOrDefault(name, 0L)).sum();
            if (one.standing() == Standing.TAKEN && copies == 0) {
                lost.add(one.key().toString());
            }
            if (copies > 1 || (copies == 1 && one.standing() == Standing.REJECTED)) {
                doubled.add(one.key().toString());
            }
        }
        return new Result(other.profile().id(), sent.size(), other.line().cuts(), other.line().silences(), deferred.get(), unknown.get(),
                lookedUp.get(), count(sent, Standing.REJECTED), count(sent, Standing.OPEN), lost, doubled);
    }

    /** What the printer has, by the reference it knows; one that looks into a folder or a queue gets time as long as its list grows. */
    private Map<String, Long> settled(List<Sent> sent) throws InterruptedException {
        Instant end = clock.instant().plus(QUIET);
        long taken = count(sent, Standing.TAKEN);
        List<ReceivedJob> received = other.printer().received();
        while ((received.size() < taken || other.printer().shop().storing()) && clock.instant().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(200);
            int before = received.size();
            received = other.printer().received();
            end = received.size() > before ? clock.instant().plus(QUIET) : end;
        }
        return received.stream().filter(ReceivedJob::printable)
                .collect(Collectors.groupingBy(ReceivedJob::key, TreeMap::new, Collectors.counting()));
    }

    private static int count(List<Sent> sent, Standing standing) {
        return (int) sent.stream().filter(one -> one.standing() == standing).count();
    }
}
