package dev.pressroom.app.notices;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings {@code pressroom.notices.*}.
 *
 * @param poll how often the outbox is looked at
 * @param timeout for one call, answer included
 * @param firstRetry after the first failure; each next wait is three times as long, up to {@code longestRetry}
 * @param giveUpAfter how old a notice may become before it is given up
 * @param privateAddresses whether shops may be in private networks
 */
@ConfigurationProperties("pressroom.notices")
public record NoticeSettings(@DefaultValue("1s") Duration poll, @DefaultValue("15s") Duration timeout,
        @DefaultValue("5s") Duration firstRetry, @DefaultValue("6h") Duration longestRetry, @DefaultValue("5d") Duration giveUpAfter,
        @DefaultValue("false") boolean privateAddresses) {

    /** How long to wait after so many failures. */
    Duration wait(int failures) {
        double seconds = firstRetry.toMillis() / 1000.0 * Math.pow(3, Math.max(0, failures - 1));
        return seconds >= longestRetry.toSeconds() ? longestRetry : Duration.ofMillis((long) (seconds * 1000));
    }
}
