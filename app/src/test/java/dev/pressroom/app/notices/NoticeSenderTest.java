package dev.pressroom.app.notices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pressroom.app.notices.ShopEndpoints.Endpoint;
import dev.pressroom.storage.Database;
import dev.pressroom.storage.notices.NoticeOutbox;
import dev.pressroom.storage.notices.NoticeOutbox.NewNotice;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoticeSenderTest {

    private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);
    private static final NoticeSettings SETTINGS = new NoticeSettings(Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ofSeconds(5),
            Duration.ofHours(6), Duration.ofDays(5), true);

    private final Database database = Database.fresh();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    private final Deque<Integer> answers = new ArrayDeque<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private Instant now = Instant.parse("2026-11-21T12:00:00Z");
    private final Clock moving = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private final Clock clock = InstantSource.system().withZone(ZoneOffset.UTC);
    private HttpServer server;

    private record Call(String path, String id, String timestamp, String signature, String body) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/shop", exchange -> {
            calls.add(new Call(exchange.getRequestURI().getPath(), exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-timestamp"), exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            Integer status = answers.poll();
            if (status != null && status == 302) {
                exchange.getResponseHeaders().add("Location", "/shop/elsewhere");
            }
            exchange.sendResponseHeaders(status == null ? 204 : status, -1);
            exchange.close();
        });
        server.createContext("/dead", exchange -> {
            try {
                end.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
        for (String shop : List.of("good", "dead")) {
            database.jdbc().sql("""
                INSERT INTO orders (order_id, shop, service, country, content_hash, placed_by, placed_at, updated_at)
                VALUES (:order, :shop, 'STANDARD', 'DE', 'h', 'demo', now(), now())
                """).param("order", "of-" + shop).param("shop", shop).update();
        }
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
    }

    @Test
    void sendsEachNoticeSignedAndOnce() throws Exception {
        NoticeOutbox outbox = outbox(clock);
        queue(outbox, "good", "P1");
        NoticeSender sender = sender(outbox, SETTINGS);
        sender.start();
        Call call = calls.poll(10, TimeUnit.SECONDS);
        await("announced", () -> outbox.figures("good").waiting() == 0);
        queue(outbox, "good", "P1");
        queue(outbox, "good", "P2");
        Call next = calls.poll(10, TimeUnit.SECONDS);
        await("both announced",
                () -> meters.counter("pressroom.notices", "shop", "good", "outcome", "announced").count() >= 2);
        sender.stop();
        assertThat(call.body()).isEqualTo("{\"type\":\"parcel.shipped\",\"timestamp\":\"2026-11-21T12:00:00Z\",\"schema\":1,"
                + "\"data\":{\"orderId\":\"of-good\",\"parcel\":\"P1\"}}");
        assertThat(call.signature())
                .isEqualTo(WebhookSignature.of(call.id(), Long.parseLong(call.timestamp()), call.body(), List.of(SECRET)));
        assertThat(next.body()).contains("P2");
        assertThat(next.id()).isNotEqualTo(call.id());
        assertThat(calls).isEmpty();
        assertThat(meters.counter("pressroom.notices", "shop", "good", "outcome", "announced").count()).isEqualTo(2);
    }

    @Test
    void aDeadEndpointDelaysNoOtherShop() throws Exception {
        NoticeOutbox outbox = outbox(clock);
        for (int n = 0; n < 30; n++) {
            queue(outbox, "dead", "D" + n);
        }
        queue(outbox, "good", "P1");
        NoticeSender sender = sender(outbox, SETTINGS);
        sender.start();
        assertThat(calls.poll(10, TimeUnit.SECONDS)).isNotNull().satisfies(call -> assertThat(call.body()).contains("P1"));
        sender.stop();
        assertThat(outbox.figures("dead").waiting()).isEqualTo(30);
    }

    @Test
    void triesAgainWithLongerWaitsUnderTheSameIdUntilItIsTooOld() throws Exception {
        NoticeOutbox outbox = outbox(moving);
        queue(outbox, "good", "P1");
        answers.addAll(List.of(500, 302, 404));
        NoticeSender sender = sender(outbox, SETTINGS);
        for (Duration wait : List.of(Duration.ZERO, Duration.ofSeconds(5), Duration.ofSeconds(15))) {
            assertThat(outbox.lease("good", 1, Duration.ZERO.minusSeconds(1))).as("due too early").hasSize(wait.isZero() ? 1 : 0);
            now = now.plus(wait);
            announceDue(sender, outbox);
        }
        assertThat(lastError()).isEqualTo("it answers 404");
        now = now.plus(Duration.ofDays(5));
        answers.add(503);
        announceDue(sender, outbox);
        assertThat(outbox.figures("good")).returns(0L, NoticeOutbox.Figures::waiting).returns(1L, NoticeOutbox.Figures::givenUp);
        assertThat(calls).hasSize(4).extracting(Call::id).containsOnly("notice-1");
        assertThat(calls).extracting(Call::path).containsOnly("/shop");
    }

    @Test
    void callsNoPrivateAddressUnlessConfigured() throws Exception {
        NoticeOutbox outbox = outbox(clock);
        queue(outbox, "good", "P1");
        announceDue(sender(outbox, new NoticeSettings(SETTINGS.poll(), SETTINGS.timeout(), SETTINGS.firstRetry(), SETTINGS.longestRetry(),
                SETTINGS.giveUpAfter(), false)), outbox);
        assertThat(calls).isEmpty();
        assertThat(lastError()).isEqualTo("its URL leads into a private network");
    }

    @Test
    void listsEveryProblemOfTheShopsFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shops.yaml"), """
            shops:
              a: {notices: {url: "ftp://a.example", secrets: ["0123456789012345678901234"]}}
              b: {notices: {url: "https://b.example/hook", secrets: [short]}}
              c: {notices: {url: "https://c.example/hook", secrets: ["${env:NOT_SET}"]}}
              quiet: {}
            """);
        assertThatThrownBy(() -> ShopEndpoints.load(file, text -> {
            if (text.startsWith("$")) {
                throw new IllegalArgumentException("environment variable NOT_SET is not set: set it");
            }
            return text;
        })).isInstanceOf(IllegalStateException.class).hasMessageContainingAll("shops.a.notices.url", "shops.b.notices.secrets",
                "shops.c.notices: environment variable NOT_SET").hasMessageNotContaining("quiet");
        assertThat(ShopEndpoints.load(folder.resolve("none.yaml"), text -> text).byShop()).isEmpty();
    }

    private NoticeOutbox outbox(Clock time) {
        return new NoticeOutbox(database.jdbc(), time);
    }

    private NoticeSender sender(NoticeOutbox outbox, NoticeSettings settings) {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return new NoticeSender(outbox, new ShopEndpoints(new TreeMap<>(Map.of("good",
                new Endpoint(URI.create(base + "/shop"), List.of(SECRET)), "dead",
                new Endpoint(URI.create(base + "/dead"), List.of(SECRET))))),
                settings, moving, meters);
    }

    private void announceDue(NoticeSender sender, NoticeOutbox outbox) throws InterruptedException {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        for (var notice : outbox.lease("good", 10, Duration.ofMinutes(1))) {
            sender.announce("good", new Endpoint(URI.create(base + "/shop"), List.of(SECRET)), notice);
        }
    }

    private void queue(NoticeOutbox outbox, String shop, String parcel) {
        outbox.queue("of-" + shop, Set.of("good", "dead"), List.of(new NewNotice("shipped/" + parcel, "parcel.shipped",
                "{\"parcel\":\"" + parcel + "\"}", Instant.parse("2026-11-21T12:00:00Z"), null)));
    }

    private String lastError() {
        return database.jdbc().sql("SELECT last_error FROM notices WHERE order_id = 'of-good'").query(String.class).single();
    }

    private static void await(String what, BooleanSupplier condition) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not within 10 s: " + what).isLessThan(until);
            Thread.onSpinWait();
        }
    }
}
