package dev.pressroom.app.workers;

import dev.pressroom.app.OutsideAddresses;
import dev.pressroom.storage.files.FileStore;
import java.io.IOException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a photo from where the shop keeps it into the file store. Redirects are not followed; addresses of private networks are refused
 * unless configured, since the URL comes from outside; a fetch ends at its deadline, however slowly its bytes come.
 */
public final class PhotoFetch implements AutoCloseable {

    static final long MOST_BYTES = 200L * 1024 * 1024;
    private static final Duration WITHIN = Duration.ofMinutes(3);

    private final FileStore files;
    private final Duration within;
    private final CloseableHttpClient http;
    private final ScheduledExecutorService deadlines = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("photo-deadlines").factory());

    public PhotoFetch(FileStore files, boolean privateAddresses) {
        this(files, privateAddresses, WITHIN);
    }

    PhotoFetch(FileStore files, boolean privateAddresses, Duration within) {
        this.files = files;
        this.within = within;
        PoolingHttpClientConnectionManagerBuilder connections = PoolingHttpClientConnectionManagerBuilder.create().setMaxConnTotal(50)
                .setMaxConnPerRoute(20).setDefaultConnectionConfig(ConnectionConfig.custom().setConnectTimeout(Timeout.ofSeconds(10))
                        .setSocketTimeout(Timeout.ofSeconds(60)).build());
        if (!privateAddresses) {
            connections.setDnsResolver(new OutsideAddresses());
        }
        this.http = HttpClients.custom().setConnectionManager(connections.build()).disableRedirectHandling().disableAutomaticRetries()
                .disableCookieManagement().disableContentCompression().setUserAgent("Pressroom").build();
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
        HttpGet request = new HttpGet(URI.create(url));
        Future<?> deadline = deadlines.schedule(request::abort, within.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return http.execute(request, response -> store(response, sha256));
        } catch (FileStore.WrongContent e) {
            throw new Unavailable("its checksum is not the one that was ordered");
        } catch (FileStore.TooLarge e) {
            throw new Unavailable("it is larger than " + MOST_BYTES / 1024 / 1024 + " MB");
        } catch (OutsideAddresses.Inside e) {
            throw new Unavailable("its URL leads into a private network");
        } catch (UnknownHostException e) {
            throw new Unavailable("its host is unknown");
        } catch (Refused e) {
            throw new Unavailable("its URL answers " + e.status);
        } catch (IOException | IllegalArgumentException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("while a photo was fetched");
            }
            throw new Unavailable(request.isAborted()
                    ? "it was not here after " + within.toSeconds() + " s"
                    : "its URL cannot be reached (" + e.getClass().getSimpleName() + ")");
        } finally {
            deadline.cancel(false);
        }
    }

    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refused(int status) {
            super("answers " + status);
            this.status = status;
        }
    }

    private String store(ClassicHttpResponse response, @Nullable String sha256) throws IOException {
        if (response.getCode() != 200 || response.getEntity() == null) {
            throw new Refused(response.getCode());
        }
        return files.put(response.getEntity().getContent(), MOST_BYTES, sha256).sha256();
    }

    @Override
    public void close() throws IOException {
        deadlines.shutdownNow();
        http.close();
    }
}
