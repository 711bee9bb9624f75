package dev.pressroom.sandbox.carriers;

import dev.pressroom.sandbox.carriers.ParcelEvent.Scanned;
import dev.pressroom.sandbox.servers.SftpLogin;
import dev.pressroom.sandbox.servers.SftpServer;
import dev.pressroom.sandbox.simulation.Dice;
import dev.pressroom.sandbox.simulation.Journal;
import dev.pressroom.sandbox.simulation.Journal.Line;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A carrier in the manner of DPD: it scans each parcel four times on compressed time and drops SCANINFO files for its client.
 *
 * <p>Its SFTP user sees {@code /outbox}. A file has the scans since the last one and is followed by its semaphore file; without new scans
 * there is no file. After a kill between a file and the note of it the same scans are in the next file again. The parcels
 * survive a restart: the same number is never taken twice.
 */
public final class DpdCarrier implements Carrier, AutoCloseable {
    public static final String OUTBOX = "outbox";

    private static final Logger log = LoggerFactory.getLogger(DpdCarrier.class);

    private final CarrierSettings settings;
    private volatile Duration betweenScans;
    private final Clock clock;
    private final ZoneId zone;
    private final SftpServer server;
    private final SftpLogin login;
    private final Dice dice;
    private final ParcelBook book;
    private final Path home;
    private final Queue<Oddity> ordered = new ArrayDeque<>();
    private @Nullable ScheduledExecutorService drivers;

    /** The zone is that of the scan times, which carry none. The server is started and closed by whoever made it. */
    public DpdCarrier(CarrierSettings settings, Clock clock, ZoneId zone, SftpServer server, SftpLogin login) {
        this.settings = settings;
        this.clock = clock;
        this.zone = zone;
        this.server = server;
        this.login = login;
        betweenScans = settings.betweenScans();
        dice = new Dice(settings.seed());
        book = new ParcelBook(Journal.open(settings.folder().resolve("journal.jsonl"), ParcelEvent.class));
        home = settings.folder().resolve("sftp");
    }

    /** Goes on with the parcels that are on their way. */
    public synchronized void start() {
        try {
            Files.createDirectories(home.resolve(OUTBOX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        drivers = Executors.newScheduledThreadPool(2, Thread.ofPlatform().name(settings.id() + "-", 1).daemon().factory());
        book.parcels().forEach(this::plan);
        if (settings.night().isPositive()) {
            long nanos = settings.night().toNanos();
            var _ = drivers.scheduleWithFixedDelay(this::night, nanos, nanos, TimeUnit.NANOSECONDS);
        }
        server.admit(login, home);
    }

    /** Parcels lie still and no file is dropped until the next {@link #start}. */
    public void stop() {
        server.dismiss(login.user());
        ScheduledExecutorService ending;
        synchronized (this) {
            ending = drivers;
            drivers = null;
        }
        if (ending != null) {
            ending.shutdownNow();
        }
    }

    @Override
    public void close() {
        stop();
        book.close();
    }

    @Override
    public String name() {
        return "DPD";
    }

    @Override
    public void accept(String parcelNumber, String country, String zip) {
        CarriedParcel parcel = book.accept(parcelNumber, country, zip, clock.instant());
        if (parcel != null) {
            plan(parcel);
        }
    }

    /** Every parcel, in the order of receipt. */
    public List<CarriedParcel> parcels() {
        return book.parcels();
    }

    /** From now on parcels go on at this pace; those under way keep the step that they wait for. */
    public void scansEvery(Duration pace) {
        betweenScans = pace;
    }

    /** Once: the next file also has these rows. */
    public synchronized void nextFileAlsoHas(Oddity... oddities) {
        ordered.addAll(Arrays.asList(oddities));
    }

    /** Drops a file with all scans since the last one at once, and answers its name; empty when there is no new scan. */
    public synchronized Optional<String> dropNow() {
        List<Line<Scanned>> scans = book.undropped();
        if (scans.isEmpty()) {
            return Optional.empty();
        }
        var file = new ScanInfoFile(zone);
        scans.forEach(scan -> file.add(book.find(scan.entry().number()), scan.entry().code(), scan.entry().at()));
        Instant now = clock.instant();
        long upTo = scans.getLast().number();
        oddities(upTo).forEach(oddity -> file.add(oddity, book.find(scans.getFirst().entry().number()), now));
        String name = "SCANINFO_%s_D%s_%s".formatted(settings.customer(),
                DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss").withZone(zone).format(now),
                Dice.digits(6, settings.id(), Long.toString(upTo)));
        try {
            Files.writeString(home.resolve(OUTBOX).resolve(name), file.toString());
            Files.createFile(home.resolve(OUTBOX).resolve(name + ".sem"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        book.dropped(name, upTo, now);
        log.info("{}: dropped {} with {} scans", settings.id(), name, scans.size());
        return Optional.of(name);
    }

    /** What its user sees as {@code /}. */
    public Path home() {
        return home;
    }

    private Set<Oddity> oddities(long upTo) {
        Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
        for (Oddity oddity = ordered.poll(); oddity != null; oddity = ordered.poll()) {
            oddities.add(oddity);
        }
        for (Oddity oddity : Oddity.values()) {
            if (dice.happens(settings.oddRows(), settings.id(), Long.toString(upTo), oddity.name())) {
                oddities.add(oddity);
            }
        }
        return oddities;
    }

    private void night() {
        try {
            dropNow();
        } catch (RuntimeException e) {
            // Without this the executor would end the nights silently.
            log.warn("{}: no file was dropped this night, the scans will be in the next: {}", settings.id(), e.toString(), e);
        }
    }

    private synchronized void plan(CarriedParcel parcel) {
        parcel.next().ifPresent(code -> {
            if (drivers != null) {
                double share = 0.67 + dice.about(settings.id(), parcel.number(), code.code()).nextDouble() * 0.67;
                Duration wait = Duration.ofNanos((long) (betweenScans.toNanos() * share));
                try {
                    var _ = drivers.schedule(() -> scan(parcel.number(), code), wait.toNanos(), TimeUnit.NANOSECONDS);
                } catch (RejectedExecutionException stopping) {
                    log.debug("{}: parcel {} goes on after the next start", settings.id(), parcel.number());
                }
            }
        });
    }

    private void scan(String number, ScanCode code) {
        plan(book.scan(number, code, clock.instant()));
    }
}
