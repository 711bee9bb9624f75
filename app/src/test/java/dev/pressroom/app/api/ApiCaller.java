package dev.pressroom.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of the API. */
final class ApiCaller {

    static final String DEMO = "demo-token";
    static final String OTHER = "other-token";
    static final String DESK = "desk-token";
    static final String NOBODY = null;

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    ApiCaller(int port) {
        this.port = port;
    }

    record Response(int status, HttpResponse<byte[]> raw) {

        String text() {
            return new String(raw.body(), StandardCharsets.UTF_8);
        }

        JsonNode json() {
            return JsonMapper.shared().readTree(raw.body());
        }

        String header(String name) {
            return raw.headers().firstValue(name).orElse(null);
        }

        /** Asserts that it is a problem document of that kind. */
        JsonNode problem(ProblemType type) {
            JsonNode problem = json();
            assertThat(header("Content-Type")).isEqualTo("application/problem+json");
            assertThat(problem.path("code").asString()).isEqualTo(type.name());
            assertThat(problem.path("status").asInt()).isEqualTo(status);
            assertThat(problem.path("type").asString()).startsWith("urn:pressroom:problem:");
            assertThat(problem.path("detail").asString()).isNotBlank();
            return problem;
        }

        /** Where the problems are, as {@code pointer: problem}. */
        List<String> problems(ProblemType type) {
            return problem(type).path("problems").valueStream()
                    .map(p -> p.path("pointer").asString() + ": " + p.path("problem").asString()).toList();
        }
    }

    Response get(String path, String token, String... headers) {
        return send("GET", path, token, BodyPublishers.noBody(), headers);
    }

    Response post(String path, String token, String json) {
        return post(path, token, BodyPublishers.ofString(json), "Content-Type", "application/json");
    }

    Response post(String path, String token, BodyPublisher body, String... headers) {
        return send("POST", path, token, body, headers);
    }

    /** Sent in chunks, its length not told before. */
    Response postChunked(String path, String token, byte[] body) {
        return post(path, token, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)), "Content-Type", "application/json");
    }

    Response send(String method, String path, String token, BodyPublisher body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(30)).method(method, body);
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Response(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
