package dev.pressroom.routes;

import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialect.Page;
import java.time.Clock;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The one poller of a printer: asks what changed since the cursor, takes it in, and only then moves the cursor. Whatever fails leaves the
 * cursor where it is, and the next poll asks again.
 */
final class ChangePoller implements Processor {

    /** More pages than this wait for the next poll, so that a page that always promises another one ends. */
    private static final int PAGES = 50;

    private final Lane lane;
    private final String printerId;
    private final Dialect.Lists dialect;
    private final StepRunner runner;
    private final Ports ports;
    private final Clock clock;

    ChangePoller(Lane lane, String printerId, Dialect.Lists dialect, StepRunner runner, Ports ports, Clock clock) {
        this.lane = lane;
        this.printerId = printerId;
        this.dialect = dialect;
        this.runner = runner;
        this.ports = ports;
        this.clock = clock;
    }

    @Override
    public void process(Exchange exchange) {
        boolean more = true;
        for (int page = 0; more && page < PAGES; page++) {
            more = page(ports.cursors().get(printerId));
        }
    }

    private boolean page(@Nullable String cursor) {
        Page page = runner
                .run(printerId, null, dialect.changesSince(cursor, clock.instant()), why -> Page.notAsked(cursor, why)).result();
        page.messages().forEach(message -> ports.inbox().take(printerId, message));
        if (page.problem() != null) {
            lane.failed("printer " + printerId + " did not answer, the next poll asks again: " + page.problem());
            return false;
        }
        if (page.cursor() != null) {
            ports.cursors().set(printerId, page.cursor());
        }
        lane.succeeded();
        return page.more();
    }
}
