package dev.pressroom.printers;

import dev.pressroom.orders.ServiceLevel;
import dev.pressroom.orders.routing.Policy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code policy.yaml}: how orders are treated. Without the file the defaults hold. A file with any problem gives no policy, so that
 * whoever holds one keeps it.
 */
public record PolicyFile(Optional<Policy> policy, List<Problem> problems) {

    private static final int MOST_JOBS = 1_000_000;

    /** Reads the file; never throws for what is in it. */
    public static PolicyFile load(Path file) {
        if (!Files.exists(file)) {
            return new PolicyFile(Optional.of(Policy.DEFAULT), List.of());
        }
        Problems problems = new Problems(file);
        byte[] bytes = problems.bytes();
        if (!problems.none()) {
            return new PolicyFile(Optional.empty(), problems.inOrder());
        }
        Section top = new Section("", Yaml.read(bytes, problems), problems);
        Policy policy = policy(top);
        top.close();
        return new PolicyFile(problems.none() ? Optional.of(policy) : Optional.empty(), problems.inOrder());
    }

    private static Policy policy(Section top) {
        Section weights = top.optional("weights");
        Policy.Weights read = Policy.DEFAULT.weights();
        if (weights != null) {
            read = new Policy.Weights(weights.number("price", 0, 100), weights.number("speed", 0, 100),
                    weights.number("performance", 0, 100));
            weights.close();
        }
        double tolerance = top.optionalText("tolerance") == null ? Policy.DEFAULT.tolerance() : top.number("tolerance", 0, 10);
        return new Policy(grace(top), promise(top), read, tolerance, duration(top, "deferredAfter", Policy.DEFAULT.deferredAfter()),
                transit(top), printers(top));
    }

    private static Policy.Grace grace(Section top) {
        Section section = top.optional("grace");
        if (section == null) {
            return Policy.DEFAULT.grace();
        }
        Map<String, Map<ServiceLevel, Duration>> shops = new HashMap<>();
        Section byShop = section.optional("shops");
        if (byShop != null) {
            byShop.keys().forEach(shop -> shops.put(shop, byService(byShop.required(shop, "give a duration by service level"))));
        }
        Duration standard = duration(section, "standard", Policy.DEFAULT.grace().standard());
        section.close();
        return new Policy.Grace(standard == null ? Duration.ZERO : standard, shops);
    }

    private static Map<ServiceLevel, Duration> byService(Section section) {
        Map<ServiceLevel, Duration> durations = new EnumMap<>(ServiceLevel.class);
        for (ServiceLevel level : ServiceLevel.values()) {
            Duration duration = duration(section, level.name(), null);
            if (duration != null) {
                durations.put(level, duration);
            }
        }
        section.close();
        return durations;
    }

    /** Unlike elsewhere nothing at all is a duration here. */
    private static @Nullable Duration duration(Section section, String key, @Nullable Duration absent) {
        String text = section.optionalText(key);
        if (text == null) {
            return absent;
        }
        return text.matches("0[smhd]?") ? Duration.ZERO : section.duration(key);
    }

    private static Map<ServiceLevel, Integer> promise(Section top) {
        Map<ServiceLevel, Integer> promise = new EnumMap<>(ServiceLevel.class);
        Section section = top.optional("promise");
        if (section != null) {
            for (ServiceLevel level : ServiceLevel.values()) {
                if (section.optionalText(level.name()) != null) {
                    promise.put(level, section.integer(level.name(), 1, 365));
                }
            }
            section.close();
        }
        return promise;
    }

    private static Map<String, Duration> transit(Section top) {
        Map<String, Duration> transit = new LinkedHashMap<>();
        Section section = top.optional("transit");
        if (section != null) {
            section.keys().forEach(carrier -> transit.put(carrier, section.duration(carrier)));
        }
        return transit;
    }

    private static Map<String, Policy.Terms> printers(Section top) {
        Map<String, Policy.Terms> printers = new LinkedHashMap<>();
        Section section = top.optional("printers");
        if (section != null) {
            section.keys().forEach(printer -> printers.put(printer, terms(section.required(printer, "give what is known of it"))));
        }
        return printers;
    }

    private static Policy.Terms terms(Section section) {
        Map<String, Double> prices = new LinkedHashMap<>();
        Section priced = section.optional("prices");
        if (priced != null) {
            priced.keys().forEach(product -> prices.put(product, priced.number(product, 0, 100_000)));
        }
        Integer capacity = section.optionalText("capacity") == null ? null : section.integer("capacity", 0, MOST_JOBS);
        String closed = section.optionalText("closed");
        if (closed != null && !Set.of("true", "false").contains(closed)) {
            section.problem("closed", "is '" + closed + "'", "write true or false");
        }
        double shipping = section.optionalText("shipping") == null ? 0 : section.number("shipping", 0, 100_000);
        Policy.Terms terms = new Policy.Terms(capacity, "true".equals(closed), Set.copyOf(section.list("countries")), prices, shipping);
        section.close();
        return terms;
    }
}
