package dev.pressroom.sandbox.bench.printers;

import com.sun.net.httpserver.HttpServer;
import dev.pressroom.printers.PrinterProfile.HttpTransport;
import dev.pressroom.printers.Send;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An order of four kilobytes posted, its answer read. The bare side is the JDK's HttpClient, which keeps its connection too. */
final class HttpContest implements AutoCloseable {

    private static final int ORDER = 4_000;
    private static final byte[] ANSWER = "{\"outcome\": \"Created\", \"order\": {\"id\": \"ord_1\"}}".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final HttpClient bare = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Contest contest;

    HttpContest(Ours ours) throws IOException {
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, ANSWER.length);
            exchange.getResponseBody().write(ANSWER);
            exchange.close();
        });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        HttpTransport transport = new HttpTransport(base, Map.of("X-API-Key", "bench"), Duration.ofMinutes(1));
        contest = new Contest("http", 20, ours.printer("http", transport, null, null, number -> new Send.HttpCall(Send.Repeat.KEYED, "POST",
                "/v4.0/orders", Map.of(), Ours.bytes("application/json", order(number)))),
                number -> bare(URI.create(base + "/v4.0/orders"), number));
    }

    Contest contest() {
        return contest;
    }

    private static byte[] order(int number) {
        return ("{\"merchantReference\": \"" + number + "\", \"x\": \"" + "x".repeat(ORDER) + "\"}").getBytes(StandardCharsets.UTF_8);
    }

    private void bare(URI orders, int number) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = bare.send(HttpRequest.newBuilder(orders).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json").header("X-API-Key", "bench")
                .POST(HttpRequest.BodyPublishers.ofByteArray(order(number))).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 || answer.body().length != ANSWER.length) {
            throw new IOException("job " + number + " was answered " + answer.statusCode());
        }
    }

    @Override
    public void close() {
        bare.close();
        server.stop(0);
        workers.shutdownNow();
    }
}
