package dev.pressroom.sandbox.printers.siteflow;

import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.printers.HttpDoor;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A printer with the HTTP interface of HP Site Flow: signed requests, orders acknowledged at once and judged later, triggers.
 *
 * <p>A repeated submission makes a second order, since nothing says that the real one would refuse it. Products, routing and files that are pushed
 * are not offered; both endpoints, submission and management, are this one.
 */
public final class SiteFlowPrinter implements SimulatedPrinter {
    private final PrintShop shop;
    private final String host;
    private final Account account;
    private int port;
    private @Nullable Open open;

    /**
     * What an account is set up with.
     *
     * @param token names the caller, {@code secret} signs
     * @param triggers where postbacks go; null for nowhere
     * @param postbackToken what they carry as {@code authorization}
     */
    public record Account(String token, String secret, @Nullable URI triggers, String postbackToken) {}

    private record Open(HttpDoor door, Triggers triggers) {}

    /** Listens on the port after {@link #start}; port 0 takes a free one and keeps it. */
    public SiteFlowPrinter(PrinterSettings settings, Carrier carrier, Clock clock, String host, int port, Account account) {
        this.shop = new PrintShop(settings, "", false, carrier, clock);
        this.host = host;
        this.port = port;
        this.account = account;
    }

    @Override
    public void start() {
        HttpDoor door = new HttpDoor(id(), host, port);
        port = door.port();
        Triggers triggers = new Triggers(shop, account.triggers(), account.postbackToken());
        shop.open(triggers);
        door.open(new OrdersApi(shop, new SignedRequest(account.token(), account.secret())));
        open = new Open(door, triggers);
    }

    @Override
    public void stop() {
        if (open != null) {
            open.door().close();
            shop.shut();
            open.triggers().close();
            open = null;
        }
    }

    /** What stands before {@code /api/order}. */
    public URI baseUrl() {
        return URI.create("http://%s:%d".formatted(host, port));
    }

    @Override
    public PrintShop shop() {
        return shop;
    }
}
