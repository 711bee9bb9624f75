package dev.pressroom.sandbox.certify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pressroom.orders.Artwork;
import dev.pressroom.orders.Ref;
import dev.pressroom.printers.Content;
import dev.pressroom.printers.Inbound;
import dev.pressroom.sandbox.simulate.Simulator;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** What a printer reaches of us: artwork, tickets to pull, the address for its calls back. */
final class OurSide implements AutoCloseable {

    private static final byte[] PDF = "%PDF-1.7 a page of the contract kit".getBytes(StandardCharsets.UTF_8);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
    private final Map<String, Content.Bytes> tickets = new ConcurrentHashMap<>();
    private final Path file;
    private volatile @Nullable Heard heard;

    OurSide(Path folder, String printerId, Clock clock) throws IOException {
        file = Files.write(Files.createDirectories(folder).resolve("page.pdf"), PDF);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(threads);
        server.createContext("/artwork/", exchange -> answer(exchange, 200, PDF));
        server.createContext("/printers/", this::ticket);
        server.createContext("/webhook", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Heard to = heard;
            if (to == null) {
                answer(exchange, 503, new byte[0]);
            } else {
                to.take(printerId, new Inbound(hash("SHA-256", body), "webhook", Map.of(), body, clock.instant()));
                answer(exchange, 200, new byte[0]);
            }
        });
        server.start();
    }

    void hears(Heard inbox) {
        heard = inbox;
    }

    void offer(String printerId, String reference, Content.Bytes ticket) {
        tickets.put("/printers/" + printerId + "/tickets/" + reference, ticket);
    }

    private void ticket(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Content.Bytes ticket = tickets.get(path);
        Heard to = heard;
        if (!("Bearer " + Simulator.CREDENTIAL).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            answer(exchange, 401, new byte[0]);
        } else if (ticket == null || to == null) {
            answer(exchange, 404, new byte[0]);
        } else {
            to.pulled(path.split("/")[2], new Ref(Ref.Kind.ORDER, path.substring(path.lastIndexOf('/') + 1)));
            answer(exchange, 200, ticket.bytes());
        }
    }

    private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    URI webhook() {
        return base().resolve("/webhook");
    }

    String artworkUrl() {
        return base() + "/artwork/page.pdf";
    }

    Path artworkFile() {
        return file;
    }

    static Artwork artwork(boolean block) {
        return new Artwork("page.pdf", block ? Artwork.Role.BLOCK : Artwork.Role.PRINT, PDF.length, 1, hash("SHA-256", PDF),
                hash("MD5", PDF));
    }

    private static String hash(String algorithm, byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
