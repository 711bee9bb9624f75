package dev.pressroom.sandbox.printers.prodigi;

import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.Letter;
import dev.pressroom.sandbox.printers.Post;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.simulation.Dice;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sends CloudEvents to the callback URL of the order: after the receipt, for each shipment and at the end; also for artwork that cannot be
 * fetched, where the reference is silent. Unsigned. Three tries, then the callback is lost for good, as the reference promises nothing.
 */
final class Callbacks implements Post, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Callbacks.class);
    private static final int TRIES = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

    private record Tries(int count, Instant notBefore) {}

    private final JsonMapper json = new JsonMapper();
    private final OrderView view = new OrderView();
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final Map<String, Tries> failed = new HashMap<>();
    private final PrintShop shop;

    Callbacks(PrintShop shop) {
        this.shop = shop;
    }

    @Override
    public List<Letter> send(List<Letter> letters) {
        List<Letter> done = new ArrayList<>();
        for (Letter letter : letters) {
            switch (letter) {
                case Letter.News news -> {
                    String url = callbackUrl(news);
                    if (url == null || forgotten(news) || sent(news, url)) {
                        done.add(news);
                    }
                }
                case Letter.Garbage garbage -> {
                    String url = callbackUrl(garbage.near());
                    if (url != null) {
                        boolean _ = post(url, "{\"specversion\":\"1.0\",\"type\":\"com.prodigi.order.status.stage.ch");
                    }
                    done.add(garbage);
                }
            }
        }
        return done;
    }

    private boolean forgotten(Letter.News news) {
        boolean forgotten = !types(news.change()).isEmpty() && shop.behaviour().forgets(news);
        if (forgotten) {
            log.info("{}: forgets the callback of {}", shop.settings().id(), news.about());
        }
        return forgotten;
    }

    private boolean sent(Letter.News news, String url) {
        String what = news.line() + "/" + news.repeated();
        Tries before = failed.getOrDefault(what, new Tries(0, Instant.MIN));
        if (before.notBefore().isAfter(shop.clock().instant())) {
            return false;
        }
        for (String type : types(news.change())) {
            if (!post(url, event(news, type).toString())) {
                int count = before.count() + 1;
                failed.put(what, new Tries(count, shop.clock().instant().plus(FIRST_PAUSE.multipliedBy(1L << (2 * count)))));
                log.info("{}: callback {} of {} failed, try {} of {}", shop.settings().id(), type, news.about(), count, TRIES);
                if (count < TRIES) {
                    return false;
                }
                break;
            }
        }
        failed.remove(what);
        return true;
    }

    private static List<String> types(Change change) {
        String stage = "com.prodigi.order.status.stage.changed#";
        return switch (change) {
            case Change.Received _ -> List.of(stage + "InProgress");
            case Change.ArtworkFailed _ -> List.of(stage + "InProgress");
            case Change.Cancelled _ -> List.of(stage + "Cancelled");
            case Change.Shipped it when it.last() -> List.of("com.prodigi.order.shipments.shipment#Complete", stage + "Complete");
            case Change.Shipped _ -> List.of("com.prodigi.order.shipments.shipment#Complete");
            case Change.Accepted _ -> List.of();
            case Change.InProduction _ -> List.of();
            case Change.Printed _ -> List.of();
            case Change.Rejected _ -> List.of();
            case Change.Readdressed _ -> List.of();
            case Change.CancelRefused _ -> List.of();
            case Change.TurnedAway _ -> List.of();
            case Change.Told _ -> List.of();
        };
    }

    private ObjectNode event(Letter.News news, String type) {
        ReceivedJob job = Objects.requireNonNull(news.job());
        ObjectNode event = json.createObjectNode();
        event.put("specversion", "1.0").put("type", type).put("source", "http://api.prodigi.com/v4.0/Orders");
        event.put("id", "evt_" + Dice.hex(job.jobId(), Long.toString(news.line()), type));
        event.put("time", news.change().at().toString()).put("datacontenttype", "application/json").put("subject", job.jobId());
        ObjectNode order = view.order(job);
        if (order.path("recipient") instanceof ObjectNode recipient && recipient.has("phoneNumber")) {
            recipient.set("mobilePhoneNumber", recipient.remove("phoneNumber"));
        }
        event.set("data", shop.behaviour().choosesOtherForm(news) ? order : json.createObjectNode().set("order", order));
        return event;
    }

    private @Nullable String callbackUrl(Letter.News news) {
        if (news.job() == null) {
            return null;
        }
        String url = json.readTree(news.job().submission().ticket()).path("callbackUrl").asString("");
        return url.isBlank() ? null : url;
    }

    private boolean post(String url, String body) {
        try {
            var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(5))
                    .header("Content-Type", "application/cloudevents+json; charset=utf-8").POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            int code = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return code >= 200 && code < 300;
        } catch (IOException | IllegalArgumentException e) {
            log.debug("{}: callback to {} failed: {}", shop.settings().id(), url, e.toString());
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
