package dev.pressroom.app.notices;

import dev.pressroom.storage.notices.NoticeOutbox;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;

/** What waits in the outbox, by shop. */
public final class NoticeMeters implements MeterBinder {

    private final NoticeOutbox outbox;
    private final ShopEndpoints endpoints;

    public NoticeMeters(NoticeOutbox outbox, ShopEndpoints endpoints) {
        this.outbox = outbox;
        this.endpoints = endpoints;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        for (String shop : endpoints.byShop().keySet()) {
            Gauge.builder("pressroom.notices.oldest", () -> outbox.figures(shop).oldest().orElse(Duration.ZERO).toMillis() / 1000.0)
                    .tag("shop", shop).baseUnit("seconds").description("age of the oldest notice that the shop has not taken")
                    .register(registry);
            Gauge.builder("pressroom.notices.given.up", () -> outbox.figures(shop).givenUp()).tag("shop", shop)
                    .description("notices that the shop never took").register(registry);
        }
    }
}
