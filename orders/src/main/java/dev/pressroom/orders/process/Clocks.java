package dev.pressroom.orders.process;

import java.time.Duration;

/** How long each stage of a job may last at the chosen printer before somebody looks; fixed with the choice. */
public record Clocks(Duration acknowledge, Duration dispatch, Duration delivery) {

    /** Which of them is running. */
    public enum Clock {
        ACKNOWLEDGE, DISPATCH, DELIVERY
    }

    Duration of(Clock clock) {
        return switch (clock) {
            case ACKNOWLEDGE -> acknowledge;
            case DISPATCH -> dispatch;
            case DELIVERY -> delivery;
        };
    }
}
