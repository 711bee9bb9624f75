package dev.pressroom.batch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/**
 * One bucket of an S3 that lists and gives objects, and answers what a test wants (Amazon S3 API Reference, "ListObjectsV2", "GetObject"). Whoever asks
 * is believed; the real client's requests are checked against a real server in the storage module.
 */
final class ScriptedS3 implements AutoCloseable {

    private static final String BUCKET = "/night";

    private final HttpServer server;
    private final Map<String, byte[]> objects = new TreeMap<>();
    /** Keys whose content is denied. */
    final Set<String> denied = ConcurrentHashMap.newKeySet();

    ScriptedS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.createContext("/", this::answer);
        server.start();
    }

    void put(String key, byte[] content) {
        objects.put(key, content);
    }

    Map<String, String> environment() {
        return Map.of("AWS_ENDPOINT_URL_S3", "http://localhost:" + server.getAddress().getPort(), "AWS_ACCESS_KEY_ID", "us",
                "AWS_SECRET_ACCESS_KEY", "secret", "AWS_REGION", "us-east-1");
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        byte[] object = path.startsWith(BUCKET + "/") ? objects.get(path.substring(BUCKET.length() + 1)) : null;
        if (!path.startsWith(BUCKET)) {
            send(exchange, 403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>".getBytes(UTF_8));
        } else if (object == null) {
            send(exchange, 200, list(exchange.getRequestURI().getQuery()).getBytes(UTF_8));
        } else if (denied.contains(path.substring(BUCKET.length() + 1))) {
            send(exchange, 403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>".getBytes(UTF_8));
        } else {
            String range = exchange.getRequestHeaders().getFirst("Range");
            int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-.*", "$1"));
            send(exchange, range == null ? 200 : 206, Arrays.copyOfRange(object, from, object.length));
        }
    }

    private String list(String query) {
        String prefix = query.replaceAll("(?:.*&)?prefix=([^&]*).*", "$1");
        StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>false</IsTruncated>");
        objects.forEach((key, content) -> {
            if (key.startsWith(prefix)) {
                xml.append("<Contents><Key>").append(key).append("</Key><Size>").append(content.length).append("</Size></Contents>");
            }
        });
        return xml.append("</ListBucketResult>").toString();
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head || body.length == 0 ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
