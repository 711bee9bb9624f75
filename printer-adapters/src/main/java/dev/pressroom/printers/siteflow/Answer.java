package dev.pressroom.printers.siteflow;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Reply.Answered;
import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.Plain;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An answer: an order wrapped ({@code order}, {@code data}) or bare, an acknowledgement {@code {_id,url,timestamp,sourceAccountId}}, or
 * {@code {error:{code,message}}}.
 */
record Answer(int status, JsonNode body) {

    private static final Set<String> READY = Set.of("printready", "inproduction", "printing", "printed", "shipped", "complete",
            "completed");

    static Answer of(Answered answered) {
        return new Answer(answered.status(), Json.object(answered.body()).orElseGet(Json::newObject));
    }

    boolean ok() {
        return status >= 200 && status < 300 && !refused();
    }

    /** A refusal with reasons, whatever the HTTP status says. */
    boolean refused() {
        JsonNode error = body.path("error");
        return (error.isObject() && !error.isEmpty()) || error.isString() || body.path("success").asString("").equals("false");
    }

    /** The order, however it is wrapped. */
    JsonNode order() {
        JsonNode data = body.path("data");
        return Stream.of(body.path("order"), data.isArray() ? data.path(0) : data).filter(JsonNode::isObject).findFirst().orElse(body);
    }

    List<JsonNode> orders() {
        return List.copyOf(body.path("data").values());
    }

    Optional<Ref> reference() {
        return id(order());
    }

    /** The printer's id; the documentation's own sample has a blank in the middle of one. */
    static Optional<Ref> id(JsonNode order) {
        String id = Json.text(order, "_id");
        return Ref.said(Ref.Kind.ORDER, id == null ? null : id.replaceAll("\\s", ""));
    }

    static @Nullable String key(JsonNode order) {
        return Json.text(order, "orderData", "sourceOrderId");
    }

    /** In the printer's word, lower case; empty when it says none. */
    static String status(JsonNode order) {
        String said = Json.text(order, "orderData", "status");
        String status = said == null ? Json.text(order, "status") : said;
        return status == null ? "" : status.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
    }

    /** What a submit answers for an order that is there: accepted only once its artwork was fetched and passed. */
    static Outcome standing(JsonNode order) {
        return READY.contains(status(order)) ? new Outcome.Accepted() : new Outcome.Received();
    }

    String errorCode() {
        String code = Json.text(body, "error", "code");
        return code == null ? "error" : Plain.code(code);
    }

    /** The printer's words: they name fields, and may quote what is in them. */
    String errorText() {
        String text = Json.text(body, "error", "message");
        String plain = text == null ? Json.text(body, "error") : text;
        return plain == null ? "no reason given" : plain;
    }

    /** What happened, for the record: codes only, since texts may quote an address. */
    String evidence() {
        return "HTTP " + status + (refused() ? ", error " + errorCode() : "");
    }
}
