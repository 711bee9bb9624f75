package dev.pressroom.app.notices;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Where each shop hears of its orders: the file {@code shops.yaml} of the configuration folder. A shop that is not in it is told nothing.
 *
 * @param byShop by the shop's name, which is its client's name
 */
public record ShopEndpoints(SortedMap<String, Endpoint> byShop) {

    private static final int SECRET_LENGTH = 24;
    private static final YAMLMapper YAML = YAMLMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    /** @param secrets newest first; each signs every notice */
    public record Endpoint(URI url, List<String> secrets) {

        public Endpoint {
            secrets = List.copyOf(secrets);
        }

        /** Never the secrets. */
        @Override
        public String toString() {
            return url.toString();
        }
    }

    private record File(@Nullable Map<String, Shop> shops) {}

    private record Shop(@Nullable Notices notices) {}

    private record Notices(@Nullable String url, @Nullable List<String> secrets) {}

    /** Reads and checks the file; {@link IllegalStateException} lists every problem. Without a file there are no endpoints. */
    public static ShopEndpoints load(Path file, UnaryOperator<String> references) {
        SortedMap<String, Endpoint> endpoints = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        if (Files.exists(file)) {
            read(file).forEach((shop, settings) -> {
                Notices notices = settings == null ? null : settings.notices();
                if (notices != null) {
                    endpoint(shop, notices, references, endpoints, problems);
                }
            });
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(file + ":\n  " + String.join("\n  ", problems));
        }
        return new ShopEndpoints(endpoints);
    }

    private static Map<String, @Nullable Shop> read(Path file) {
        try {
            File read = YAML.readValue(file.toFile(), File.class);
            return read == null || read.shops() == null ? Map.of() : new TreeMap<>(read.shops());
        } catch (JacksonException e) {
            throw new IllegalStateException(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static void endpoint(String shop, Notices notices, UnaryOperator<String> references, Map<String, Endpoint> endpoints,
            List<String> problems) {
        int before = problems.size();
        URI url = URI.create("");
        List<String> secrets = new ArrayList<>();
        try {
            url = URI.create(notices.url() == null ? "" : references.apply(notices.url()));
            if (url.getHost() == null || !List.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getUserInfo() != null) {
                problems.add("shops." + shop
                        + ".notices.url is no http or https address without user: give one like https://shop.example/notices");
            }
            for (String secret : notices.secrets() == null ? List.<String>of() : notices.secrets()) {
                secrets.add(references.apply(secret));
            }
            WebhookSignature.of("id", 0, "", secrets);
        } catch (IllegalArgumentException e) {
            problems.add("shops." + shop + ".notices: " + e.getMessage());
        }
        if (before == problems.size() && (secrets.isEmpty() || secrets.stream().anyMatch(secret -> secret.length() < SECRET_LENGTH))) {
            problems.add("shops." + shop + ".notices.secrets needs one or more of at least " + SECRET_LENGTH
                    + " characters: give references such as ${file:/run/secrets/shop}");
        }
        endpoints.put(shop, new Endpoint(url, secrets));
    }
}
