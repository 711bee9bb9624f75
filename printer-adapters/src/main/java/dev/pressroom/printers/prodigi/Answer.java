package dev.pressroom.printers.prodigi;

import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Outcome;
import dev.pressroom.printers.Reply.Answered;
import dev.pressroom.printers.wire.Json;
import dev.pressroom.printers.wire.Plain;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The envelope that every answer has: {@code {outcome, order or orders, traceParent}}. Its outcome decides, not the HTTP status alone: refusals
 * come with 200, and the live API spells outcomes with a capital that the reference does not.
 *
 * @param outcome lower case; empty when there is none
 */
record Answer(int status, String outcome, JsonNode body) {

    static Answer of(Answered answered) {
        JsonNode body = Json.object(answered.body()).orElseGet(Json::newObject);
        // The base error object has no outcome: {statusText, statusCode, data, traceParent}.
        String outcome = Json.text(body, "outcome") == null ? Json.text(body, "statusText") : Json.text(body, "outcome");
        return new Answer(answered.status(), outcome == null ? "" : outcome.toLowerCase(Locale.ROOT), body);
    }

    boolean ok() {
        return status >= 200 && status < 300;
    }

    JsonNode order() {
        return body.path("order");
    }

    List<JsonNode> orders() {
        return List.copyOf(body.path("orders").values());
    }

    /** What happened, for the record: no free text of the printer, since it may quote an address. */
    String evidence() {
        String trace = Json.text(body, "traceParent");
        return "HTTP " + status + (outcome.isEmpty() ? ", no outcome" : ", outcome " + Plain.code(outcome))
                + (trace == null ? "" : ", trace " + Plain.code(trace));
    }

    static Optional<Ref> reference(JsonNode order) {
        return Ref.said(Ref.Kind.ORDER, Json.text(order, "id"));
    }

    /** What a submit answers for an order that is there: accepted once its artwork was fetched. */
    static Outcome standing(JsonNode order) {
        return complete(Json.text(order, "status", "details", "downloadAssets")) ? new Outcome.Accepted() : new Outcome.Received();
    }

    /** The reference's prose also prints {@code Completed}. */
    static boolean complete(@Nullable String detail) {
        return detail != null && (detail.equalsIgnoreCase("Complete") || detail.equalsIgnoreCase("Completed"));
    }
}
