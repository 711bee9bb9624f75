package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Change;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Found;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.Send.DropFile;
import dev.pressroom.printers.Send.FileDrop;
import dev.pressroom.printers.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileDropLaneTest {

    private static final String TICKET = "A-1234-1-a1_20261121100000.xml";
    private static final FileDrop DROP = new FileDrop("submit", List.of(new DropFile("BLOCK-1.pdf", Scripted.text("the block"))),
            new DropFile(TICKET, Scripted.text("<root/>")));
    private static final Outcome RECEIVED = new Outcome.Received();

    @TempDir
    private Path root;
    @AutoClose
    private SftpHost host;
    @AutoClose
    private Bench bench;

    @BeforeEach
    void start() throws Exception {
        host = new SftpHost(root);
        bench = new Bench();
    }

    private void add(SftpTransport transport, Duration limit, FileDrop drop) {
        bench.add(Profiles.sftp("elanders", transport, limit), Scripted.submits(drop));
    }

    private Outcome submit() {
        return bench.submit("elanders");
    }

    private Found lookUp() {
        return bench.routes.channels().lookUp("elanders", Scripted.KEY, Set.of(new Ref(Ref.Kind.FILE, "BLOCK-1"))).result();
    }

    @Test
    void dropsArtworkFirstStagesTheTicketTellsTheLedgerAndRenames() {
        add(host.transport(), Profiles.LIMIT, DROP);

        assertThat(submit()).isEqualTo(RECEIVED);

        assertThat(host.events).containsExactly("write BLOCK-1.pdf.tmp", "write " + TICKET + ".tmp", "rename BLOCK-1.pdf",
                "rename " + TICKET);
        assertThat(host.root.resolve("in/" + TICKET)).hasContent("<root/>");
        assertThat(host.root.resolve("in/BLOCK-1.pdf")).hasContent("the block");
        assertThat(bench.ledger.staged).containsExactly(Map.entry(Scripted.KEY, "submit/" + TICKET));
    }

    @Test
    void streamsAStoredFile(@TempDir Path store) throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        bench.files.put(sha, Files.write(store.resolve(sha), bytes));
        add(host.transport(), Profiles.LIMIT,
                new FileDrop("submit", List.of(new DropFile("BOOK.pdf", new Content.StoredFile("application/pdf", sha, bytes.length))),
                        DROP.ticket()));

        assertThat(submit()).isEqualTo(RECEIVED);

        assertThat(host.root.resolve("in/BOOK.pdf")).hasBinaryContent(bytes);
    }

    @Test
    void takesArtworkOfTheSameSizeAsDeliveredAndReplacesAnyOther() throws IOException {
        Files.writeString(host.root.resolve("in/SAME.pdf"), "12345");
        Files.writeString(host.root.resolve("in/OTHER.pdf"), "1");
        add(host.transport(), Profiles.LIMIT, new FileDrop("submit",
                List.of(new DropFile("SAME.pdf", Scripted.text("12345")), new DropFile("OTHER.pdf", Scripted.text("12345"))),
                DROP.ticket()));

        assertThat(submit()).isEqualTo(RECEIVED);

        assertThat(host.events).containsExactly("write OTHER.pdf.tmp", "write " + TICKET + ".tmp", "remove OTHER.pdf", "rename OTHER.pdf",
                "rename " + TICKET);
        assertThat(host.root.resolve("in/OTHER.pdf")).hasContent("12345");
    }

    @Test
    void aSessionCutAfterTheRenameIsUnknownAndFoundByRepeatingTheRename() {
        host.takesTicketsAtOnce();
        host.cutsAfter("rename " + TICKET);
        add(host.transport(), Profiles.LIMIT, DROP);

        assertThat(submit()).isInstanceOf(Outcome.Unknown.class);
        assertThat(lookUp()).isEqualTo(new Found.AtPrinter(RECEIVED));

        assertThat(host.events).filteredOn(("rename " + TICKET)::equals).hasSize(1);
    }

    @Test
    void aSessionCutBeforeTheRenameIsUnknownAndCommittedByRepeatingIt() {
        host.cutsBefore("rename " + TICKET);
        add(host.transport(), Profiles.LIMIT, DROP);
        assertThat(submit()).isInstanceOf(Outcome.Unknown.class);
        assertThat(host.files("in")).containsExactly(TICKET + ".tmp", "BLOCK-1.pdf");

        host.behaves();

        assertThat(lookUp()).isEqualTo(new Found.AtPrinter(RECEIVED));
        assertThat(host.files("in")).containsExactly(TICKET, "BLOCK-1.pdf");
    }

    @Test
    void submittingAgainWhatWasStagedOnlyRepeatsTheRename() {
        host.cutsBefore("rename " + TICKET);
        add(host.transport(), Profiles.LIMIT, DROP);
        submit();
        host.behaves();
        host.events.clear();

        assertThat(submit()).isEqualTo(RECEIVED);

        assertThat(host.events).containsExactly("rename " + TICKET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"write BLOCK-1.pdf.tmp", "rename BLOCK-1.pdf", "write " + TICKET + ".tmp"})
    void aSessionCutBeforeStagingIsNotSentAndTheNextTryBeginsAnew(String event) {
        host.cutsBefore(event);
        add(host.transport(), Profiles.LIMIT, DROP);
        assertThat(submit()).isInstanceOf(Outcome.Deferred.class);
        assertThat(bench.ledger.staged).isEmpty();

        host.behaves();

        assertThat(submit()).isEqualTo(RECEIVED);
        assertThat(host.files("in")).containsExactly(TICKET, "BLOCK-1.pdf");
    }

    @Test
    void aServerThatStallsTheRenameAndDoesItLaterIsUnknownAndThenFound() {
        host.takesTicketsAtOnce();
        host.freezesBefore("rename " + TICKET);
        add(host.transport(), Duration.ofMillis(1_500), DROP);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Unknown.class,
                unknown -> assertThat(unknown.evidence()).contains("not done after 1500 ms"));
        assertThat(lookUp()).isInstanceOf(Found.Undecided.class);

        host.thaws();
        await().until(() -> host.events.contains("rename " + TICKET));
        assertThat(lookUp()).isEqualTo(new Found.AtPrinter(RECEIVED));
        assertThat(host.events).filteredOn(("rename " + TICKET)::equals).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"list in", "write BLOCK-1.pdf.tmp"})
    void aServerThatFreezesBeforeStagingIsNotSentAtTheDeadline(String event) {
        host.freezesBefore(event);
        add(host.transport(), Duration.ofMillis(1_500), DROP);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("not done after 1500 ms, session cut"));
    }

    @Test
    void pain19ARefusedRenameIsNeverNotSentAndStaysUndecided() {
        host.refuses("rename " + TICKET);
        add(host.transport(), Profiles.LIMIT, DROP);

        assertThat(submit()).isInstanceOf(Outcome.Unknown.class);
        assertThat(lookUp()).isInstanceOf(Found.Undecided.class);
    }

    @Test
    void aFolderThatIsGoneProvesNothing() throws IOException {
        host.cutsBefore("rename " + TICKET);
        add(host.transport(), Profiles.LIMIT, DROP);
        submit();
        host.behaves();
        Files.move(host.root.resolve("in"), host.root.resolve("elsewhere"));

        assertThat(lookUp()).isInstanceOf(Found.Undecided.class);
    }

    @Test
    void aStagedTicketIsNeverNotSentEvenWhenTheServerIsGone() throws IOException {
        host.cutsBefore("rename " + TICKET);
        add(host.transport(), Profiles.LIMIT, DROP);
        submit();
        host.server().stop(true);

        assertThat(submit()).isInstanceOf(Outcome.Unknown.class);
        bench.routes.suspend("elanders");
        assertThat(submit()).isInstanceOf(Outcome.Unknown.class);
        assertThat(lookUp()).isInstanceOf(Found.Undecided.class);
    }

    @Test
    void aLedgerThatCannotRememberKeepsTheTicketStaged() {
        bench.ledger.down = new IllegalStateException("database is down");
        add(host.transport(), Profiles.LIMIT, DROP);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("database is down"));

        assertThat(host.files("in")).containsExactly(TICKET + ".tmp", "BLOCK-1.pdf");
    }

    @Test
    void whatWasNeverStagedIsNotAtThePrinterAndItsLitterIsCleanedUp() throws IOException {
        host.cutsAfter("write BLOCK-1.pdf.tmp");
        add(host.transport(), Profiles.LIMIT, DROP);
        submit();
        host.behaves();
        Files.writeString(host.root.resolve("in/BLOCK-10.pdf.tmp"), "another job's");

        assertThat(lookUp()).isEqualTo(new Found.NotAtPrinter());

        assertThat(host.files("in")).containsExactly("BLOCK-10.pdf.tmp");
    }

    @Test
    void aTicketThatIsThereAlreadyIsTaken() throws IOException {
        Files.writeString(host.root.resolve("in").resolve(TICKET), "<root/>");
        add(host.transport(), Profiles.LIMIT, DROP);

        assertThat(submit()).isEqualTo(RECEIVED);

        assertThat(host.events).isEmpty();
    }

    @Test
    void pain18AnotherFileOfTheTicketsNameIsNotOverwritten() throws IOException {
        Files.writeString(host.root.resolve("in").resolve(TICKET), "someone else's");
        add(host.transport(), Profiles.LIMIT, DROP);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("who else writes"));
        assertThat(host.root.resolve("in").resolve(TICKET)).hasContent("someone else's");
    }

    @Test
    void aFolderThatIsNotThereIsNotMade() throws IOException {
        Files.delete(host.root.resolve("in"));
        add(host.transport(), Profiles.LIMIT, DROP);

        assertThat(submit()).isInstanceOf(Outcome.Deferred.class);
        assertThat(host.root.resolve("in")).doesNotExist();
    }

    @Test
    void anotherHostKeyIsRefused() throws Exception {
        String line = host.knownHosts();
        KeyPair other = KeyUtils.generateKeyPair("ecdsa-sha2-nistp256", 256);
        String wrong = line.substring(0, line.indexOf(' ') + 1)
                + PublicKeyEntry.toString(other.getPublic());
        add(host.transport(SftpHost.PASSWORD, wrong), Profiles.LIMIT, DROP);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("HostKey has been changed"));
        assertThat(host.sessions).hasValue(0);
    }

    @Test
    void anUnknownHostIsRefused() {
        add(host.transport(SftpHost.PASSWORD,
                "elsewhere.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4"),
                Profiles.LIMIT, DROP);

        assertThat(submit()).isInstanceOfSatisfying(Outcome.Deferred.class,
                deferred -> assertThat(deferred.reason()).contains("reject HostKey"));
    }

    @Test
    void aWrongPasswordIsNotSentAndShownNowhere() {
        bench.secrets.put("${env:SFTP}", "not-the-password");
        add(host.transport("${env:SFTP}", host.knownHosts()), Profiles.LIMIT, DROP);

        Outcome outcome = submit();

        assertThat(outcome).isInstanceOfSatisfying(Outcome.Deferred.class, deferred -> assertThat(deferred.reason()).contains("Auth fail"));
        assertThat(outcome + " " + bench.routes.lanes() + " " + bench.camel.getEndpoints()).doesNotContain("not-the-password");
        bench.secrets.put("${env:SFTP}", SftpHost.PASSWORD);
        assertThat(submit()).isEqualTo(RECEIVED);
    }

    @Test
    void logsInWithAPrivateKey() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair key = generator.generateKeyPair();
        host.server().setPasswordAuthenticator(null);
        host.server().setPublickeyAuthenticator((user, offered, session) -> KeyUtils.compareKeys(offered, key.getPublic()));
        bench.secrets.put("${file:key}", "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----");
        SftpTransport byPassword = host.transport();
        add(new SftpTransport(byPassword.host(), byPassword.port(), byPassword.user(), null, "${file:key}", byPassword.knownHosts(),
                byPassword.folders(), byPassword.poll()), Profiles.LIMIT, DROP);

        assertThat(submit()).isEqualTo(RECEIVED);
    }

    @Test
    void aServerThatRefusesConnectionsIsNotSent() throws IOException {
        add(host.transport(), Profiles.LIMIT, DROP);
        host.server().stop(true);

        assertThat(submit()).isInstanceOf(Outcome.Deferred.class);
        assertThat(lookUp()).isEqualTo(new Found.NotAtPrinter());
    }

    @Test
    void aCommandIsDroppedWithoutTheLedger() {
        Dialect.Cancels cancels = (refs, part, context) -> new Step.Ask<>(
                new FileDrop("command", List.of(), new DropFile("CANCEL-1.xml", Scripted.text("<cancel/>"))),
                reply -> Step.Done.of(new Change.Asked()));
        bench.add(Profiles.sftp("elanders", host.transport(), Profiles.LIMIT), cancels);

        bench.routes.channels().cancel("elanders", Set.of(), List.of(), Scripted.CONTEXT);

        assertThat(host.files("command")).containsExactly("CANCEL-1.xml");
        assertThat(bench.ledger.staged).isEmpty();
    }

    @Test
    void leavesNoSessionOpenOfAPrinterThatIsRemoved() {
        add(host.transport(), Profiles.LIMIT, DROP);
        for (int again = 0; again < 5; again++) {
            submit();
        }

        bench.routes.remove("elanders");

        await().untilAsserted(() -> assertThat(host.server().getActiveSessions()).isEmpty());
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("Connect thread 127.0.0.1")));
    }
}
