package dev.pressroom.sandbox.printers.siteflow;

import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.Letter;
import dev.pressroom.sandbox.printers.OrderedItem;
import dev.pressroom.sandbox.printers.Post;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.Webhooks;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The account's triggers: one postback per event to the address that the account configured, in its templates, with its static token as
 * {@code authorization}. A submission error is in HP's own sample template. Three tries, then it is lost for good.
 */
final class Triggers implements Post, AutoCloseable {
    private final JsonMapper json = new JsonMapper();
    private final PrintShop shop;
    private final Webhooks webhooks;
    private final @Nullable URI address;
    private final String token;

    Triggers(PrintShop shop, @Nullable URI address, String token) {
        this.shop = shop;
        this.webhooks = new Webhooks(shop);
        this.address = address;
        this.token = token;
    }

    @Override
    public List<Letter> send(List<Letter> letters) {
        List<Letter> done = new ArrayList<>();
        for (Letter letter : letters) {
            switch (letter) {
                case Letter.News news -> {
                    List<ObjectNode> bodies = bodies(news);
                    if (bodies.isEmpty() || shop.behaviour().forgets(news) || told(news, bodies)) {
                        done.add(news);
                    }
                }
                case Letter.Garbage garbage -> {
                    if (address != null) {
                        boolean _ = webhooks.taken(call(address, "{\"event\": \"{{event.name}}\", \"OrderId\": "));
                    }
                    done.add(garbage);
                }
            }
        }
        return done;
    }

    private boolean told(Letter.News news, List<ObjectNode> bodies) {
        return address == null || webhooks.told(news, bodies.stream().map(body -> call(address, body.toString())).toList());
    }

    private List<ObjectNode> bodies(Letter.News news) {
        ReceivedJob job = news.job();
        return switch (news.change()) {
            case Change.Received _ -> order("Order Received", news);
            case Change.Accepted _ -> order("Order Print Ready", news);
            case Change.InProduction _ -> List.of();
            case Change.Printed _ -> job == null ? List.of() : job.items().stream().map(item -> {
                ObjectNode body = order("Component Printed", news).getFirst();
                body.putArray("sourceItemIds").add(item.reference());
                return body;
            }).toList();
            case Change.Shipped it -> {
                ObjectNode body = order("Shipment Shipped", news).getFirst();
                body.put("ShipmentIndex", job == null ? 0 : job.parcels().indexOf(it.parcel()));
                body.put("TrackingNumber", it.parcel().number()).put("CarrierCode", it.parcel().carrier()).put("CarrierService",
                        "standard");
                ArrayNode items = body.putArray("sourceItemIds");
                it.parcel().items().stream().map(OrderedItem::reference).forEach(items::add);
                yield List.of(body);
            }
            case Change.ArtworkFailed it -> errors("Order Errored", news, it.reason());
            case Change.Rejected it -> errors("Order submission error", news, it.reason());
            case Change.TurnedAway it -> List.of(error(it.at(), it.reference(), "Order submission error", it.reason()));
            case Change.Cancelled _ -> order("Order Cancelled", news);
            case Change.Readdressed _ -> List.of();
            case Change.CancelRefused _ -> List.of();
            case Change.Told _ -> List.of();
        };
    }

    private List<ObjectNode> order(String event, Letter.News news) {
        ObjectNode body = json.createObjectNode().put("TimeStamp", news.change().at().toString()).put("event", event);
        Optional.ofNullable(news.job()).ifPresent(job -> {
            // Ids as text or, in other accounts' templates, our reference only.
            if (!shop.behaviour().choosesOtherForm(news)) {
                body.put("OrderId", job.jobId());
            }
            body.put("SourceOrderId", job.key());
        });
        return List.of(body);
    }

    private List<ObjectNode> errors(String status, Letter.News news, String reason) {
        ReceivedJob job = news.job();
        return List.of(error(news.change().at(), job == null ? "" : job.key(), status, reason));
    }

    private ObjectNode error(Instant at, String orderId, String status, String reason) {
        ObjectNode body = json.createObjectNode().put("TimeStamp", at.toString()).put("OrderId", orderId).put("status", status);
        body.putArray("errorsClean").add(reason);
        return body;
    }

    private HttpRequest call(URI to, String body) {
        return HttpRequest.newBuilder(to).timeout(Duration.ofSeconds(5)).header("Content-Type", "application/json")
                .header("Authorization", token).POST(HttpRequest.BodyPublishers.ofString(body)).build();
    }

    @Override
    public void close() {
        webhooks.close();
    }
}
