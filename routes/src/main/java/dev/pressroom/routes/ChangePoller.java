package dev.pressroom.routes;

import dev.pressroom.printers.Dialect;
import dev.pressroom.printers.Dialect.Page;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The one poller of a printer: asks what changed since the cursor, takes it in, and only then moves the cursor. Whatever fails leaves the cursor where it
 * is, and the next poll asks again.
 */
final class ChangePoller implements Processor {

    /** More pages than this wait for the next poll, so that a page that always promises another one ends. */
    private static final int PAGES = 50;

    private final Lane lane;
    private final String printerId;
    private final Dialect.Lists dialect;
    private final StepRunner runner;
    private final Ports ports;

    ChangePoller(Lane lane, String printerId, Dialect.Lists dialect, StepRunner runner, Ports ports) {
        this.lane = lane;
        this.printerId = printerId;
        this.dialect = dialect;
        this.runner = runner;
        this.ports = ports;
    }

    @Override
    public void process(Exchange exchange) {
        boolean more = true;
        for (int page = 0; more && page < PAGES; page++) {
            more = page(ports.cursors().get(printerId));
        }
    }

    private boolean page(@Nullable String cursor) {
        StepRunner.Ran<Page> ran = runner.run(printerId, null, dialect.changesSince(cursor), StepRunner::nothing);
        Page page = ran.done().result();
        page.messages().forEach(message -> ports.inbox().take(printerId, message));
        if (!ran.reached()) {
            lane.failed("printer " + printerId + " did not answer; the next poll asks again");
            return false;
        }
        if (page.cursor() != null) {
            ports.cursors().set(printerId, page.cursor());
        }
        lane.succeeded();
        return page.more();
    }
}
