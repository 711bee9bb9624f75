package dev.pressroom.sandbox.printers;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls another side's webhooks. Three tries for each piece of news with growing pauses, then it is lost for good. */
public final class Webhooks implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Webhooks.class);
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private record Tries(int count, Instant notBefore) {}

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, Tries> failed = new HashMap<>();
    private final PrintShop shop;

    public Webhooks(PrintShop shop) {
        this.shop = shop;
    }

    /** Whether the calls that tell this news are done with: all were taken, or given up. Otherwise they are due again later. */
    public boolean told(Letter.News news, List<HttpRequest> calls) {
        String what = news.line() + "/" + news.repeated();
        Tries before = failed.getOrDefault(what, new Tries(0, Instant.MIN));
        if (before.notBefore().isAfter(shop.clock().instant())) {
            return false;
        }
        if (!calls.stream().allMatch(this::taken)) {
            int count = before.count() + 1;
            failed.put(what, new Tries(count, shop.clock().instant().plus(FIRST_PAUSE.multipliedBy(1L << (2 * count)))));
            log.info("{}: webhook about {} failed, try {} of {}", shop.settings().id(), news.about(), count, TRIES);
            if (count < TRIES) {
                return false;
            }
        }
        failed.remove(what);
        return true;
    }

    /** Whether the other side answered 2xx. */
    public boolean taken(HttpRequest call) {
        try {
            int code = http.send(call, HttpResponse.BodyHandlers.discarding()).statusCode();
            return code >= 200 && code < 300;
        } catch (IOException e) {
            log.debug("{}: webhook to {} failed: {}", shop.settings().id(), call.uri(), e.toString());
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
