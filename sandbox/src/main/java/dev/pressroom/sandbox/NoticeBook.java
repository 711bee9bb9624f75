package dev.pressroom.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.pressroom.sandbox.simulation.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The shop's side of notices, written from Standard Webhooks alone (github.com/standard-webhooks/standard-webhooks, "Verifying webhook
 * authenticity"): refuses what is not signed or too old, keeps each id once.
 */
final class NoticeBook implements HttpHandler, AutoCloseable {

    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final byte[] secret;
    private final Clock clock;
    private final Journal<Heard> journal;
    private final List<Heard> heard = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private int refusals;

    /** @param effect what it told: two of one effect under two ids are one too many */
    record Heard(String id, String type, String orderId, String effect, Instant at) {}

    NoticeBook(Path file, String secret, Clock clock) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        journal = Journal.open(file, Heard.class);
        journal.replay().forEach(line -> keep(line.entry()));
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
            String timestamp = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-timestamp"));
            String signature = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-signature"));
            exchange.sendResponseHeaders(take(id, timestamp, signature, body), -1);
        }
    }

    /** Answers an HTTP status. */
    synchronized int take(String id, String timestamp, String signature, String body) {
        if (!timestamp.matches("\\d{1,12}") || !genuine(id + "." + timestamp + "." + body, signature)
                || Duration.between(Instant.ofEpochSecond(Long.parseLong(timestamp)), clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            refusals++;
            return 401;
        }
        JsonNode notice = JSON.readTree(body);
        if (!ids.contains(id)) {
            Heard one = new Heard(id, notice.path("type").asString(), notice.path("data").path("orderId").asString(),
                    notice.path("type").asString() + " " + notice.path("data"), clock.instant());
            journal.append(one);
            keep(one);
        }
        return 204;
    }

    private void keep(Heard one) {
        ids.add(one.id());
        heard.add(one);
    }

    private boolean genuine(String signed, String signatures) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] expected = ("v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))))
                    .getBytes(StandardCharsets.UTF_8);
            return Arrays.stream(signatures.split(" "))
                    .anyMatch(signature -> MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** In the order of arrival, each id once. */
    synchronized List<Heard> heard() {
        return List.copyOf(heard);
    }

    /** How many calls were not genuine. */
    synchronized int refusals() {
        return refusals;
    }

    /** Effects that were announced under two ids. */
    synchronized long twice() {
        return heard.size() - heard.stream().map(Heard::effect).distinct().count();
    }

    @Override
    public void close() {
        journal.close();
    }
}
