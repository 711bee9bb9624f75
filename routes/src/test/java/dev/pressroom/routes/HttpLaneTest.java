package dev.pressroom.routes;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.matching.MultipartValuePatternBuilder;
import dev.pressroom.printers.Body;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.PrinterProfile;
import dev.pressroom.printers.Reply;
import dev.pressroom.printers.Send;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpLaneTest {

    private static final Duration SHORT = Duration.ofMillis(800);
    /** Of 300,000 zero bytes. */
    private static final String ZEROS = sha256(new byte[300_000]);

    @AutoClose("stop")
    private final WireMockServer printer = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    @AutoClose
    private final Bench bench;

    HttpLaneTest() throws Exception {
        bench = new Bench();
    }

    @BeforeEach
    void start() {
        printer.start();
    }

    private PrinterProfile profile() {
        return profile(Profiles.LIMIT);
    }

    private PrinterProfile profile(Duration limit) {
        return Profiles.http("prodigi", printer.baseUrl() + "/base", Map.of(), 2, limit);
    }

    @Test
    void sendsWhatTheDialectSaysAndAnswersWhatThePrinterSays() {
        printer.stubFor(any(anyUrl()).willReturn(
                aResponse().withStatus(201).withHeader("Location", "/orders/1").withHeader("X-Many", "a", "b").withBody("{\"id\":1}")));

        Reply reply = bench.send(profile(), Scripted.post("/v4.0/orders?ref=A%2F1%20b&x=1+2&y=%C3%A9", "{\"a\":\"é\"}"));

        printer.verify(1, postRequestedFor(urlEqualTo("/base/v4.0/orders?ref=A%2F1%20b&x=1+2&y=%C3%A9"))
                .withHeader("Content-Type", equalTo("application/json")).withHeader("X-Trace", equalTo("t-1"))
                .withHeader("User-Agent", equalTo("Pressroom")).withRequestBody(equalTo("{\"a\":\"é\"}")));
        assertThat(
                printer.getAllServeEvents().getFirst().getRequest().getHeaders().keys().stream().filter(name -> name.startsWith("Camel")))
                .isEmpty();
        Reply.Answered answered = (Reply.Answered) reply;
        assertThat(answered.status()).isEqualTo(201);
        assertThat(answered.headers()).containsEntry("location", List.of("/orders/1")).containsEntry("x-many", List.of("a", "b"));
        assertThat(new String(answered.body(), StandardCharsets.UTF_8)).isEqualTo("{\"id\":1}");
        assertThat(bench.lane("prodigi.http").lastSuccess()).isNotNull();
    }

    @Test
    void streamsAStoredFile(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("block.pdf"), new byte[300_000]);
        bench.files.put(ZEROS, file);
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        bench.send(profile(),
                new Send.HttpCall(Send.Repeat.NEVER, "PUT", "/files/1", Map.of(),
                        new Content.StoredFile("application/pdf", ZEROS, 300_000)));

        assertThat(printer.getAllServeEvents().getFirst().getRequest().getBody()).hasSize(300_000);
    }

    @Test
    void pushesArtworkAndOrderAsPartsOfOneBody(@TempDir Path folder) throws IOException {
        bench.files.put(ZEROS, Files.write(folder.resolve("block.pdf"), new byte[300_000]));
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));

        bench.send(profile(), new Send.HttpCall(Send.Repeat.NEVER, "POST", "/orders", Map.of(), new Body.Multipart(List.of(
                new Body.Part("order", null, new Content.Bytes("application/json", "{\"name\":\"Zoë\"}".getBytes(StandardCharsets.UTF_8))),
                new Body.Part("block", "Bücher 1.pdf", new Content.StoredFile("application/pdf", ZEROS, 300_000))))));

        printer.verify(1, postRequestedFor(urlEqualTo("/base/orders"))
                .withRequestBodyPart(new MultipartValuePatternBuilder("order").withBody(equalToJson("{\"name\":\"Zoë\"}"))
                        .withHeader("Content-Type", equalTo("application/json")).build())
                .withRequestBodyPart(new MultipartValuePatternBuilder("block").withBody(binaryEqualTo(new byte[300_000]))
                        .withHeader("Content-Disposition", containing("filename=")).withHeader("Content-Type", equalTo("application/pdf"))
                        .build()));
    }

    @Test
    void aPartThatWasDamagedHoldsBackTheWholeBody(@TempDir Path folder) throws IOException {
        bench.files.put(ZEROS, Files.write(folder.resolve("block.pdf"), new byte[299_999]));

        Reply reply = bench.send(profile(), new Send.HttpCall(Send.Repeat.NEVER, "POST", "/orders", Map.of(), new Body.Multipart(
                List.of(new Body.Part("block", "b.pdf", new Content.StoredFile("application/pdf", ZEROS, 300_000))))));

        assertThat(reply).isInstanceOf(Reply.NotSent.class);
        assertThat(printer.getAllServeEvents()).isEmpty();
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aStoredFileThatWasDamagedIsNotSent(@TempDir Path folder) throws IOException {
        bench.files.put(ZEROS, Files.write(folder.resolve("block.pdf"), new byte[299_999]));

        Reply reply = bench.send(profile(), new Send.HttpCall(Send.Repeat.NEVER, "PUT", "/files/1", Map.of(),
                new Content.StoredFile("application/pdf", ZEROS, 300_000)));

        assertThat(reply).isInstanceOfSatisfying(Reply.NotSent.class, notSent -> assertThat(notSent.why()).contains("is damaged"));
        assertThat(printer.getAllServeEvents()).isEmpty();
    }

    @Test
    void keepsItsConnectionForTheNextCallAndClosesItWithTheLane() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            AtomicInteger connections = new AtomicInteger();
            CompletableFuture<Integer> ended = CompletableFuture.supplyAsync(() -> answers(server, connections, 2));
            bench.add(Profiles.http("prodigi", "http://localhost:" + server.getLocalPort(), Map.of(), 2, Profiles.LIMIT),
                    Scripted.submits(Scripted.post("/orders", "{}")));

            assertThat(bench.submit("prodigi")).isEqualTo(new Outcome.Received());
            assertThat(bench.submit("prodigi")).isEqualTo(new Outcome.Received());
            bench.routes.remove("prodigi");

            assertThat(ended.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
            assertThat(connections).hasValue(1);
        }
    }

    /** Answers so many requests on one connection, then waits for its end, which is -1. */
    private static int answers(ServerSocket server, AtomicInteger connections, int requests) {
        try (Socket call = server.accept()) {
            connections.incrementAndGet();
            BufferedReader in = new BufferedReader(new InputStreamReader(call.getInputStream(), StandardCharsets.US_ASCII));
            for (int request = 0; request < requests; request++) {
                while (!in.readLine().isEmpty()) {
                    // the head
                }
                in.skip(2); // {}
                call.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            return in.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileThatIsNotInTheStoreIsNotSent() {
        Reply reply = bench.send(profile(),
                new Send.HttpCall(Send.Repeat.NEVER, "PUT", "/files/1", Map.of(), new Content.StoredFile("application/pdf", "gone", 1)));

        assertThat(reply).isInstanceOfSatisfying(Reply.NotSent.class, notSent -> assertThat(notSent.why()).contains("no file gone"));
        assertThat(printer.getAllServeEvents()).isEmpty();
    }

    @Test
    void putsInTheSecretWhenSendingAndShowsItNowhere() {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        bench.secrets.put("${env:KEY}", "first-secret");
        bench.add(Profiles.http("prodigi", printer.baseUrl(), Map.of("X-API-Key", "${env:KEY}"), 2, Profiles.LIMIT),
                Scripted.submits(Scripted.post("/orders", "{}")));

        bench.submit("prodigi");
        bench.secrets.put("${env:KEY}", "second-secret");
        Outcome outcome = bench.submit("prodigi");

        printer.verify(1, postRequestedFor(anyUrl()).withHeader("X-API-Key", equalTo("first-secret")));
        printer.verify(1, postRequestedFor(anyUrl()).withHeader("X-API-Key", equalTo("second-secret")));
        assertThat(outcome + " " + bench.routes.lanes()).doesNotContain("secret");
    }

    @Test
    void aMissingSecretIsNotSentAndNamed() {
        Reply reply = bench.send(Profiles.http("prodigi", printer.baseUrl(), Map.of("X-API-Key", "${env:NONE}"), 2, Profiles.LIMIT),
                Scripted.post("/orders", "{}"));

        assertThat(reply).isInstanceOfSatisfying(Reply.NotSent.class, notSent -> assertThat(notSent.why()).contains("${env:NONE}"));
        assertThat(printer.getAllServeEvents()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 404, 408, 409, 429, 500, 503})
    void everyStatusIsAnAnswerAndAskedOnce(int status) {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(status).withHeader("Retry-After", "0").withBody("why")));

        Reply reply = bench.send(profile(), Scripted.post("/orders", "{}"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(status);
            assertThat(new String(answered.body(), StandardCharsets.UTF_8)).isEqualTo("why");
        });
        printer.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void followsNoRedirect() {
        printer.stubFor(any(urlEqualTo("/base/old")).willReturn(aResponse().withStatus(302).withHeader("Location", "/new")));

        Reply reply = bench.send(profile(), Scripted.get("/old"));

        assertThat(((Reply.Answered) reply).status()).isEqualTo(302);
        printer.verify(0, getRequestedFor(urlEqualTo("/new")));
    }

    @Test
    void readsAGzippedAnswer() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{\"plain\":true}")));

        Reply reply = bench.send(profile(), new Send.HttpCall(Send.Repeat.SAFE, "GET", "/orders", Map.of("Accept-Encoding", "gzip"), null));

        assertThat(new String(((Reply.Answered) reply).body(), StandardCharsets.UTF_8)).isEqualTo("{\"plain\":true}");
    }

    @ParameterizedTest
    @EnumSource(names = {"EMPTY_RESPONSE", "RANDOM_DATA_THEN_CLOSE", "CONNECTION_RESET_BY_PEER"})
    void whatBreaksAfterThePrinterHasTheRequestMayHaveArrived(Fault fault) {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));

        Reply reply = bench.send(profile(), Scripted.post("/orders", "{}"));

        assertThat(reply).isInstanceOf(Reply.Broke.class);
        printer.verify(1, postRequestedFor(anyUrl()));
    }

    @Test
    void anAnswerThatIsCutShortMayHaveArrived() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(() -> {
                try (Socket call = server.accept()) {
                    call.getInputStream().read();
                    call.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"id\":".getBytes(StandardCharsets.US_ASCII));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });

            Reply reply = bench.send(Profiles.http("prodigi", "http://localhost:" + server.getLocalPort(), Map.of(), 2, Profiles.LIMIT),
                    Scripted.post("/orders", "{}"));

            assertThat(reply).isInstanceOf(Reply.Broke.class);
            cut.get();
        }
    }

    @Test
    void aDribbledAnswerEndsAtTheDeadline() {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withBody("x".repeat(1000)).withChunkedDribbleDelay(100, 20_000)));

        long start = System.nanoTime();
        Reply reply = bench.send(profile(SHORT), Scripted.post("/orders", "{}"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Broke.class, broke -> assertThat(broke.why()).contains("800 ms"));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void anAnswerThatNeverComesEndsAtTheDeadline() {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(20_000)));

        assertThat(bench.send(profile(SHORT), Scripted.post("/orders", "{}"))).isInstanceOf(Reply.Broke.class);
    }

    @Test
    void anAnswerBeyondTheLimitIsRefused() {
        printer.stubFor(any(anyUrl()).willReturn(aResponse().withBody("x".repeat(65 * 1024))));

        Reply reply = bench.send(profile(), Scripted.get("/orders"));

        assertThat(reply).isInstanceOfSatisfying(Reply.Broke.class, broke -> assertThat(broke.why()).contains("larger than 65536 bytes"));
    }

    @Test
    void aRefusedConnectionIsNotSent() {
        int port = printer.port();
        printer.stop();

        assertThat(bench.send(Profiles.http("prodigi", "http://localhost:" + port, Map.of(), 2, SHORT), Scripted.post("/orders", "{}")))
                .isInstanceOf(Reply.NotSent.class);
    }

    @Test
    void anUnknownHostIsNotSent() {
        assertThat(bench.send(Profiles.http("prodigi", "https://nowhere.invalid", Map.of(), 2, SHORT), Scripted.post("/orders", "{}")))
                .isInstanceOf(Reply.NotSent.class);
    }

    @Test
    void aTlsHandshakeThatIsNeverAnsweredIsNotSent() throws IOException {
        try (ServerSocket mute = new ServerSocket(0)) {
            assertThat(bench.send(Profiles.http("prodigi", "https://localhost:" + mute.getLocalPort(), Map.of(), 2, SHORT),
                    Scripted.post("/orders", "{}"))).isInstanceOf(Reply.NotSent.class);
        }
    }

    @Test
    void twoPrintersAtOneAddressKeepTheirOwnSecrets() {
        printer.stubFor(any(anyUrl()).willReturn(okJson("{}")));
        bench.add(Profiles.http("uk", printer.baseUrl(), Map.of("X-API-Key", "key-uk"), 1, Profiles.LIMIT),
                Scripted.submits(Scripted.post("/uk", "{}")));
        bench.add(Profiles.http("us", printer.baseUrl(), Map.of("X-API-Key", "key-us"), 1, Profiles.LIMIT),
                Scripted.submits(Scripted.post("/us", "{}")));

        bench.submit("uk");
        bench.submit("us");

        printer.verify(1, postRequestedFor(urlEqualTo("/uk")).withHeader("X-API-Key", equalTo("key-uk")));
        printer.verify(1, postRequestedFor(urlEqualTo("/us")).withHeader("X-API-Key", equalTo("key-us")));
    }

    @AfterEach
    void nothingIsLeftOnTheWay() {
        assertThat(bench.camel.getInflightRepository().size()).isZero();
    }
}
