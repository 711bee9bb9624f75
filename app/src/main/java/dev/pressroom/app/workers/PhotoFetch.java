package dev.pressroom.app.workers;

import dev.pressroom.app.OutsideAddress;
import dev.pressroom.storage.files.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a photo from where the shop keeps it into the file store. Redirects are not followed; addresses of private networks are refused
 * unless configured, since the URL comes from outside. A host that stops sending in the middle, or sends too slowly, is given up.
 */
public final class PhotoFetch {

    private static final Duration FIRST_BYTE_WITHIN = Duration.ofSeconds(60);
    static final long MOST_BYTES = 200L * 1024 * 1024;

    private final FileStore files;
    private final boolean privateAddresses;
    private final Duration within;
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10)).build();

    /** @param within for the whole of one photo */
    public PhotoFetch(FileStore files, boolean privateAddresses, Duration within) {
        this.files = files;
        this.privateAddresses = privateAddresses;
        this.within = within;
    }

    /** The photo could not be had; the message tells why and never quotes the URL's query. */
    static final class Unavailable extends Exception {
        private static final long serialVersionUID = 1L;

        Unavailable(String why) {
            super(why);
        }
    }

    /** Returns the SHA-256 under which it is stored now. */
    String fetch(String url, @Nullable String sha256) throws Unavailable, InterruptedException {
        if (sha256 != null && files.exists(sha256)) {
            return sha256;
        }
        URI uri = URI.create(url);
        refusePrivate(uri);
        try {
            HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(uri).timeout(FIRST_BYTE_WITHIN).GET().build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new Unavailable("its URL answers " + response.statusCode());
                }
                return keep(body, sha256);
            }
        } catch (FileStore.WrongContent e) {
            throw new Unavailable("its checksum is not the one that was ordered");
        } catch (FileStore.TooLarge e) {
            throw new Unavailable("it is larger than " + MOST_BYTES / 1024 / 1024 + " MB");
        } catch (IOException | IllegalArgumentException e) {
            // The client refuses with an IllegalArgumentException what is an address by its form only, such as port 99999.
            throw new Unavailable("its URL cannot be reached (" + e.getClass().getSimpleName() + ")");
        }
    }

    /** The client's own timeout ends with the answer's headers; closing the body is what ends a read that waits for ever. */
    private String keep(InputStream body, @Nullable String sha256) throws IOException, Unavailable {
        Executor afterwards = CompletableFuture.delayedExecutor(within.toMillis(), TimeUnit.MILLISECONDS);
        AtomicBoolean givenUp = new AtomicBoolean();
        CompletableFuture<Void> deadline = CompletableFuture.runAsync(() -> {
            givenUp.set(true);
            close(body);
        }, afterwards);
        try {
            return files.put(body, MOST_BYTES, sha256).sha256();
        } catch (IOException e) {
            if (givenUp.get()) {
                throw new Unavailable("its URL did not send all of it within " + within.toSeconds() + " s");
            }
            throw e;
        } finally {
            deadline.cancel(false);
        }
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void refusePrivate(URI uri) throws Unavailable {
        if (privateAddresses) {
            return;
        }
        Optional<String> refusal = OutsideAddress.refusal(uri);
        if (refusal.isPresent()) {
            throw new Unavailable(refusal.get());
        }
    }
}
