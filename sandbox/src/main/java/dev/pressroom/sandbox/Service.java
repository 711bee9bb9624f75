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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The service as a child JVM, so that it can be killed by its pid; it is started again then. */
public final class Service implements AutoCloseable {

    private static final Duration START_WITHIN = Duration.ofMinutes(5);
    private static final int RESTARTS = 3;
    /** By itself, by Ctrl-C, by SIGTERM. */
    private static final Set<Integer> STOPPED_ON_PURPOSE = Set.of(0, 130, 143);

    private final Layout layout;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private @Nullable Process process;
    private volatile @Nullable Consumer<String> keeper;
    private boolean closed;

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

    /** In the role {@code worker} only, with the settings of a production service, on another record and configuration. */
    public static Service worker(Layout layout, String databaseUrl, Path config) {
        Service service = new Service(layout, Secrets.in(layout.state()), Map.of());
        service.environment.put("PRESSROOM_ROLES", "worker");
        service.environment.put("PRESSROOM_DB_URL", databaseUrl);
        service.environment.put("PRESSROOM_CONFIG", config.toString());
        service.environment.keySet().removeAll(Set.of("PRESSROOM_SWEEP_EVERY", "PRESSROOM_SWEEP_PATIENCE"));
        return service;
    }

    Map<String, String> environment() {
        return environment;
    }

    public void start() {
        Path log = layout.logs().resolve("service.log");
        Process started = launch(log);
        if (started != null) {
            Children.await("The service", started, log, START_WITHIN, this::ready);
            // Only of what was up: what cannot start is not tried for ever.
            var _ = started.onExit().thenAcceptAsync(this::ended, task -> Thread.ofPlatform().name("service-keeper").daemon().start(task));
        }
    }

    /** Whoever runs it in production starts it again when it is killed; from now on so does the sandbox, and says so. */
    void keepUp(Consumer<String> progress) {
        keeper = progress;
    }

    private synchronized @Nullable Process launch(Path log) {
        if (closed) {
            return null;
        }
        Process started = Children.start(List.of(Children.java(), "--enable-native-access=ALL-UNNAMED", "-Xmx512m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-jar", layout.serviceJar().toString()), log, environment);
        process = started;
        return started;
    }

    private void ended(Process ended) {
        Consumer<String> progress = keeper;
        if (progress == null || STOPPED_ON_PURPOSE.contains(ended.exitValue())) {
            return;
        }
        progress.accept("the service ended with exit code " + ended.exitValue() + " and is started again");
        for (int attempt = 1; attempt <= RESTARTS; attempt++) {
            try {
                start();
                if (!closed()) {
                    progress.accept("the service is up again, its pid is " + pid());
                }
                return;
            } catch (SandboxProblem e) {
                if (closed()) {
                    return;
                }
                progress.accept(String.valueOf(e.getMessage()));
            }
        }
    }

    private synchronized boolean closed() {
        return closed;
    }

    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }

    /** As a crash would: -9. */
    void kill() throws InterruptedException {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }

    boolean ready() {
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

    /** In order; it can be started again. */
    synchronized void stop() {
        if (process != null) {
            Children.stop(process);
        }
    }

    /** For good. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
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
