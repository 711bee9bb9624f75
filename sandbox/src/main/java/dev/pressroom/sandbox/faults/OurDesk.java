package dev.pressroom.sandbox.faults;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pressroom.printers.Content;
import dev.pressroom.routes.Offers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** What printers fetch from us: tickets that are offered to them. Knows which were fetched. */
final class OurDesk implements Offers, AutoCloseable {

    private final Map<String, Content.Bytes> offered = new ConcurrentHashMap<>();
    private final Set<String> fetched = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(4);

    OurDesk() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setExecutor(workers);
        server.createContext("/printers/", this::fetch);
        server.start();
    }

    URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void offer(String printerId, String reference, Content.Bytes ticket) {
        offered.put("/printers/" + printerId + "/tickets/" + reference, ticket);
    }

    boolean fetched(String printerId, String reference) {
        return fetched.contains("/printers/" + printerId + "/tickets/" + reference);
    }

    private void fetch(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            Content.Bytes ticket = offered.get(path);
            if (ticket == null) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            fetched.add(path);
            exchange.sendResponseHeaders(200, ticket.size());
            exchange.getResponseBody().write(ticket.bytes());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
