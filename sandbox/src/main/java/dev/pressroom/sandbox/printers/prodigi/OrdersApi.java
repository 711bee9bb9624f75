package dev.pressroom.sandbox.printers.prodigi;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.pressroom.sandbox.printers.Answer;
import dev.pressroom.sandbox.printers.Change;
import dev.pressroom.sandbox.printers.JobBook;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.ReceivedJob;
import dev.pressroom.sandbox.printers.Submission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The calls of the Prodigi Print API v4 that a submitter needs: create, get, list, cancel. */
final class OrdersApi implements HttpHandler {
    private static final Pattern ORDER = Pattern.compile("/v4\\.0/orders/([^/]+)", Pattern.CASE_INSENSITIVE);
    private static final Pattern UPDATE_RECIPIENT = Pattern.compile("/v4\\.0/orders/([^/]+)/actions/updateRecipient",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CANCEL = Pattern.compile("/v4\\.0/orders/([^/]+)/actions/cancel", Pattern.CASE_INSENSITIVE);

    private final JsonMapper json = new JsonMapper();
    private final OrderView view = new OrderView();
    private final AtomicLong serial = new AtomicLong();
    private final PrintShop shop;
    private final String apiKey;

    OrdersApi(PrintShop shop, String apiKey) {
        this.shop = shop;
        this.apiKey = apiKey;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            String trace = UUID.randomUUID().toString();
            answer.body().put("traceParent", trace);
            exchange.getResponseHeaders().set("traceParent", trace);
            answer.to(exchange, shop.settings().id());
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (!apiKey.equals(exchange.getRequestHeaders().getFirst("X-API-Key"))) {
            return answer(401, "NotAuthenticated");
        }
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.toLowerCase(Locale.ROOT).equals("/v4.0/orders")) {
            return switch (method) {
                case "POST" -> create(exchange, body);
                case "GET" -> list(exchange);
                default -> answer(405, "MethodNotAllowed");
            };
        }
        Matcher cancel = CANCEL.matcher(path);
        if (cancel.matches()) {
            return method.equals("POST")
                    ? known(cancel.group(1)).map(this::cancel).orElse(answer(404, "EntityNotFound"))
                    : answer(405, "MethodNotAllowed");
        }
        Matcher update = UPDATE_RECIPIENT.matcher(path);
        if (update.matches()) {
            return method.equals("POST")
                    ? known(update.group(1)).map(job -> updateRecipient(job, body)).orElse(answer(404, "EntityNotFound"))
                    : answer(405, "MethodNotAllowed");
        }
        Matcher order = ORDER.matcher(path);
        if (order.matches()) {
            return method.equals("GET")
                    ? known(order.group(1)).map(job -> answer(200, "Ok", job)).orElse(answer(404, "EntityNotFound"))
                    : answer(405, "MethodNotAllowed");
        }
        return answer(404, "EndpointDoesNotExist");
    }

    private Answer create(HttpExchange exchange, byte[] body) {
        String type = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
        if (!type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return answer(415, "InvalidContentType");
        }
        JsonNode asked;
        try {
            asked = json.readTree(body);
        } catch (JacksonException e) {
            return answer(400, "ValidationFailed");
        }
        var request = new OrderRequest(asked);
        var failures = request.failures();
        String key = asked.path("merchantReference").asString("");
        if (failures.isEmpty() && shop.behaviour().rejects(key)) {
            failures.put("items[0].sku", List.of(new OrderRequest.Failure("SkuNotAvailable", asked.path("items").path(0).path("sku"))));
        }
        if (!failures.isEmpty()) {
            shop.turnAway(key, asked.path("idempotencyKey").asString(key), false, "validation failed: " + failures.keySet());
            Answer answer = answer(400, "ValidationFailed");
            answer.body().set("failures", json.valueToTree(failures));
            return answer;
        }
        Submission submission = request.submission(shop.clock().instant() + "/" + serial.incrementAndGet());
        if (shop.takesLate(submission, submission.reference())) {
            return new Answer(200, json.createObjectNode(), true);
        }
        JobBook.Taken taken = shop.take(submission);
        if (taken.repeated()) {
            return answer(200, "AlreadyExists", taken.job());
        }
        Answer answer = answer(200, "Created", taken.job());
        return shop.behaviour().dropsConnection(submission.reference()) ? new Answer(200, answer.body(), true) : answer;
    }

    private Answer list(HttpExchange exchange) {
        try {
            return answer(200, new OrderList(exchange.getRequestURI()).page(shop.book().received(), view, origin(exchange)));
        } catch (DateTimeException | NumberFormatException e) {
            return answer(400, "ValidationFailed");
        }
    }

    /** An order that is cancelled already answers the same again; one in production cannot be stopped. */
    private Answer cancel(ReceivedJob job) {
        boolean done = shop.book().record(new Change.Cancelled(job.jobId(), null, shop.clock().instant()));
        ReceivedJob now = known(job.jobId()).orElseThrow();
        return answer(200, done || now.cancelled() ? "Cancelled" : "ActionNotAvailable", now);
    }

    private Answer updateRecipient(ReceivedJob job, byte[] body) {
        ObjectNode ticket = (ObjectNode) json.readTree(job.submission().ticket());
        try {
            ticket.set("recipient", json.readTree(body));
        } catch (JacksonException e) {
            return answer(400, "ValidationFailed");
        }
        var failures = new OrderRequest(ticket).failures();
        if (!failures.isEmpty()) {
            Answer answer = answer(400, "ValidationFailed");
            answer.body().set("failures", json.valueToTree(failures));
            return answer;
        }
        JsonNode address = ticket.path("recipient").path("address");
        boolean done = shop.book().record(new Change.Readdressed(job.jobId(), ticket.toString(), address.path("countryCode").asString(),
                address.path("postalOrZipCode").asString(), shop.clock().instant()));
        return answer(200, done ? "Updated" : "ActionNotAvailable", known(job.jobId()).orElseThrow());
    }

    private Optional<ReceivedJob> known(String orderId) {
        return shop.book().find(orderId);
    }

    private Answer answer(int code, String outcome) {
        return new Answer(code, json.createObjectNode().put("outcome", outcome), false);
    }

    private Answer answer(int code, ObjectNode body) {
        return new Answer(code, body.put("outcome", "Ok"), false);
    }

    private Answer answer(int code, String outcome, ReceivedJob job) {
        Answer answer = answer(code, outcome);
        answer.body().set("order", view.order(job));
        return answer;
    }

    private static String origin(HttpExchange exchange) {
        return "http://" + Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host")).orElse("localhost");
    }
}
