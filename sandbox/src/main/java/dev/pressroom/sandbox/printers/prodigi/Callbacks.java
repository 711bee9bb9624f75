package dev.pressroom.sandbox.printers.prodigi;

import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.Letter;
import dev.pressroom.sandbox.printers.Post;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.Webhooks;
import dev.pressroom.sandbox.simulation.Dice;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private final JsonMapper json = new JsonMapper();
    private final OrderView view = new OrderView();
    private final PrintShop shop;
    private final Webhooks webhooks;

    Callbacks(PrintShop shop) {
        this.shop = shop;
        this.webhooks = new Webhooks(shop);
    }

    @Override
    public List<Letter> send(List<Letter> letters) {
        List<Letter> done = new ArrayList<>();
        for (Letter letter : letters) {
            switch (letter) {
                case Letter.News news -> {
                    URI url = callbackUrl(news);
                    if (url == null || forgotten(news) || webhooks.told(news, calls(news, url))) {
                        done.add(news);
                    }
                }
                case Letter.Garbage garbage -> {
                    URI url = callbackUrl(garbage.near());
                    if (url != null) {
                        boolean _ = webhooks.taken(call(url, "{\"specversion\":\"1.0\",\"type\":\"com.prodigi.order.status.stage.ch"));
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

    private List<HttpRequest> calls(Letter.News news, URI url) {
        return types(news.change()).stream().map(type -> call(url, event(news, type).toString())).toList();
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

    /** Null when the order names none that can be called. */
    private @Nullable URI callbackUrl(Letter.News news) {
        if (news.job() == null) {
            return null;
        }
        String url = json.readTree(news.job().submission().ticket()).path("callbackUrl").asString("");
        try {
            return url.startsWith("http") ? URI.create(url) : null;
        } catch (IllegalArgumentException e) {
            log.debug("{}: no callback for {}: {}", shop.settings().id(), news.about(), e.getMessage());
            return null;
        }
    }

    private static HttpRequest call(URI url, String body) {
        return HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5))
                .header("Content-Type", "application/cloudevents+json; charset=utf-8").POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
