package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A printer's SFTP server, or the way to it, that fails in every way but politely. */
class BrokenSftpTest {

    private static final String TICKET = "A-1234-1-a1_20261121100000.xml";
    private static final Outcome RECEIVED = new Outcome.Received();

    @TempDir
    private Path root;
    @TempDir
    private Path store;
    @AutoClose
    private SftpHost host;
    @AutoClose
    private Wire wire;
    @AutoClose
    private Bench bench;
    private FileDrop drop;

    @BeforeEach
    void start() throws Exception {
        host = new SftpHost(root);
        wire = new Wire(host.server().getPort());
        bench = new Bench();
        byte[] book = new byte[150_000];
        new Random(7).nextBytes(book);
        drop = new FileDrop("submit", List.of(new DropFile("BOOK.pdf", stored(book))), new DropFile(TICKET, Scripted.text("<root/>")));
    }

    private Content.StoredFile stored(byte[] bytes) throws Exception {
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        bench.files.put(sha256, Files.write(store.resolve(sha256), bytes));
        return new Content.StoredFile("application/pdf", sha256, bytes.length);
    }

    private SftpTransport over(int port, Duration temporaryFilesKept, Integer sessions) {
        SftpTransport direct = host.transport();
        String knownHosts = direct.knownHosts().replace("]:" + direct.port(), "]:" + port);
        return new SftpTransport(direct.host(), port, direct.user(), direct.password(), null, knownHosts, direct.folders(), direct.poll(),
                sessions, temporaryFilesKept, null);
    }

    private void add(SftpTransport transport, Duration limit) {
        bench.add(Profiles.sftp("elanders", transport, limit), Scripted.submits(drop));
    }

    private Outcome submit() {
        return bench.submit("elanders");
    }

    private Found lookUp() {
        return bench.routes.channels().lookUp("elanders", Scripted.KEY, Set.of(new Ref(Ref.Kind.FILE, "BOOK"))).result();
    }

    /** As the workflow does it: deferred comes again, unknown is looked up. */
    private void carryOn(Outcome first) {
        Outcome outcome = first;
        while (!outcome.equals(RECEIVED)) {
            outcome = switch (outcome) {
                case Outcome.Deferred _ -> submit();
                case Outcome.Unknown _ -> switch (lookUp()) {
                    case Found.AtPrinter(Outcome found) -> found;
                    case Found.NotAtPrinter() -> submit();
                    case Found.Undecided _ -> outcome;
                };
                case Outcome.Accepted _,Outcome.Rejected _,Outcome.Received _ -> throw new AssertionError(outcome);
            };
        }
    }

    @Test
    void aLineCutAtAnyByteLosesAndDoublesNothing() throws Exception {
        host.takesTicketsAtOnce();
        add(over(wire.port(), null, null), Profiles.LIMIT);
        long before = wire.passed();
        assertThat(submit()).isEqualTo(RECEIVED);
        long whole = wire.passed() - before;
        long seed = 20261121;
        Random random = new Random(seed);
        int cuts = 0;
        for (int round = 0; round < 30; round++) {
            host.events.clear();
            bench.ledger.staged.clear();
            Files.deleteIfExists(root.resolve("in/BOOK.pdf"));
            long at = random.nextLong(whole);
            wire.cutsAfter(at);

            Outcome first = submit();
            wire.heals();
            cuts += first.equals(RECEIVED) ? 0 : 1;
            carryOn(first);

            assertThat(host.events).as("seed %d, round %d, cut after %d of %d bytes: %s", seed, round, at, whole, first)
                    .filteredOn(("rename " + TICKET)::equals).hasSize(1);
            assertThat(root.resolve("in/BOOK.pdf")).hasSize(150_000);
            bench.routes.remove("elanders"); // the next round logs in anew
            add(over(wire.port(), null, null), Profiles.LIMIT);
        }
        assertThat(cuts).isGreaterThan(20);
    }

    @Test
    void aFullDiskIsNotSentAndGoesOnWhenThereIsRoom() {
        host.fillsUpAt("write BOOK.pdf.tmp");
        add(host.transport(), Profiles.LIMIT);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("BOOK.pdf.tmp"));
        assertThat(host.files("in")).doesNotContain(TICKET, TICKET + ".tmp");

        host.behaves();
        assertThat(submit()).isEqualTo(RECEIVED);
    }

    @Test
    void aLineSlowerThanTheLimitIsNotSentAtItsDeadline() {
        wire.isSlow(Duration.ofMillis(20).toNanos());
        add(over(wire.port(), null, null), Duration.ofMillis(1_500));

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("not done after 1500 ms, session cut"));
        wire.heals();
        assertThat(submit()).isEqualTo(RECEIVED);
    }

    @Test
    void aStoredFileThatWasDamagedIsNotSent() throws IOException {
        Path file = bench.files.values().iterator().next();
        byte[] bytes = Files.readAllBytes(file);
        bytes[100_000] ^= 1;
        Files.write(file, bytes);
        add(host.transport(), Profiles.LIMIT);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("is damaged"));
        assertThat(host.files("in")).doesNotContain(TICKET, "BOOK.pdf");
    }

    @Test
    void aTemporaryFileThatThePrinterItselfMayHaveDeletedProvesNothing() throws IOException {
        host.cutsBefore("rename " + TICKET);
        add(over(host.server().getPort(), Duration.ofHours(24), null), Profiles.LIMIT);
        submit();
        host.behaves();
        Files.delete(root.resolve("in/" + TICKET + ".tmp"));

        bench.ledger.stagedAt = Instant.now().minus(Duration.ofHours(25));
        assertThat(lookUp()).isInstanceOfSatisfying(Found.Undecided.class,
                undecided -> assertThat(undecided.evidence()).contains("ask the printer"));
        assertThat(submit()).isInstanceOf(Outcome.Unknown.class);

        bench.ledger.stagedAt = Instant.now().minus(Duration.ofHours(23));
        assertThat(lookUp()).isEqualTo(new Found.AtPrinter(RECEIVED));
    }

    @Test
    void aTicketThatLiesInTheFolderIsThereHoweverOldItIs() {
        host.cutsAfter("rename " + TICKET);
        add(over(host.server().getPort(), Duration.ofHours(24), null), Profiles.LIMIT);
        submit();
        host.behaves();
        bench.ledger.stagedAt = Instant.now().minus(Duration.ofDays(3));

        assertThat(lookUp()).isEqualTo(new Found.AtPrinter(RECEIVED));
    }

    @Test
    void keepsASessionForTheNextJobAndReplacesOneThatDied() {
        add(over(wire.port(), null, null), Profiles.LIMIT);
        submit();
        submit();
        assertThat(host.sessions).hasValue(1);

        wire.cutsAfter(0);
        host.server().getActiveSessions().forEach(session -> session.close(true));
        wire.heals();
        await().until(() -> host.server().getActiveSessions().isEmpty());

        assertThat(submit()).isEqualTo(RECEIVED);
        assertThat(host.sessions).hasValue(2);
    }

    @Test
    void neverHasMoreSessionsThanThePrinterAllowsAndThePollerGetsItsTurn() throws Exception {
        PrinterProfile one = Profiles.sftp("elanders", over(host.server().getPort(), null, 1), Profiles.LIMIT);
        bench.routes.add(new Printer(one, new Scripted.Hears(Scripted.submits(drop))));
        host.watchesSessions();
        host.drops("status", "S-1.xml", "<status/>");
        bench.routes.startInbound();

        for (int job = 0; job < 40; job++) {
            bench.ledger.staged.clear();
            assertThat(submit()).isInstanceOfAny(Outcome.Received.class, Outcome.Deferred.class);
        }
        await().untilAsserted(() -> assertThat(bench.inbox.taken).containsExactly("elanders/sftp/S-1.xml"));
        await().until(() -> submit().equals(RECEIVED));

        assertThat(host.mostSessions()).isOne();
        assertThat(bench.lane("elanders.sftp").circuit()).isEqualTo(LaneState.Circuit.CLOSED);
    }

    @Test
    void pain15And16AFileThatIsStillWrittenIsFetchedWhenItHasStoppedGrowingWhateverItsTimeStamp() throws Exception {
        SftpTransport direct = host.transport();
        SftpTransport settling = new SftpTransport(direct.host(), direct.port(), direct.user(), direct.password(), null,
                direct.knownHosts(), direct.folders(), direct.poll(), null, null, Duration.ofHours(1));
        bench.routes.add(new Printer(Profiles.sftp("elanders", settling, Profiles.LIMIT), new Scripted.Hears(Scripted.submits(drop))));
        bench.routes.startInbound();
        Path slow = root.resolve("status/SLOW.xml");
        StringBuilder written = new StringBuilder();
        for (int part = 0; part < 5; part++) {
            written.append("<part-").append(part).append("/>");
            Files.writeString(slow, written);
            Files.setLastModifiedTime(slow, FileTime.fromMillis(946_684_800_000L));
            int polls = host.listings.get();
            await().until(() -> host.listings.get() >= polls + 3);
            bench.later(Duration.ofMinutes(50));
            await().until(() -> host.listings.get() >= polls + 6);
            assertThat(bench.inbox.taken).isEmpty();
        }
        bench.later(Duration.ofMinutes(11));

        await().untilAsserted(() -> assertThat(bench.inbox.messages).singleElement()
                .satisfies(message -> assertThat(new String(message.body(), StandardCharsets.UTF_8)).isEqualTo(written.toString())));
        await().untilAsserted(() -> assertThat(host.files("status/.done")).containsExactly("SLOW.xml"));
    }
}
