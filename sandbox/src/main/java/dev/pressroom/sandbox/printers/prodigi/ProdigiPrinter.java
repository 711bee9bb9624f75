package dev.pressroom.sandbox.printers.prodigi;

import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.printers.HttpDoor;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import java.net.URI;
import java.time.Clock;
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
    private @Nullable Open open;

    private record Open(HttpDoor door, Callbacks callbacks) {}

    /** Listens on the port after {@link #start}; port 0 takes a free one and keeps it. */
    public ProdigiPrinter(PrinterSettings settings, Carrier carrier, Clock clock, String host, int port, String apiKey) {
        this.shop = new PrintShop(settings, "ord_", false, carrier, clock);
        this.host = host;
        this.port = port;
        this.apiKey = apiKey;
    }

    @Override
    public void start() {
        HttpDoor door = new HttpDoor(id(), host, port);
        port = door.port();
        Callbacks callbacks = new Callbacks(shop);
        shop.open(callbacks);
        door.open(new OrdersApi(shop, apiKey));
        open = new Open(door, callbacks);
    }

    @Override
    public void stop() {
        if (open != null) {
            open.door().close();
            shop.shut();
            open.callbacks().close();
            open = null;
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
