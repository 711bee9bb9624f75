package dev.pressroom.routes;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;

/** Tells a lane how its polls fare. What goes wrong is the lane's state and not a log line per poll. */
class PolledLane extends DefaultPollingConsumerPollStrategy implements ExceptionHandler {

    private final Lane lane;
    private volatile boolean failed;

    PolledLane(Lane lane) {
        this.lane = lane;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        failed = false;
        return super.begin(consumer, endpoint);
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polledMessages) {
        if (!failed) {
            lane.succeeded();
        }
        super.commit(consumer, endpoint, polledMessages);
    }

    void failed(String why) {
        failed = true;
        lane.failed(why);
    }

    /** The same processor, but its failures are told to the lane as well; not every consumer tells them. */
    Processor telling(Processor take) {
        return exchange -> {
            try {
                take.process(exchange);
            } catch (Exception e) {
                handleException(e);
                throw e;
            }
        };
    }

    String describe(Throwable failure) {
        return Lane.describe(failure);
    }

    @Override
    public void handleException(Throwable failure) {
        failed(describe(failure));
    }

    @Override
    public void handleException(@Nullable String message, Throwable failure) {
        handleException(failure);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, Throwable failure) {
        handleException(failure);
    }
}
