package dev.pressroom.sandbox;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The service as a child JVM, so that it can be killed by its pid and started again. */
final class Service implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(2);

    private final Layout layout;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Process process;

    Service(Layout layout, Secrets secrets, Map<String, String> partners) {
        this.layout = layout;
        environment.putAll(partners);
        environment.put("PRESSROOM_DB_URL", layout.databaseUrl());
        environment.put("PRESSROOM_DB_USER", "postgres");
        environment.put("PRESSROOM_DB_PASSWORD", "postgres");
        environment.put("PRESSROOM_TEMPORAL_TARGET", Layout.HOST + ":" + layout.temporal());
        environment.put("PRESSROOM_PORT", String.valueOf(layout.service()));
        environment.put("PRESSROOM_MANAGEMENT_PORT", String.valueOf(layout.management()));
        environment.put("PRESSROOM_CONFIG", layout.config().toString());
        environment.put("PRESSROOM_FILES", layout.files().toString());
        environment.put("PRESSROOM_DROP", layout.drop().toString());
        environment.put("PRESSROOM_ARTWORK_PRIVATE_ADDRESSES", "true");
        environment.put("PRESSROOM_NOTICES_PRIVATEADDRESSES", "true");
        environment.put("PRESSROOM_SANDBOX_SHOP_NOTICES", layout.noticesUrl());
        environment.put("PRESSROOM_SANDBOX_SHOP_SECRET", secrets.get("notices"));
        environment.put("PRESSROOM_ROUTES_CIRCUITOPEN", "5s");
        environment.put("PRESSROOM_SWEEP_EVERY", "5s");
        environment.put("PRESSROOM_SWEEP_PATIENCE", "20s");
        environment.put("PRESSROOM_API_SECRET", secrets.get("api"));
        environment.put("PRESSROOM_API_PUBLIC_URL", layout.serviceUrl());
        environment.put("PRESSROOM_API_CLIENTS_0_NAME", "demo");
        environment.put("PRESSROOM_API_CLIENTS_0_TOKEN_SHA256", sha256(secrets.get("shop-token")));
        environment.put("PRESSROOM_API_CLIENTS_0_ROLES", "SHOP,OPERATOR");
    }

    Map<String, String> environment() {
        return environment;
    }

    void start() {
        Path log = layout.logs().resolve("service.log");
        Process started = Children.start(List.of(Children.java(), "--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-jar", layout.serviceJar().toString()), log, environment);
        process = started;
        Children.await("The service", started, log, START_WITHIN, this::ready);
    }

    long pid() {
        return process == null ? -1 : process.pid();
    }

    /** As a crash would: -9. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    private boolean ready() {
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://" + Layout.HOST + ":" + layout.management() + "/actuator/health/readiness"))
                            .timeout(Duration.ofSeconds(3)).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("interrupted");
        }
    }

    @Override
    public void close() {
        if (process != null) {
            Children.stop(process);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static void requireBuilt(Layout layout) {
        for (Path jar : List.of(layout.serviceJar(), layout.batchJar())) {
            if (!Files.exists(jar)) {
                throw new SandboxProblem(jar + " is not there; build it with: ./mvnw -DskipTests package");
            }
        }
    }
}
