package dev.pressroom.sandbox;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A shop: keeps its customers' photos at URLs and places orders through the API, like any other client. */
final class Shop implements AutoCloseable {

    private static final String NO_PICTURE = "no-picture.jpg";
    private static final int PHOTOS_IN_A_BOOK = 12;
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[][] CUSTOMERS = {{"Hans Dämpf", "Holstenstr. 48", "23552", "Lübeck", "DE"},
            {"Ada Byron", "12 St James's Square", "SW1Y 4JH", "London", "GB"}, {"Grace Murray", "1 Harbor Drive", "98101", "Seattle", "US"},
            {"Émilie du Châtelet", "3 rue Férou", "75006", "Paris", "FR"}};

    private final Layout layout;
    private final String token;
    private final List<Path> photos;
    private final NoticeBook notices;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** @param photos files of one folder */
    Shop(Layout layout, String token, String noticeSecret, List<Path> photos) {
        this.layout = layout;
        this.notices = new NoticeBook(layout.state().resolve("shop").resolve("notices.jsonl"), noticeSecret, Clock.systemUTC());
        this.token = token;
        this.photos = photos;
        server = SimpleFileServer.createFileServer(new InetSocketAddress(Layout.HOST, layout.photos()),
                photos.getFirst().toAbsolutePath().getParent(), SimpleFileServer.OutputLevel.NONE);
        server.createContext("/notices", notices);
        server.createContext("/" + NO_PICTURE, exchange -> {
            byte[] text = "This is no picture.".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, text.length);
            exchange.getResponseBody().write(text);
            exchange.close();
        });
        server.setExecutor(Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory()));
        server.start();
    }

    /** What it was told of its orders. */
    NoticeBook notices() {
        return notices;
    }

    /** What is wrong with an order's first photo, so that the order cannot be printed as it is. */
    enum Flaw {
        NONE, PHOTO_GONE, PHOTO_IS_NO_PICTURE, PHOTO_CHANGED
    }

    /** Places an order and returns its id; the n-th order is always the same. Throws when the API does not take it. */
    String place(String orderId, int n) {
        return place(orderId, n, Flaw.NONE);
    }

    String place(String orderId, int n, Flaw flaw) {
        HttpResponse<String> response = post("/v1/orders", JSON.writeValueAsString(order(orderId, n, flaw)));
        if (response.statusCode() != 201 && response.statusCode() != 200) {
            throw new SandboxProblem("order " + orderId + " was not taken: " + response.statusCode() + " " + response.body());
        }
        return orderId;
    }

    /** The n-th order as it is placed. */
    String json(String orderId, int n) {
        return JSON.writeValueAsString(order(orderId, n, Flaw.NONE));
    }

    private Map<String, Object> order(String orderId, int n, Flaw flaw) {
        String[] customer = CUSTOMERS[n % CUSTOMERS.length];
        boolean book = n % 3 == 0 && !customer[4].equals("US");
        boolean forTwoPrinters = n % 20 == 8; // in Germany, where each of the two is made by one printer
        List<Map<String, Object>> items = forTwoPrinters
                ? List.of(item("1", "PRINT-20X30", 1, photos(1, n, flaw)), item("2", "PRINT-30X40", 1, photos(1, n + 1, Flaw.NONE)))
                : List.of(item("1", book ? "PHOTOBOOK-A5" : "PRINT-10X15", 1 + n % 2,
                        photos(book ? Math.min(PHOTOS_IN_A_BOOK, photos.size() / 2 * 2) : 1, n, flaw)));
        Map<String, Object> shipTo = new LinkedHashMap<>();
        shipTo.put("name", customer[0]);
        shipTo.put("line1", customer[1]);
        shipTo.put("postalCode", customer[2]);
        shipTo.put("city", customer[3]);
        if (customer[4].equals("US")) {
            shipTo.put("state", "WA");
        }
        shipTo.put("country", customer[4]);
        return Map.of("orderId", orderId, "service", "STANDARD", "shipTo", shipTo, "items", items);
    }

    private static Map<String, Object> item(String id, String product, int quantity, List<Map<String, Object>> photos) {
        return Map.of("itemId", id, "product", product, "quantity", quantity, "photos", photos);
    }

    private List<Map<String, Object>> photos(int count, int n, Flaw flaw) {
        List<Map<String, Object>> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Path photo = photos.get((n + i) % photos.size());
            String name = photo.getFileName().toString();
            chosen.add(Map.of("name", name, "url", url(name), "sha256", sha256(photo)));
        }
        chosen.set(0, flawed(chosen.getFirst(), flaw));
        return chosen;
    }

    private Map<String, Object> flawed(Map<String, Object> photo, Flaw flaw) {
        return switch (flaw) {
            case NONE -> photo;
            case PHOTO_GONE -> Map.of("url", url("gone.jpg"));
            case PHOTO_IS_NO_PICTURE -> Map.of("url", url(NO_PICTURE));
            case PHOTO_CHANGED -> Map.of("url", String.valueOf(photo.get("url")), "sha256", "0".repeat(64));
        };
    }

    private String url(String file) {
        return "http://" + Layout.HOST + ":" + layout.photos() + "/"
                + URLEncoder.encode(file, StandardCharsets.UTF_8).replace("+", "%20");
    }

    JsonNode order(String orderId) {
        HttpResponse<String> response = send(request("/v1/orders/" + orderId).GET().build());
        if (response.statusCode() != 200) {
            throw new SandboxProblem("order " + orderId + " cannot be seen: " + response.statusCode() + " " + response.body());
        }
        return read(response);
    }

    static JsonNode read(HttpResponse<String> response) {
        return read(response.body());
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(layout.serviceUrl() + path)).timeout(Duration.ofSeconds(30)).header("Authorization",
                "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SandboxProblem("interrupted");
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
        notices.close();
    }
}
