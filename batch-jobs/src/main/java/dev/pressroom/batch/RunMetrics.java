package dev.pressroom.batch;

import dev.pressroom.batch.reconcile.Result;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run in numbers, for a process that ends before anybody could ask it.
 *
 * @param carrier of a child of an array job, whose numbers stand beside its siblings'; null for a run of all carriers
 */
record RunMetrics(Result result, Duration took, @Nullable String carrier) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Map<String, Number> numbers() {
        Map<String, Number> numbers = new LinkedHashMap<>();
        numbers.put("Files", result.totals().files());
        numbers.put("Rows", result.totals().rows());
        numbers.put("Events", result.totals().events());
        numbers.put("Rejects", result.totals().rejects());
        numbers.put("Facts", result.totals().facts());
        numbers.put("Seconds", took.toMillis() / 1000.0);
        numbers.put("FrameworkSeconds", result.framework().toMillis() / 1000.0);
        numbers.put("ExitCode", result.outcome().exitCode());
        return numbers;
    }

    /** One line in CloudWatch's embedded metric format, specification 0.1.0 (Amazon CloudWatch User Guide). */
    String embedded(Instant now) {
        List<Map<String, String>> metrics = numbers().keySet().stream()
                .map(name -> Map.of("Name", name, "Unit", name.endsWith("Seconds") ? "Seconds" : "Count")).toList();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", now.toEpochMilli(), "CloudWatchMetrics",
                List.of(Map.of("Namespace", "Pressroom", "Dimensions", List.of(List.of("Job")), "Metrics", metrics))));
        line.put("Job", "reconcile");
        if (carrier != null) {
            line.put("Carrier", carrier);
        }
        line.put("Outcome", result.outcome().name());
        line.putAll(numbers());
        return JSON.writeValueAsString(line);
    }

    /**
     * Sends the numbers over OTLP as OpenTelemetry's environment says (OpenTelemetry specification, "Environment Variable Specification"), when
     * {@code OTEL_METRICS_EXPORTER} is set and not {@code none}; a collector that does not answer is only told.
     */
    void send(Map<String, String> environment, PrintWriter err) {
        if (environment.getOrDefault("OTEL_METRICS_EXPORTER", "none").equals("none")) {
            return;
        }
        try (OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.builder().disableShutdownHook()
                .addPropertiesSupplier(
                        () -> Map.of("otel.service.name", "pressroom-batch-jobs", "otel.exporter.otlp.protocol", "http/protobuf"))
                .addPropertiesCustomizer(_ -> Map.of("otel.traces.exporter", "none", "otel.logs.exporter", "none")).build()
                .getOpenTelemetrySdk()) {
            Meter meter = sdk.getMeter("dev.pressroom.batch");
            Attributes attributes = carrier == null ? Attributes.empty() : Attributes.of(AttributeKey.stringKey("carrier"), carrier);
            numbers().forEach((name, value) -> meter.gaugeBuilder("pressroom.reconcile." + name.toLowerCase(Locale.ROOT)).build()
                    .set(value.doubleValue(), attributes));
            if (!sdk.getSdkMeterProvider().forceFlush().join(PATIENCE.toSeconds(), TimeUnit.SECONDS).isSuccess()) {
                err.println("the OTLP collector did not take this run's metrics; check OTEL_EXPORTER_OTLP_ENDPOINT and its protocol");
            }
        } catch (ConfigurationException e) {
            err.println("this run's metrics are not sent, OpenTelemetry's variables are wrong: " + e.getMessage());
        }
    }

    /**
     * Prometheus text format, put under job {@code pressroom_reconcile}, of an array's child also under its {@code carrier} so that siblings do not
     * overwrite each other (Pushgateway, README, "PUT method"); a gateway that does not answer is only told.
     *
     * @param gateway a URL, or host and port as Prometheus' own clients take it
     */
    void push(String gateway, PrintWriter err) {
        StringBuilder text = new StringBuilder();
        numbers().forEach((name, value) -> {
            String metric = "pressroom_reconcile_" + name.toLowerCase(Locale.ROOT);
            text.append("# TYPE ").append(metric).append(" gauge\n").append(metric).append(' ').append(value).append('\n');
        });
        String base = (gateway.contains("://") ? gateway : "http://" + gateway).replaceAll("/+$", "");
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            URI group = URI.create(base + "/metrics/job/pressroom_reconcile" + (carrier == null ? "" : "/carrier/" + carrier));
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(group).timeout(PATIENCE)
                    .header("Content-Type", "text/plain; version=0.0.4").PUT(HttpRequest.BodyPublishers.ofString(text.toString())).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                err.println("the Pushgateway answered " + answer.statusCode() + "; this run's metrics are not there, see its log");
            }
        } catch (IllegalArgumentException e) {
            err.println("--push-gateway " + gateway + ": " + e.getMessage()
                    + "; write http://host:9091. This run's metrics are only in the line above");
        } catch (IOException e) {
            err.println("the Pushgateway cannot be reached (" + e.getClass().getSimpleName() + "); this run's metrics are not there, check "
                    + gateway);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
