package dev.pressroom.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import dev.pressroom.printers.Decoded;
import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Inbound;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile.SftpTransport;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import dev.pressroom.printers.Step;
import dev.pressroom.printers.Ticket;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboundRoutesTest {

    private static final Dialect.Reads READS = message -> new Decoded(List.of(), List.of(), List.of());

    @TempDir
    private Path root;
    @AutoClose
    private final Bench bench;

    InboundRoutesTest() throws Exception {
        bench = new Bench();
    }

    private SftpHost listening() throws IOException {
        SftpHost host = new SftpHost(root);
        bench.add(Profiles.sftp("elanders", host.transport(), Duration.ofMillis(1_500)), READS);
        return host;
    }

    private void awaitTaken(String... messages) {
        await().untilAsserted(() -> assertThat(bench.inbox.taken).containsExactlyInAnyOrder(messages));
    }

    @Test
    void takesStatusFilesAndShelvesThemOnceTaken() throws IOException {
        try (SftpHost host = listening()) {
            Files.writeString(host.root.resolve("status/3_x.xml.tmp"), "unfinished");
            Files.writeString(host.root.resolve("status/4_x.filepart"), "unfinished");
            Files.writeString(host.root.resolve("status/5_x.part"), "unfinished");
            host.drops("status", "1_x.xml", "<root>ü</root>");
            host.drops("status", "2_x.xml", "<root/>");

            bench.routes.startInbound();

            awaitTaken("elanders/sftp/1_x.xml", "elanders/sftp/2_x.xml");
            await().untilAsserted(() -> assertThat(host.files("status/.done")).containsExactly("1_x.xml", "2_x.xml"));
            assertThat(host.files("status")).containsExactly("3_x.xml.tmp", "4_x.filepart", "5_x.part");
            Inbound first = bench.inbox.messages.stream().filter(message -> message.messageKey().equals("1_x.xml")).findFirst()
                    .orElseThrow();
            assertThat(new String(first.body(), StandardCharsets.UTF_8)).isEqualTo("<root>ü</root>");
            assertThat(bench.lane("elanders.status-files").failing()).isFalse();

            host.drops("status", "1_x.xml", "<again/>");
            awaitTaken("elanders/sftp/1_x.xml", "elanders/sftp/2_x.xml", "elanders/sftp/1_x.xml");
            await().untilAsserted(() -> assertThat(host.root.resolve("status/.done/1_x.xml")).hasContent("<again/>"));
        }
    }

    @Test
    void hearsNothingBeforeItIsToldTo() throws IOException {
        try (SftpHost host = listening()) {
            assertThat(host.sessions).hasValue(0);
            assertThat(bench.camel.getRoute("elanders.status-files")).isNull();
        }
    }

    @Test
    void opensManyAtTheSameTimeWithoutOneStumblingOverAnother() {
        Dialect.Lists lists = (cursor, now) -> Step.Done.of(new Dialect.Page(List.of(), null, false, null));
        for (int i = 0; i < 12; i++) {
            bench.add(Profiles.http("printer-" + i, "http://127.0.0.1:9", Map.of(), 1, Duration.ofSeconds(1)), lists);
        }

        bench.binds.slow = true;
        bench.routes.startInbound();

        await().until(() -> bench.camel.getRoutes().stream().filter(route -> route.getId().endsWith(".changes")).count() == 12);
        assertThat(bench.binds.overlapped).isFalse();
        assertThat(bench.routes.lanes()).allSatisfy((name, state) -> assertThat(state.lastError()).as(name).isNull());
    }

    /** Drops a ticket and hears statuses. */
    private record Talks() implements Dialect.Submits, Dialect.Reads {
        @Override
        public Step<Outcome> submit(Ticket ticket, Context context) {
            return new Step.Ask<>(new Send.FileDrop("submit", List.of(), new Send.DropFile("1.xml", Scripted.text("<root/>"))),
                    reply -> Step.Done.of(Scripted.outcome(reply)));
        }

        @Override
        public Decoded read(Inbound message) {
            return READS.read(message);
        }
    }

    @Test
    void aPausedPrinterGetsNoTicketAndIsStillHeard() throws IOException {
        try (SftpHost host = new SftpHost(root)) {
            bench.add(Profiles.sftp("elanders", host.transport(), Duration.ofMillis(1_500)), new Talks());
            bench.routes.startInbound();
            bench.routes.suspend("elanders");

            assertThat(bench.submit("elanders")).isInstanceOf(Outcome.Deferred.class);
            host.drops("status", "1_x.xml", "<root/>");
            awaitTaken("elanders/sftp/1_x.xml");
            assertThat(host.files("in")).isEmpty();

            bench.routes.resume("elanders");
            assertThat(bench.submit("elanders")).isEqualTo(new Outcome.Received());
            assertThat(host.files("in")).containsExactly("1.xml");
        }
    }

    @Test
    void shelvesAQuarantinedFileApart() throws IOException {
        try (SftpHost host = listening()) {
            bench.inbox.answer = Inbox.Taken.QUARANTINED;
            host.drops("status", "1_x.xml", "not xml");

            bench.routes.startInbound();

            await().untilAsserted(() -> assertThat(host.root.resolve("status/.quarantine/1_x.xml")).exists());
        }
    }

    @Test
    void pain17AFileThatTheInboxCannotStoreStaysAndIsTakenLater() throws IOException {
        try (SftpHost host = listening()) {
            bench.inbox.down = new IllegalStateException("database is down");
            host.drops("status", "1_x.xml", "<root/>");
            bench.routes.startInbound();
            await().untilAsserted(() -> assertThat(bench.lane("elanders.status-files").lastError()).contains("database is down"));
            assertThat(host.files("status")).containsExactly("1_x.xml");

            bench.inbox.down = null;

            awaitTaken("elanders/sftp/1_x.xml");
            await().untilAsserted(() -> assertThat(bench.lane("elanders.status-files").failing()).isFalse());
        }
    }

    @Test
    void aFileBeyondTheLimitStaysIsToldAndHoldsNoOther() throws IOException {
        try (SftpHost host = listening()) {
            host.drops("status", "1_large.xml", "x".repeat(65 * 1024));
            host.drops("status", "2_x.xml", "<root/>");

            bench.routes.startInbound();

            awaitTaken("elanders/sftp/2_x.xml");
            await().untilAsserted(
                    () -> assertThat(bench.lane("elanders.status-files").lastError()).contains("'1_large.xml' stays where it is"));
            assertThat(host.files("status")).containsExactly("1_large.xml");
        }
    }

    @Test
    void aServerThatFreezesInAPollIsCutAndAskedAgain() throws IOException {
        try (SftpHost host = listening()) {
            host.freezesBefore("read 1_x.xml");
            host.drops("status", "1_x.xml", "<root/>");
            bench.routes.startInbound();
            await().untilAsserted(
                    () -> assertThat(bench.lane("elanders.status-files").lastError()).contains("not done after 1500 ms, session cut"));

            host.thaws();

            awaitTaken("elanders/sftp/1_x.xml");
        }
    }

    @Test
    void aServerThatComesBackIsHeardAgain() throws IOException {
        int port;
        try (SftpHost host = listening()) {
            port = host.server().getPort();
            bench.routes.startInbound();
            await().untilAsserted(() -> assertThat(bench.lane("elanders.status-files").lastSuccess()).isNotNull());
        }
        await().untilAsserted(() -> assertThat(bench.lane("elanders.status-files").failing()).isTrue());

        try (SftpHost host = new SftpHost(root, port)) {
            host.drops("status", "1_x.xml", "<root/>");

            awaitTaken("elanders/sftp/1_x.xml");
        }
    }

    @Test
    void aDeadPrinterDelaysNoOther() throws IOException {
        try (SftpHost host = new SftpHost(root); ServerSocket mute = new ServerSocket(0)) {
            SftpTransport there = host.transport();
            bench.add(Profiles.sftp("unresolvable", moved(there, "nowhere.invalid", 22), Profiles.LIMIT), READS);
            bench.add(Profiles.sftp("mute", moved(there, "127.0.0.1", mute.getLocalPort()), Profiles.LIMIT), READS);
            bench.add(Profiles.sqs("nosqs", QueueHost.transport("http://nowhere.invalid")), READS);
            bench.add(Profiles.http("nohttp", "http://nowhere.invalid", Map.of(), 1, Profiles.LIMIT), pages());
            bench.routes.startInbound();

            bench.add(Profiles.sftp("elanders", there, Profiles.LIMIT), READS);
            host.drops("status", "1_x.xml", "<root/>");

            awaitTaken("elanders/sftp/1_x.xml");
            await().untilAsserted(
                    () -> assertThat(Stream.of("unresolvable.status-files", "mute.status-files", "nosqs.status-queue", "nohttp.changes"))
                            .allMatch(lane -> bench.lane(lane).failing()));
        }
    }

    private static SftpTransport moved(SftpTransport sftp, String host, int port) {
        return new SftpTransport(host, port, sftp.user(), sftp.password(), null, sftp.knownHosts(), sftp.folders(), sftp.poll());
    }

    @Test
    void hearsAQueueOnceItIsThereAndDeletesOnlyWhatWasTaken() {
        try (QueueHost host = new QueueHost()) {
            bench.add(Profiles.sqs("photofinale", host.transport()), READS);
            bench.routes.startInbound();
            await().untilAsserted(() -> assertThat(bench.lane("photofinale.status-queue").lastError()).contains("not open yet"));

            host.createStatus();
            String url = host.url("status");
            String id = host.client.sendMessage(request -> request.queueUrl(url).messageBody("{\"OrderID\":\"1\"}")).messageId();

            awaitTaken("photofinale/sqs/" + id);
            await().untilAsserted(() -> assertThat(host.size("status")).isZero());

            bench.inbox.down = new IllegalStateException("database is down");
            host.client.sendMessage(request -> request.queueUrl(url).messageBody("{\"OrderID\":\"2\"}"));
            await().untilAsserted(() -> {
                bench.later(Duration.ofSeconds(2)); // the lane rests after each failure
                assertThat(host.size("status-dead")).isOne();
            });
            assertThat(bench.lane("photofinale.status-queue").lastError()).contains("database is down");
        }
    }

    @Test
    void pollsWhatChangedAndMovesTheCursorOnlyOverWhatWasTaken() {
        WireMockServer printer = new WireMockServer(WireMockConfiguration.options().dynamicPort());
        printer.start();
        try {
            printer.stubFor(any(urlEqualTo("/changes?since=start")).willReturn(okJson("a")));
            printer.stubFor(any(urlEqualTo("/changes?since=a")).willReturn(okJson("b")));
            printer.stubFor(any(urlEqualTo("/changes?since=b")).willReturn(aResponse().withStatus(503)));
            bench.inbox.down = new IllegalStateException("database is down");
            bench.add(Profiles.http("prodigi", printer.baseUrl(), Map.of(), 1, Profiles.LIMIT), pages());
            bench.routes.startInbound();
            await().untilAsserted(() -> assertThat(bench.lane("prodigi.changes").lastError()).contains("database is down"));
            assertThat(bench.cursors).isEmpty();

            bench.inbox.down = null;

            await().untilAsserted(() -> assertThat(bench.cursors).containsEntry("prodigi", "b"));
            assertThat(bench.inbox.taken).containsExactly("prodigi/poll/a", "prodigi/poll/b");
            await().untilAsserted(() -> assertThat(bench.lane("prodigi.changes").failing()).isTrue());
            assertThat(bench.cursors).containsEntry("prodigi", "b");
        } finally {
            printer.stop();
        }
    }

    /** Pages whose body is the next cursor, until nothing is answered. */
    private static Dialect.Lists pages() {
        return (cursor, now) -> new Step.Ask<>(Scripted.get("/changes?since=" + (cursor == null ? "start" : cursor)), reply -> {
            if (reply instanceof Reply.Answered answered && answered.ok()) {
                String next = new String(answered.body(), StandardCharsets.UTF_8);
                return Step.Done
                        .of(new Dialect.Page(List.of(new Inbound(next, "poll", Map.of(), answered.body(), Instant.EPOCH)), next, true,
                                null));
            }
            return Step.Done.of(Dialect.Page.notAsked(cursor, "answered " + reply));
        });
    }
}
