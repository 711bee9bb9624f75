package dev.pressroom.sandbox.printers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The submitter's side of the wire: serves artwork and tickets, takes callbacks. */
public final class OurSide implements AutoCloseable {
    public final List<String> callbacks = new CopyOnWriteArrayList<>();
    public final Map<String, byte[]> pages = new ConcurrentHashMap<>();
    public final List<String> claims = new CopyOnWriteArrayList<>();
    public volatile String token = "";
    private final HttpServer server;

    public OurSide() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/callback", exchange -> {
            callbacks.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, new byte[0]);
        });
        server.createContext("/", exchange -> {
            byte[] page = pages.get(exchange.getRequestURI().getPath());
            boolean ticket = exchange.getRequestURI().getPath().startsWith("/printers/");
            if (ticket) {
                claims.add(exchange.getRequestURI().getPath());
            }
            if (ticket && !("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(exchange, 401, new byte[0]);
            } else {
                answer(exchange, page == null ? 404 : 200, page == null ? new byte[0] : page);
            }
        });
        server.start();
    }

    private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
    }

    public void serve(String path, String text) {
        pages.put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
