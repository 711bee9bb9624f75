package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedWorld.class)
class TracesIT {

    private static final int TRACE_ID = 16;
    private static final int NAME_TAG = 0x2a;

    private final World world;
    private final Queue<byte[]> exported = new ConcurrentLinkedQueue<>();

    TracesIT(World world) {
        this.world = world;
    }

    @Test
    void oneTraceOfAnOrderHasSpansOfTheApiTheRelayTheWorkflowItsActivitiesAndThePrinterCalls() throws Exception {
        HttpServer collector = HttpServer.create(new InetSocketAddress(Layout.HOST, 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            exported.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        world.sandbox.service().environment().put("OTEL_TRACES_EXPORTER", "otlp");
        world.sandbox.service().environment().put("OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://" + Layout.HOST + ":" + collector.getAddress().getPort());
        try {
            world.sandbox.service().stop();
            world.sandbox.service().start();
            String order = world.placeAt("prodigi-uk", "traced");
            world.awaitDelivered(List.of(order), Duration.ofMinutes(3));
            World.await("the spans of " + order, Duration.ofMinutes(1), () -> names(order).contains("printer submit prodigi-uk"));
            assertThat(names(order)).contains("api place order", "workflow run", "workflow signal facts", "activity Record_Load",
                    "activity Record_Record", "activity Artwork_Prepare", "activity Printer_Submit", "printer submit prodigi-uk")
                    .anyMatch(name -> name.matches("relay \\d+ facts"));
        } finally {
            world.sandbox.service().environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
            collector.stop(0);
        }
    }

    /**
     * Names of the spans of the order's trace. A span begins with its trace id (field 1), span id, perhaps state, its parent's id, and its name (field 5):
     * opentelemetry-proto, trace.proto.
     */
    private TreeSet<String> names(String order) {
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
}
