package dev.pressroom.app.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.pressroom.app.OutsideAddresses;
import dev.pressroom.app.workers.PhotoFetch.Unavailable;
import dev.pressroom.storage.files.FolderFileStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoFetchTest {

    private static final byte[] PHOTO = "a photo".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;
    private HttpServer shop;
    private FolderFileStore files;
    private final CountDownLatch end = new CountDownLatch(1);

    @BeforeEach
    void start() throws IOException {
        files = new FolderFileStore(folder, Clock.systemUTC());
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/photo.jpg", exchange -> {
            exchange.sendResponseHeaders(200, PHOTO.length);
            exchange.getResponseBody().write(PHOTO);
            exchange.close();
        });
        shop.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/photo.jpg");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        shop.createContext("/stalls", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(PHOTO);
            exchange.getResponseBody().flush();
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        shop.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        shop.stop(0);
    }

    private String url(String path) {
        return "http://localhost:" + shop.getAddress().getPort() + path;
    }

    @Test
    void storesAPhotoUnderItsChecksum() throws Exception {
        try (PhotoFetch fetch = new PhotoFetch(files, true)) {
            String sha256 = fetch.fetch(url("/photo.jpg"), null);

            assertThat(files.path(sha256)).hasBinaryContent(PHOTO);
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        try (PhotoFetch fetch = new PhotoFetch(files, true)) {
            assertThatThrownBy(() -> fetch.fetch(url("/moved"), null)).isInstanceOf(Unavailable.class).hasMessageContaining("answers 302");
        }
    }

    @Test
    void aPhotoWhoseBytesStopComingEndsAtItsDeadline() throws Exception {
        try (PhotoFetch fetch = new PhotoFetch(files, true, Duration.ofMillis(700))) {
            assertThatThrownBy(() -> fetch.fetch(url("/stalls"), null)).isInstanceOf(Unavailable.class)
                    .hasMessageContaining("was not here");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost/x", "http://127.0.0.1/x", "http://127.1/x", "http://[::1]/x", "http://[::7f00:1]/x",
            "http://10.0.0.1/x",
            "http://172.16.0.1/x", "http://192.168.1.1/x", "http://169.254.169.254/latest/meta-data", "http://0.0.0.0/x",
            "http://100.64.0.1/x", "http://[fd00::1]/x", "http://[fe80::1]/x", "http://[::ffff:127.0.0.1]/x", "http://[64:ff9b::7f00:1]/x",
            "http://[2002:7f00:1::]/x", "http://2130706433/x", "http://198.18.0.1/x", "http://255.255.255.255/x"})
    void goesToNoAddressInside(String url) throws Exception {
        try (PhotoFetch fetch = new PhotoFetch(files, false)) {
            assertThatThrownBy(() -> fetch.fetch(url, null)).isInstanceOf(Unavailable.class)
                    .satisfies(refused -> assertThat(refused.getMessage()).containsAnyOf("private network", "host is unknown"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "192.0.66.2", "2001:4860:4860::8888", "100.128.0.1"})
    void letsAddressesOutsidePass(String address) throws Exception {
        assertThat(OutsideAddresses.inside(InetAddress.getByName(address))).isFalse();
    }
}
