package dev.pressroom.app.notices;

import dev.pressroom.app.OutsideAddresses;
import dev.pressroom.app.notices.ShopEndpoints.Endpoint;
import dev.pressroom.storage.notices.NoticeOutbox;
import dev.pressroom.storage.notices.NoticeOutbox.Leased;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sends what is in the outbox. Each shop has a thread of its own, so a dead endpoint delays no other shop; each notice has a back-off of its own, so
 * one that a shop refuses delays no other notice. Taken is what is answered with 2xx; anything else is tried again for days. Redirects are not
 * followed. At least once: a notice may come twice, under the same {@code webhook-id}.
 */
public final class NoticeSender implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(NoticeSender.class);
    private static final int AT_ONCE = 20;

    private final NoticeOutbox outbox;
    private final ShopEndpoints endpoints;
    private final NoticeSettings settings;
    private final Clock clock;
    private final MeterRegistry meters;
    private final HttpClient http;
    private volatile boolean running;
    private ScheduledExecutorService shops = Executors.newScheduledThreadPool(1);

    public NoticeSender(NoticeOutbox outbox, ShopEndpoints endpoints, NoticeSettings settings, Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        this.endpoints = endpoints;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
        this.http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).connectTimeout(settings.timeout()).build();
    }

    @Override
    public void start() {
        running = true;
        shops = Executors.newScheduledThreadPool(Math.max(1, endpoints.byShop().size()),
                Thread.ofPlatform().name("notices-", 0).daemon().factory());
        endpoints.byShop().forEach((shop, endpoint) -> {
            var _ = shops.scheduleWithFixedDelay(() -> drainQuietly(shop, endpoint), 0, settings.poll().toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    /** The database may be away for a while; the next poll tries again. */
    private void drainQuietly(String shop, Endpoint endpoint) {
        try {
            List<Leased> leased;
            do {
                leased = outbox.lease(shop, AT_ONCE, settings.timeout().multipliedBy(AT_ONCE + 1));
                for (Leased notice : leased) {
                    if (!running) {
                        return;
                    }
                    announce(shop, endpoint, notice);
                }
            } while (running && leased.size() == AT_ONCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("notices: shop {} could not be told, trying again in {}: {}", shop, settings.poll(), e.toString());
        }
    }

    void announce(String shop, Endpoint endpoint, Leased notice) throws InterruptedException {
        String problem = send(endpoint, notice);
        String outcome;
        if (problem.isEmpty()) {
            outbox.announced(notice.noticeId());
            outcome = "announced";
        } else {
            Instant again = clock.instant().plus(settings.wait(notice.attempts() + 1));
            if (again.isAfter(notice.createdAt().plus(settings.giveUpAfter()))) {
                outbox.giveUp(notice.noticeId(), problem);
                LOG.warn("notices: gave up telling shop {} of {} of order {}: {}", shop, notice.kind(), notice.orderId(), problem);
                outcome = "given-up";
            } else {
                outbox.failed(notice.noticeId(), problem, again);
                outcome = "failed";
            }
        }
        Counter.builder("pressroom.notices").description("calls to a shop: announced, failed (tried again), given-up").tag("shop", shop)
                .tag("outcome", outcome).register(meters).increment();
    }

    /** Why it was not taken; empty when it was. */
    private String send(Endpoint endpoint, Leased notice) throws InterruptedException {
        if (!settings.privateAddresses()) {
            try {
                OutsideAddresses.look(endpoint.url().getHost());
            } catch (OutsideAddresses.Inside e) {
                return "its URL leads into a private network";
            } catch (UnknownHostException e) {
                return "its host is unknown";
            }
        }
        String id = "notice-" + notice.noticeId();
        long timestamp = clock.instant().getEpochSecond();
        String body = NoticeBody.of(notice);
        HttpRequest request = HttpRequest.newBuilder(endpoint.url()).timeout(settings.timeout()).header("Content-Type", "application/json")
                .header("webhook-id", id).header("webhook-timestamp", String.valueOf(timestamp))
                .header("webhook-signature", WebhookSignature.of(id, timestamp, body, endpoint.secrets()))
                .POST(HttpRequest.BodyPublishers.ofString(body)).build();
        CompletableFuture<HttpResponse<Void>> answer = http.sendAsync(request, HttpResponse.BodyHandlers.discarding());
        try {
            // The client's own time limit ends with the headers.
            int status = answer.get(settings.timeout().toMillis(), TimeUnit.MILLISECONDS).statusCode();
            if (status >= 200 && status < 300) {
                return "";
            }
            return "it answers " + status
                    + (status >= 300 && status < 400 ? ", and redirects are not followed: configure the final address" : "");
        } catch (TimeoutException e) {
            answer.cancel(true);
            return "no answer within " + settings.timeout().toSeconds() + " s";
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            return "it cannot be reached (" + (cause instanceof IOException ? cause.getClass().getSimpleName() : String.valueOf(cause))
                    + ")";
        }
    }

    @Override
    public void stop() {
        running = false;
        shops.shutdownNow();
        http.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
