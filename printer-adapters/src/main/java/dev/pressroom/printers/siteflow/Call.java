package dev.pressroom.printers.siteflow;

import dev.pressroom.printers.Content;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Send.Repeat;
import dev.pressroom.printers.wire.Http;
import dev.pressroom.printers.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The calls of the API, under {@code /api/order}. */
final class Call {

    private static final Map<String, String> HEADERS = Map.of("accept", "application/json");

    private Call() {}

    static HttpCall get(String rest) {
        return new HttpCall(Repeat.SAFE, "GET", "/api/order" + rest, HEADERS, null);
    }

    /** Observed by integrators, not in the documentation: by our own reference. */
    static HttpCall bySource(String key) {
        return get("/bysourceid/" + Http.encoded(key));
    }

    /** Nothing says that a repeated {@code sourceOrderId} is recognised: never sent again without a look-up. */
    static HttpCall submit(JsonNode body, @Nullable String base) {
        return new HttpCall(Repeat.NEVER, "POST", "/api/order", HEADERS, new Content.Bytes("application/json", Json.bytes(body)), base);
    }

    static HttpCall put(String rest, JsonNode body) {
        return new HttpCall(Repeat.KEYED, "PUT", "/api/order" + rest, HEADERS, new Content.Bytes("application/json", Json.bytes(body)));
    }
}
