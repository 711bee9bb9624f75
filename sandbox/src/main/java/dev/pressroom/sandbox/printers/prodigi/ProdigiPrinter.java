package dev.pressroom.sandbox.printers.prodigi;

import com.sun.net.httpserver.HttpServer;
import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A printer with the HTTP interface of Prodigi v4: create with an idempotency key, read, list, cancel, unsigned callbacks.
 *
 * <p>It fetches each asset and checks its MD5 before it accepts an order. It differs from the real one where that takes hours: an order is
 * never on hold, and prices and quotes are not offered.
 */
public final class ProdigiPrinter implements SimulatedPrinter {
    private final PrintShop shop;
    private final String host;
    private final String apiKey;
    private int port;
    private @Nullable Door door;

    private record Door(HttpServer server, ExecutorService threads, Callbacks callbacks) {}

    /** Listens on the port after {@link #start}; port 0 takes a free one and keeps it. */
    public ProdigiPrinter(PrinterSettings settings, Carrier carrier, Clock clock, String host, int port, String apiKey) {
        this.shop = new PrintShop(settings, "ord_", false, carrier, clock);
        this.host = host;
        this.port = port;
        this.apiKey = apiKey;
    }

    @Override
    public void start() {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(host, port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Printer %s cannot listen on %s:%d (%s): free that port or configure another.".formatted(id(), host,
                            port, e.getMessage()),
                    e);
        }
        port = server.getAddress().getPort();
        var callbacks = new Callbacks(shop);
        var threads = Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
        shop.open(callbacks);
        server.setExecutor(threads);
        server.createContext("/", new OrdersApi(shop, apiKey));
        server.start();
        door = new Door(server, threads, callbacks);
    }

    @Override
    public void stop() {
        if (door != null) {
            door.server().stop(0);
            door.threads().shutdownNow();
            shop.shut();
            door.callbacks().close();
            door = null;
        }
    }

    /** What stands before {@code /v4.0/orders}. */
    public URI baseUrl() {
        return URI.create("http://%s:%d".formatted(host, port));
    }

    @Override
    public PrintShop shop() {
        return shop;
    }
}
