package dev.pressroom.printers.prodigi;

import dev.pressroom.printers.Content;
import dev.pressroom.printers.Send.HttpCall;
import dev.pressroom.printers.Send.Repeat;
import dev.pressroom.printers.wire.Json;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The calls of the API, under {@code /v4.0/orders}. */
final class Call {

    private static final Map<String, String> HEADERS = Map.of("accept", "application/json");

    private Call() {}

    static HttpCall get(String rest) {
        return new HttpCall(Repeat.SAFE, "GET", "/v4.0/orders" + rest, HEADERS, null);
    }

    static HttpCall post(String rest, JsonNode body) {
        return new HttpCall(Repeat.KEYED, "POST", "/v4.0/orders" + rest, HEADERS, new Content.Bytes("application/json", Json.bytes(body)));
    }
}
