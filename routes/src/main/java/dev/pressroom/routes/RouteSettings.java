package dev.pressroom.routes;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What holds for all lanes of this instance.
 *
 * @param instances how many instances share the printers' limits; each takes its part of a profile's concurrency, at least 1
 * @param connectTimeout until a connection stands; never longer than the printer's own timeout
 * @param answerLimit the largest HTTP answer that is read
 * @param messageLimit the largest status file that is fetched
 * @param circuitCalls how many calls the circuit breaker of a lane looks back on; it opens when half of them failed
 * @param circuitOpen how long an open circuit refuses before it lets one call try; as often a route inwards that could not be opened is
 *        tried again
 * @param stopWithin how long a stop waits for calls that are under way
 */
@ConfigurationProperties("pressroom.routes")
public record RouteSettings(@DefaultValue("1") int instances, @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("1MB") DataSize answerLimit, @DefaultValue("8MB") DataSize messageLimit, @DefaultValue("6") int circuitCalls,
        @DefaultValue("30s") Duration circuitOpen, @DefaultValue("30s") Duration stopWithin) {

    public RouteSettings {
        if (instances < 1 || circuitCalls < 1) {
            throw new IllegalArgumentException("pressroom.routes.instances and circuit-calls count from 1, got " + instances + " and "
                    + circuitCalls);
        }
    }

    Duration connectWithin(Duration limit) {
        return connectTimeout.compareTo(limit) < 0 ? connectTimeout : limit;
    }
}
