package dev.pressroom.routes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** Takes routes out of a running context. */
final class Routes {

    private Routes() {}

    /** Lets exchanges under way finish within that time; a route that is not there is removed already. */
    static void remove(CamelContext camel, String routeId, Duration within) {
        try {
            camel.getRouteController().stopRoute(routeId, Math.max(1, within.toSeconds()), TimeUnit.SECONDS);
            camel.removeRoute(routeId);
        } catch (Exception e) {
            throw new IllegalStateException("route " + routeId + " could not be removed", e);
        }
    }
}
