package dev.pressroom.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A collector of spans, as OTLP sends them. */
final class Spans implements AutoCloseable {

    private static final int TRACE_ID = 16;
    private static final int NAME_TAG = 0x2a;

    private final Queue<byte[]> exported = new ConcurrentLinkedQueue<>();
    private final HttpServer collector;

    Spans() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(Layout.HOST, 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            exported.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    /** Settings of a service that exports here. */
    Map<String, String> exporting() {
        return Map.of("OTEL_TRACES_EXPORTER", "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://" + Layout.HOST + ":" + collector.getAddress().getPort(), "OTEL_BSP_SCHEDULE_DELAY", "500");
    }

    /**
     * Names of the spans of the order's trace. A span begins with its trace id (field 1), span id, perhaps state, its parent's id, and its name (field 5):
     * opentelemetry-proto, trace.proto.
     */
    TreeSet<String> names(String order) {
        TreeSet<String> names = new TreeSet<>();
        byte[] id = traceId(order);
        for (byte[] body : exported) {
            for (int at = 0; at + TRACE_ID < body.length; at++) {
                if (Arrays.equals(body, at, at + TRACE_ID, id, 0, TRACE_ID)) {
                    int field = at + TRACE_ID;
                    while (field + 1 < body.length && body[field] != NAME_TAG) {
                        field += 2 + body[field + 1];
                    }
                    if (field + 1 < body.length) {
                        names.add(new String(body, field + 2, body[field + 1], StandardCharsets.UTF_8));
                    }
                }
            }
        }
        return names;
    }

    private static byte[] traceId(String order) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(("order/" + order).getBytes(StandardCharsets.UTF_8)),
                    TRACE_ID);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        collector.stop(0);
    }
}
