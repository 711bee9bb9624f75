package dev.pressroom.app.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.pressroom.storage.files.FolderFileStore;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFetchTest {

    private static final byte[] PHOTO = "a photo".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path folder;
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer host;
    private FolderFileStore files;

    @BeforeEach
    void start() throws IOException {
        host = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        host.setExecutor(threads);
        host.start();
        files = new FolderFileStore(folder, Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        over.countDown();
        host.stop(0);
        threads.shutdownNow();
    }

    private String at(String path, HttpHandler answer) {
        host.createContext(path, answer);
        return "http://127.0.0.1:" + host.getAddress().getPort() + path;
    }

    private PhotoFetch fetch(Duration within) {
        return new PhotoFetch(files, true, within);
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Test
    void keepsThePhotoUnderItsHash() throws Exception {
        String sha256 = fetch(Duration.ofMinutes(1)).fetch(at("/1.jpg", exchange -> send(exchange, 200, PHOTO)), null);

        assertThat(Files.readAllBytes(files.path(sha256))).isEqualTo(PHOTO);
    }

    @Test
    void givesUpAHostThatStopsSendingInTheMiddle() throws Exception {
        String url = at("/stalls.jpg", exchange -> {
            exchange.sendResponseHeaders(200, 1_000);
            exchange.getResponseBody().write(PHOTO);
            exchange.getResponseBody().flush();
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThatThrownBy(() -> fetch(Duration.ofSeconds(1)).fetch(url, null)).isInstanceOf(PhotoFetch.Unavailable.class)
                .hasMessage("its URL did not send all of it within 1 s");
        try (var left = Files.list(folder.resolve("incoming"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void tellsAnAnswerThatIsNoPhoto() {
        assertThatThrownBy(() -> fetch(Duration.ofMinutes(1)).fetch(at("/gone.jpg", exchange -> send(exchange, 404, PHOTO)), null))
                .hasMessage("its URL answers 404");
    }

    @Test
    void tellsAPhotoThatIsNotTheOneOrdered() {
        assertThatThrownBy(
                () -> fetch(Duration.ofMinutes(1)).fetch(at("/other.jpg", exchange -> send(exchange, 200, PHOTO)), "0".repeat(64)))
                .hasMessage("its checksum is not the one that was ordered");
    }

    @Test
    void tellsAnAddressThatIsOneByItsFormOnly() {
        assertThatThrownBy(() -> fetch(Duration.ofMinutes(1)).fetch("http://127.0.0.1:99999/1.jpg", null))
                .isInstanceOf(PhotoFetch.Unavailable.class).hasMessageStartingWith("its URL cannot be reached");
    }

    @Test
    void refusesAddressesOfThePrivateNetworkUnlessConfigured() {
        assertThatThrownBy(() -> new PhotoFetch(files, false, Duration.ofMinutes(1))
                .fetch(at("/private.jpg", exchange -> send(exchange, 200, PHOTO)), null))
                .hasMessage("its URL leads into a private network");
    }
}
