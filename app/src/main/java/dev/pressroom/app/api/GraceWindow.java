package dev.pressroom.app.api;

import dev.pressroom.orders.ServiceLevel;
import java.time.Duration;

/** Port: how long an order may be changed freely after it was placed. */
@FunctionalInterface
public interface GraceWindow {

    Duration of(String shop, ServiceLevel service);
}
