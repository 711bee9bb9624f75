package dev.pressroom.batch;

import dev.pressroom.batch.reconcile.Result;
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
import tools.jackson.databind.json.JsonMapper;

/** A run in numbers, for a process that ends before anybody could ask it. */
record RunMetrics(Result result, Duration took) {

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
        numbers.put("ExitCode", result.outcome().exitCode());
        return numbers;
    }

    /** One line in CloudWatch's embedded metric format, specification 0.1.0 (Amazon CloudWatch User Guide). */
    String embedded(Instant now) {
        List<Map<String, String>> metrics = numbers().keySet().stream()
                .map(name -> Map.of("Name", name, "Unit", name.equals("Seconds") ? "Seconds" : "Count")).toList();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("_aws", Map.of("Timestamp", now.toEpochMilli(), "CloudWatchMetrics",
                List.of(Map.of("Namespace", "Pressroom", "Dimensions", List.of(List.of("Job")), "Metrics", metrics))));
        line.put("Job", "reconcile");
        line.put("Outcome", result.outcome().name());
        line.putAll(numbers());
        return JSON.writeValueAsString(line);
    }

    /** Prometheus text format, put under job {@code pressroom_reconcile}; a gateway that does not answer is only told. */
    void push(URI gateway, PrintWriter err) {
        StringBuilder text = new StringBuilder();
        numbers().forEach((name, value) -> text.append("pressroom_reconcile_").append(name.toLowerCase(Locale.ROOT)).append(' ')
                .append(value).append('\n'));
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(gateway.resolve("/metrics/job/pressroom_reconcile")).timeout(PATIENCE)
                            .header("Content-Type", "text/plain; version=0.0.4").PUT(HttpRequest.BodyPublishers.ofString(text.toString()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                err.println("the Pushgateway answered " + answer.statusCode() + "; this run's metrics are not there");
            }
        } catch (IOException e) {
            err.println("the Pushgateway cannot be reached (" + e.getClass().getSimpleName() + "); this run's metrics are not there");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
