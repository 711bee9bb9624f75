package dev.pressroom.sandbox.printers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/** Fetches artwork over HTTP as a printer does and compares its MD5; the bytes are read to the end and not kept. */
final class ArtworkFetch implements AutoCloseable {
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** What is wrong with the file; empty when it came and is the right one. */
    Optional<String> problemWith(ArtworkLink link) throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create(link.url())).timeout(Duration.ofSeconds(30)).build();
            HttpResponse<InputStream> answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (var body = new DigestInputStream(answer.body(), MessageDigest.getInstance("MD5"))) {
                body.transferTo(OutputStream.nullOutputStream());
                if (answer.statusCode() != 200) {
                    return Optional.of("%s answered HTTP %d".formatted(link.url(), answer.statusCode()));
                }
                String md5 = HexFormat.of().formatHex(body.getMessageDigest().digest());
                return link.md5() == null || md5.equalsIgnoreCase(link.md5())
                        ? Optional.empty()
                        : Optional.of("%s has MD5 %s, the ticket says %s".formatted(link.url(), md5, link.md5()));
            }
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of("%s cannot be fetched: %s".formatted(link.url(), e));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has MD5", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
