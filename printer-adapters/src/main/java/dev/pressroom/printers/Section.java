package dev.pressroom.printers;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One mapping of a configuration file being read. What is missing or wrong becomes a problem and a placeholder is answered, so that all problems of
 * a file are found at once; whoever builds something of it asks first whether there were any. Closing it tells the keys that nobody asked for.
 */
final class Section {

    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final String path;
    private final Yaml.Mapping yaml;
    private final Problems problems;
    private final TreeSet<String> asked = new TreeSet<>();

    Section(String path, Yaml.Mapping yaml, Problems problems) {
        this.path = path;
        this.yaml = yaml;
        this.problems = problems;
    }

    /** The line of a key, or of the section when the key is absent. */
    int line(String key) {
        Yaml.Entry entry = yaml.entries().get(key);
        return entry == null ? yaml.line() : entry.line();
    }

    void problem(String key, String problem, String hint) {
        problems.add(line(key), "'" + path + key + "' " + problem, hint);
    }

    String text(String key, String hint) {
        return literal(key, written(key, hint));
    }

    @Nullable
    String optionalText(String key) {
        String text = written(key);
        return text == null ? null : literal(key, text);
    }

    /** A text where references are filled in at once: an address, a port, a login, and nothing secret. */
    String filledIn(String key, String hint, Secrets references) {
        return resolved(key, written(key, hint), references);
    }

    @Nullable
    String optionalFilledIn(String key, Secrets references) {
        String text = written(key);
        return text == null ? null : resolved(key, text, references);
    }

    /** A text that must not be written down here: it has to hold a reference, and stays one. */
    String secret(String key, String hint) {
        return reference(key, written(key, hint));
    }

    @Nullable
    String optionalSecret(String key) {
        String text = written(key);
        return text == null ? null : reference(key, text);
    }

    private String resolved(String key, String text, Secrets references) {
        try {
            return references.resolve(text);
        } catch (IllegalArgumentException e) {
            problem(key, "cannot be filled in", String.valueOf(e.getMessage()));
            return "";
        }
    }

    private String literal(String key, String text) {
        if (text.contains("${")) {
            problem(key, "holds a reference, which is not read here", "write the value");
        }
        return text;
    }

    private String reference(String key, String text) {
        if (!text.isEmpty() && !Secrets.REFERENCE.matcher(text).find()) {
            problem(key, "is a secret written down",
                    "put it into the environment and write ${env:NAME}, or into a file and write ${file:PATH}");
        }
        return text;
    }

    private String written(String key, String hint) {
        String text = written(key);
        if (text == null && !given(key)) {
            problem(key, "is missing", hint);
        }
        return text == null ? "" : text;
    }

    private @Nullable String written(String key) {
        asked.add(key);
        Yaml.Entry entry = yaml.entries().get(key);
        return switch (entry == null ? null : entry.value()) {
            case null -> null;
            case Yaml.Text text -> text.value().isBlank() ? null : text.value().strip();
            case Yaml.Mapping _,Yaml.Sequence _ -> {
                problem(key, "is not a single value", "write it on one line");
                yield null;
            }
        };
    }

    int integer(String key, int minimum, int maximum) {
        return (int) number(key, Integer::parseInt, minimum, maximum, "give a whole number from " + minimum + " to " + maximum);
    }

    /** Null when absent. */
    @Nullable
    Integer optionalInteger(String key, int minimum, int maximum) {
        return written(key) == null ? null : integer(key, minimum, maximum);
    }

    double millimetres(String key, int minimum, int maximum) {
        return number(key, Double::parseDouble, minimum, maximum, "give millimetres from " + minimum + " to " + maximum);
    }

    double number(String key, int minimum, int maximum) {
        return number(key, Double::parseDouble, minimum, maximum, "give a number from " + minimum + " to " + maximum);
    }

    private double number(String key, ToDoubleFunction<String> parse, int minimum, int maximum, String hint) {
        String text = text(key, hint);
        if (text.isEmpty()) {
            return minimum;
        }
        try {
            double number = parse.applyAsDouble(text);
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        problem(key, "is '" + text + "'", hint);
        return minimum;
    }

    /** A positive duration: {@code 30s}, {@code 15m}, {@code 4h}, {@code 2d}, {@code 500ms}, or ISO 8601. */
    Duration duration(String key) {
        String hint = "give a duration such as 30s, 15m, 4h, 2d or PT1H30M";
        String text = text(key, hint);
        if (text.isEmpty()) {
            return Duration.ofSeconds(1);
        }
        try {
            Matcher matcher = SHORT_DURATION.matcher(text.toLowerCase(Locale.ROOT));
            Duration duration = matcher.matches()
                    ? Duration.parse(iso(matcher.group(1), matcher.group(2)))
                    : Duration.parse(text);
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeException e) {
            // told below, like a duration that is not positive
        }
        problem(key, "is '" + text + "'", hint);
        return Duration.ofSeconds(1);
    }

    /** Null when absent. */
    @Nullable
    Duration optionalDuration(String key) {
        return written(key) == null ? null : duration(key);
    }

    private static String iso(String number, String unit) {
        return switch (unit) {
            case "ms" -> "PT" + Integer.parseInt(number) / 1000 + "." + "%03d".formatted(Integer.parseInt(number) % 1000) + "S";
            case "d" -> "P" + number + "D";
            default -> "PT" + number + unit;
        };
    }

    ZoneId zone(String key) {
        String hint = "give a zone such as Europe/Berlin";
        String text = text(key, hint);
        try {
            return text.isEmpty() ? ZoneOffset.UTC : ZoneId.of(text);
        } catch (DateTimeException e) {
            problem(key, "is '" + text + "', which is no time zone", hint);
            return ZoneOffset.UTC;
        }
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        E[] all = type.getEnumConstants();
        String hint = "give one of " + String.join(", ", Arrays.stream(all).map(Enum::name).toList());
        String text = text(key, hint);
        for (E value : all) {
            if (value.name().equals(text)) {
                return value;
            }
        }
        if (!text.isEmpty()) {
            problem(key, "is '" + text + "'", hint);
        }
        return all[0];
    }

    /** The values of a mapping of texts, under their keys; empty when absent. */
    Map<String, String> texts(String key) {
        Section section = optional(key);
        Map<String, String> texts = new LinkedHashMap<>();
        if (section != null) {
            for (String name : section.keys()) {
                texts.put(name, section.text(name, "give a value or delete the line"));
            }
        }
        return texts;
    }

    /** The values of a sequence of texts; empty when absent. */
    List<String> list(String key) {
        List<String> texts = new ArrayList<>();
        for (Yaml value : sequence(key)) {
            if (value instanceof Yaml.Text text && !text.value().isBlank()) {
                texts.add(text.value().strip());
            } else {
                problems.add(value.line(), "'" + path + key + "' has an entry that is not a single value", "write it on one line");
            }
        }
        return texts;
    }

    /** The mappings of a sequence; empty when absent. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        for (Yaml value : sequence(key)) {
            if (value instanceof Yaml.Mapping mapping) {
                sections.add(new Section(path + key + "[" + (sections.size() + 1) + "].", mapping, problems));
            } else {
                problems.add(value.line(), "'" + path + key + "' has an entry that is not a mapping", "write '- key: value' lines");
            }
        }
        return sections;
    }

    private List<Yaml> sequence(String key) {
        asked.add(key);
        Yaml.Entry entry = yaml.entries().get(key);
        return switch (entry == null ? null : entry.value()) {
            case Yaml.Sequence sequence -> sequence.values();
            case Yaml.Text text when text.value().isBlank() -> List.of();
            case null -> List.of();
            case Yaml.Text _,Yaml.Mapping _ -> {
                problem(key, "is not a list", "write '- value' lines or [a, b]");
                yield List.of();
            }
        };
    }

    Section required(String key, String hint) {
        Section section = optional(key);
        if (section != null && !section.keys().isEmpty()) {
            return section;
        }
        if (section != null || !given(key)) {
            problem(key, section == null ? "is missing" : "is empty", hint);
        }
        // What it lacks would only repeat what was just said.
        return new Section(path + key + ".", new Yaml.Mapping(line(key), Map.of()), new Problems(Path.of("")));
    }

    @Nullable
    Section optional(String key) {
        asked.add(key);
        Yaml.Entry entry = yaml.entries().get(key);
        return switch (entry == null ? null : entry.value()) {
            case Yaml.Mapping mapping -> new Section(path + key + ".", mapping, problems);
            case Yaml.Text text when text.value().isBlank() -> null;
            case null -> null;
            case Yaml.Text _,Yaml.Sequence _ -> {
                problem(key, "is not a group of settings", "write indented 'key: value' lines under it");
                yield null;
            }
        };
    }

    List<String> keys() {
        return List.copyOf(yaml.entries().keySet());
    }

    /** Tells the keys that nobody asked for. */
    void close() {
        yaml.entries().keySet().stream().filter(key -> !asked.contains(key))
                .forEach(key -> problem(key, "is unknown", "known here: " + String.join(", ", asked)));
    }

    /** Whether there is any value, be it of the right form or not. */
    private boolean given(String key) {
        Yaml.Entry entry = yaml.entries().get(key);
        return entry != null && !(entry.value() instanceof Yaml.Text text && text.value().isBlank());
    }
}
