package dev.pressroom.sandbox.printers.siteflow;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.pressroom.sandbox.printers.Answer;
import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.Stage;
import dev.pressroom.sandbox.printers.Submission;
import dev.pressroom.sandbox.simulation.Dice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls under {@code /api/order}. A create is acknowledged whatever its JSON says; the order shows up when it was processed, and what is wrong with
 * it is told by a trigger only.
 */
final class OrdersApi implements HttpHandler {
    private static final Pattern ORDER = Pattern.compile("/api/order/([^/]+)");
    private static final Pattern CANCEL = Pattern.compile("/api/order/([^/]+)/cancel");
    private static final Pattern BY_SOURCE = Pattern.compile("/api/order/bysourceid/([^/]+)");

    private final JsonMapper json = new JsonMapper();
    private final AtomicLong serial = new AtomicLong();
    private final PrintShop shop;
    private final SignedRequest signed;

    OrdersApi(PrintShop shop, SignedRequest signed) {
        this.shop = shop;
        this.signed = signed;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            answer.to(exchange, shop.settings().id());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        Optional<String> unsigned = signed.problem(method, path, exchange.getRequestHeaders());
        if (unsigned.isPresent()) {
            return refused(401, "Unauthorized", unsigned.get());
        }
        if (path.equals("/api/order")) {
            return method.equals("POST") ? create(body) : list(exchange.getRequestURI().getQuery());
        }
        Matcher cancel = CANCEL.matcher(path);
        if (cancel.matches() && method.equals("PUT")) {
            return processed(cancel.group(1)).map(this::cancel).orElseGet(this::unknown);
        }
        Matcher bySource = BY_SOURCE.matcher(path);
        if (bySource.matches() && method.equals("GET")) {
            return shop.book().withKey(bySource.group(1)).stream().filter(this::processed).findFirst().map(this::shown)
                    .orElseGet(this::unknown);
        }
        Matcher order = ORDER.matcher(path);
        if (order.matches()) {
            return processed(order.group(1)).map(job -> method.equals("PUT") ? readdress(job, body) : shown(job)).orElseGet(this::unknown);
        }
        return unknown();
    }

    private Answer create(byte[] body) {
        JsonNode asked;
        try {
            asked = json.readTree(body);
        } catch (JacksonException e) {
            return refused(400, "InvalidJson", "the body is no JSON");
        }
        List<String> errors = OrderJson.errors(asked);
        String key = asked.path("orderData").path("sourceOrderId").asString("");
        String number = shop.clock().instant() + "/" + serial.incrementAndGet();
        if (!errors.isEmpty()) {
            shop.turnAway(key, key, false, String.join("; ", errors));
            return acknowledged(Dice.hex(key, number));
        }
        Submission submission = OrderJson.submission(asked, number);
        if (shop.takesLate(submission, key)) {
            return new Answer(200, json.createObjectNode(), true);
        }
        ReceivedJob job = shop.take(submission).job();
        Answer answer = acknowledged(job.jobId());
        return shop.behaviour().dropsConnection(key) ? new Answer(200, answer.body(), true) : answer;
    }

    private Answer acknowledged(String id) {
        return new Answer(200, json.createObjectNode().put("_id", id).put("url", "https://s3.example/order/" + id)
                .put("timestamp", shop.clock().instant().toString()).put("sourceAccountId", "51bb2fc71745777ba63f3f11"), false);
    }

    private Answer list(String query) {
        int page = number(query, "page", 1);
        int size = number(query, "pagesize", 10);
        ObjectNode body = json.createObjectNode();
        ArrayNode data = body.putArray("data");
        shop.book().received().reversed().stream().filter(this::processed).skip((long) (page - 1) * size).limit(size)
                .forEach(job -> data.add(OrderJson.shown(job)));
        return new Answer(200, body, false);
    }

    private static int number(String query, String name, int otherwise) {
        Matcher matcher = Pattern.compile("(?:^|&)" + name + "=(\\d{1,6})").matcher(query == null ? "" : query);
        return matcher.find() ? Math.max(1, Integer.parseInt(matcher.group(1))) : otherwise;
    }

    private Answer cancel(ReceivedJob job) {
        boolean done = shop.book().record(new Change.Cancelled(job.jobId(), null, shop.clock().instant()));
        return done ? shown(shop.book().find(job.jobId()).orElseThrow()) : refused(400, "InvalidStatus", "the order is " + job.stage());
    }

    private Answer readdress(ReceivedJob job, byte[] body) {
        ObjectNode order;
        try {
            order = OrderJson.readdressed(job.submission().ticket(), json.readTree(body));
        } catch (JacksonException e) {
            return refused(400, "InvalidJson", "the body is no JSON");
        }
        JsonNode to = order.path("orderData").path("shipments").path(0).path("shipTo");
        boolean done = shop.book().record(new Change.Readdressed(job.jobId(), order.toString(), to.path("isoCountry").asString(""),
                to.path("postcode").asString(""), shop.clock().instant()));
        return done ? shown(shop.book().find(job.jobId()).orElseThrow()) : refused(400, "InvalidStatus", "the order is " + job.stage());
    }

    private Optional<ReceivedJob> processed(String orderId) {
        return shop.book().find(orderId).filter(this::processed);
    }

    /** Orders show up some time after they were acknowledged, and never if they were refused. */
    private boolean processed(ReceivedJob job) {
        return job.stage() != Stage.REJECTED
                && !shop.clock().instant().isBefore(job.receivedAt().plus(shop.settings().pace().acceptance().dividedBy(2)));
    }

    private Answer shown(ReceivedJob job) {
        ObjectNode body = json.createObjectNode().put("success", true);
        body.set("order", OrderJson.shown(job));
        return new Answer(200, body, false);
    }

    private Answer unknown() {
        return refused(404, "NotFound", "there is no such order");
    }

    private Answer refused(int code, String error, String message) {
        ObjectNode body = json.createObjectNode();
        body.putObject("error").put("code", error).put("message", message);
        return new Answer(code, body, false);
    }
}
