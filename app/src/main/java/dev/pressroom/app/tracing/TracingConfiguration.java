package dev.pressroom.app.tracing;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Where spans go: by OpenTelemetry's own variables (opentelemetry.io, "SDK environment variables"), for example {@code OTEL_TRACES_EXPORTER=otlp} and
 * {@code OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318}. Without them nowhere.
 */
@Configuration(proxyBeanMethods = false)
public class TracingConfiguration {

    /** Not a bean of OpenTelemetry's type: Temporal's starter would bring its own spans, one trace for each run, through an older bridge. */
    record Exporting(OpenTelemetrySdk sdk) implements AutoCloseable {
        @Override
        public void close() {
            sdk.close();
        }
    }

    @Bean
    Exporting exporting() {
        return new Exporting(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(
                        () -> Map.of("otel.service.name", "pressroom", "otel.traces.exporter", "none", "otel.metrics.exporter",
                                "none", "otel.logs.exporter", "none", "otel.exporter.otlp.protocol", "http/protobuf"))
                .setResultAsGlobal().build().getOpenTelemetrySdk());
    }
}
