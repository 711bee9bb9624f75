package dev.pressroom.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class RouteSettingsTest {

    private static RouteSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("pressroom.routes", RouteSettings.class);
    }

    @Test
    void hasTheseDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new RouteSettings(1, Duration.ofSeconds(10), DataSize.ofMegabytes(1), DataSize.ofMegabytes(8), 6,
                        Duration.ofSeconds(30), Duration.ofSeconds(30)));
    }

    @Test
    void hasTheseNames() {
        assertThat(bind(Map.of("pressroom.routes.instances", "2", "pressroom.routes.connect-timeout", "3s", "pressroom.routes.answer-limit",
                "4KB",
                "pressroom.routes.message-limit", "5KB", "pressroom.routes.circuit-calls", "7", "pressroom.routes.circuit-open", "8s",
                "pressroom.routes.stop-within", "9s")))
                .isEqualTo(new RouteSettings(2, Duration.ofSeconds(3), DataSize.ofKilobytes(4), DataSize.ofKilobytes(5), 7,
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(9)));
    }

    @Test
    void refusesNoInstance() {
        assertThatThrownBy(() -> bind(Map.of("pressroom.routes.instances", "0"))).hasStackTraceContaining("count from 1");
    }
}
