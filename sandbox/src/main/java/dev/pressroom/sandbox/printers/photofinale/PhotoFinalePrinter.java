package dev.pressroom.sandbox.printers.photofinale;

import dev.pressroom.sandbox.carriers.Carrier;
import dev.pressroom.sandbox.printers.PrintShop;
import dev.pressroom.sandbox.printers.PrinterSettings;
import dev.pressroom.sandbox.printers.SimulatedPrinter;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A printer with an SQS queue in the manner of Photo Finale: a small message says which order, the printer claims its XML from us.
 *
 * <p>Queues: {@code <id>-orders.fifo} and {@code <id>-status}, with {@code <id>-orders-dead.fifo} and {@code <id>-status-dead} behind them.
 * There is no connection that could break after storing; instead the message is then not deleted and comes again. Look-up and
 * cancelling are not offered.
 */
public final class PhotoFinalePrinter implements SimulatedPrinter {
    private static final Duration BETWEEN_POLLS = Duration.ofMillis(50);

    private final PrintShop shop;
    private final URI sqsEndpoint;
    private final OrderIntake.Claims claims;
    private @Nullable Door door;

    private record Door(Queues queues, HttpClient http) {}

    /**
     * The SQS server is started before and closed after the printer by whoever made it.
     *
     * @param claimBase what stands before {@code /printers/{id}/tickets/{OrderID}} where tickets are claimed
     * @param claimToken the bearer token of this printer for claims
     */
    public PhotoFinalePrinter(PrinterSettings settings, Carrier carrier, Clock clock, URI sqsEndpoint, URI claimBase, String claimToken) {
        this.shop = new PrintShop(settings, "PF-", false, carrier, clock);
        this.sqsEndpoint = sqsEndpoint;
        this.claims = new OrderIntake.Claims(claimBase, claimToken);
    }

    @Override
    public void start() {
        Queues queues = Queues.of(sqsEndpoint, id());
        HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        shop.open(new StatusMessages(shop, queues));
        shop.regularly(BETWEEN_POLLS, new OrderIntake(shop, queues, claims, http)::poll);
        door = new Door(queues, http);
    }

    @Override
    public void stop() {
        if (door != null) {
            shop.shut();
            door.http().shutdownNow();
            door.queues().close();
            door = null;
        }
    }

    /** The name of the FIFO queue that orders are sent to. */
    public String orderQueue() {
        return id() + "-orders.fifo";
    }

    /** The name of the standard queue that statuses come from. */
    public String statusQueue() {
        return id() + "-status";
    }

    @Override
    public PrintShop shop() {
        return shop;
    }
}
