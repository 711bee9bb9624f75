package dev.pressroom.sandbox.printers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a call is answered with; {@code dropped} closes the connection instead. */
public record Answer(int code, ObjectNode body, boolean dropped) {

    private static final Logger log = LoggerFactory.getLogger(Answer.class);

    /** Sends it, or does not. */
    public void to(HttpExchange exchange, String printer) throws IOException {
        if (dropped) {
            log.info("{}: closes the connection without an answer", printer);
            return;
        }
        byte[] bytes = body.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
