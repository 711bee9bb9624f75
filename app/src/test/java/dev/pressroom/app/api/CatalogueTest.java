package dev.pressroom.app.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.orders.process.AttentionCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

/**
 * {@code docs/catalogue.md} is what the code says. To write it anew:
 * {@code ./mvnw verify -pl app -am -Dtest=CatalogueTest -Dsurefire.failIfNoSpecifiedTests=false -Dpressroom.write=true}.
 */
class CatalogueTest {

    private static final Path ROOT = Path.of(System.getProperty("pressroom.root"));
    private static final Pattern METER = Pattern.compile(
            "(?s)(Gauge|Timer|Counter)\\s*\\.builder\\(\\s*\"(pressroom\\.[a-z.]+)\"(.*?)\\.register\\(|meters\\s*\\.counter\\(\\s*\"(pressroom\\.[a-z.]+)\"(.*?)\\)\\s*\\.increment");
    private static final Pattern RUN = Pattern.compile("numbers\\.put\\(\"(\\w+)\"");
    private static final Pattern TAG = Pattern.compile("tag\\(\\s*\"([a-z]+)\"|, \"([a-z]+)\",");
    private static final Pattern DESCRIPTION = Pattern.compile("(?s)description\\(\\s*\"([^\"]+)\"");

    @Test
    void theCatalogueIsWhatTheCodeSays() throws IOException {
        Path page = ROOT.resolve("docs/catalogue.md");
        String generated = generated();
        if (Boolean.getBoolean("pressroom.write")) {
            Files.writeString(page, generated);
        }
        assertThat(page).as("written anew by -Dpressroom.write=true").content().isEqualTo(generated);
    }

    private static String generated() throws IOException {
        StringBuilder page = new StringBuilder("""
            # Catalogue

            Written from the code by `CatalogueTest`, which fails when this page is not true any more. To write it again:
            `./mvnw verify -pl app -am -Dtest=CatalogueTest -Dsurefire.failIfNoSpecifiedTests=false -Dpressroom.write=true`.

            ## Attention: why an order waits for a person

            | code | what | next step |
            |---|---|---|
            """);
        for (AttentionCode code : AttentionCode.values()) {
            page.append("| `%s` | %s | %s |\n".formatted(code, code.what(), code.nextStep()));
        }
        page.append("""

            ## Errors of the API

            Problem documents (RFC 9457) with these codes; `type` is `urn:pressroom:problem:` and the code in small letters with dashes.

            | code | status | title |
            |---|---|---|
            """);
        for (ProblemType type : ProblemType.values()) {
            HttpStatus status = HttpStatus.valueOf(type.detail("").getStatus());
            page.append("| `%s` | %d | %s |\n".formatted(type, status.value(), type.detail("").getTitle()));
        }
        page.append(
                """

                    ## Why a command is refused

                    The 409 `COMMAND_REFUSED` has one of these as `refusal`; any other code there is the printer's own answer to a cancellation or a change of address.

                    | refusal | what to do |
                    |---|---|
                    """);
        new TreeMap<>(CommandAnswer.REFUSED).forEach((code, words) -> page.append("| `%s` | %s |\n".formatted(code, words)));
        page.append(
                """

                    ## Metrics

                    Under `/actuator/prometheus`, with underscores for dots; Temporal's own begin with `temporal_`, those of the JVM, the database pool and HTTP are Spring Boot's.

                    | metric | kind | labels | |
                    |---|---|---|---|
                    """);
        meters().forEach(page::append);
        page.append(
                """

                    The nightly job `reconcile` has no page of metrics: each run sends its numbers where it is told to ([how](carriers/README.md)), as `pressroom.reconcile.` and one of %s.
                    """
                        .formatted(ofTheNightlyJob()));
        return page.toString();
    }

    private static String ofTheNightlyJob() throws IOException {
        String source = Files.readString(ROOT.resolve("batch-jobs/src/main/java/dev/pressroom/batch/RunMetrics.java"));
        String names = RUN.matcher(source).results().map(found -> "`" + found.group(1).toLowerCase(Locale.ROOT) + "`")
                .collect(Collectors.joining(", "));
        assertThat(names).contains("`rejects`", "`exitcode`");
        return names;
    }

    private static List<String> meters() throws IOException {
        TreeMap<String, String> rows = new TreeMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.map(folder -> folder.resolve("src/main/java")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> sources = Files.walk(module)) {
                    for (Path source : sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                        METER.matcher(Files.readString(source)).results()
                                .forEach(found -> rows.merge(name(found), row(found), (a, b) -> a));
                    }
                }
            }
        }
        assertThat(rows).hasSizeGreaterThan(5);
        return new ArrayList<>(rows.values());
    }

    private static String name(MatchResult found) {
        return found.group(2) != null ? found.group(2) : found.group(4);
    }

    private static String row(MatchResult found) {
        String kind = found.group(1) != null ? found.group(1).toLowerCase(Locale.ROOT) : "counter";
        String rest = found.group(3) != null ? found.group(3) : found.group(5);
        String labels = TAG.matcher(rest).results().map(tag -> "`" + (tag.group(1) != null ? tag.group(1) : tag.group(2)) + "`")
                .collect(Collectors.joining(", "));
        String description = DESCRIPTION.matcher(rest).results().map(text -> text.group(1)).findFirst().orElse("");
        assertThat(description).as(name(found) + " says what it is").isNotEmpty();
        return "| `%s` | %s | %s | %s |\n".formatted(name(found), kind, labels, description);
    }
}
