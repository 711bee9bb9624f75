package dev.pressroom.app.workers;

import dev.pressroom.app.OutsideAddress;
import dev.pressroom.storage.files.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a photo from where the shop keeps it into the file store. Redirects are not followed; addresses of private networks are refused
 * unless configured, since the URL comes from outside.
 */
public final class PhotoFetch {

    static final long MOST_BYTES = 200L * 1024 * 1024;

    private final FileStore files;
    private final boolean privateAddresses;
    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(10)).build();

    public PhotoFetch(FileStore files, boolean privateAddresses) {
        this.files = files;
        this.privateAddresses = privateAddresses;
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
            HttpResponse<InputStream> response = http.send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(60)).GET().build(),
                    HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new Unavailable("its URL answers " + response.statusCode());
                }
                return files.put(body, MOST_BYTES, sha256).sha256();
            }
        } catch (FileStore.WrongContent e) {
            throw new Unavailable("its checksum is not the one that was ordered");
        } catch (FileStore.TooLarge e) {
            throw new Unavailable("it is larger than " + MOST_BYTES / 1024 / 1024 + " MB");
        } catch (IOException e) {
            throw new Unavailable("its URL cannot be reached (" + e.getClass().getSimpleName() + ")");
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
