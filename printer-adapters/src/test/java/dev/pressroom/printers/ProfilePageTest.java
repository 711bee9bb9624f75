package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/printers/profile.md} names every key that a profile and products.yaml may have, and no other. */
class ProfilePageTest {

    private static final Path ROOT = Path.of(System.getProperty("pressroom.root", ".."));
    /** What is asked of a {@link Section}, by the name of the key. */
    private static final Pattern ASKED = Pattern.compile(
            "\\b(?:text|optionalText|filledIn|optionalFilledIn|secret|optionalSecret|integer|optionalInteger|millimetres|duration|"
                    + "optionalDuration|zone|oneOf|list|texts|optional|required|sections|workingDays)\\(\\s*\"(\\w+)\""
                    + "|\\b(?:transport|places)\\([^\")]*\"(\\w+)\"");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]+`) \\|");
    private static final Pattern KEY = Pattern.compile("`([\\w.\\[\\]]+)`");

    @Test
    void namesEveryKeyOfAProfileAndOfTheProductsAndNoOther() throws IOException {
        TreeSet<String> asked = new TreeSet<>();
        for (String source : List.of("ProfileFile", "HttpAccess", "ClockSettings", "ProductCatalogue")) {
            ASKED.matcher(Files.readString(
                    ROOT.resolve("printer-adapters/src/main/java/dev/pressroom/printers").resolve(source + ".java"))).results()
                    .map(found -> found.group(1) != null ? found.group(1) : found.group(2)).forEach(asked::add);
        }
        for (String dialect : Dialects.names().split(", ")) {
            Dialects.Kind kind = Dialects.kind(dialect).orElseThrow();
            asked.addAll(kind.places());
            asked.addAll(kind.settings());
            asked.addAll(kind.optionalSettings());
        }

        TreeSet<String> told = new TreeSet<>();
        List<String> keys = new ArrayList<>();
        ROW.matcher(Files.readString(ROOT.resolve("docs/printers/profile.md"))).results()
                .forEach(row -> KEY.matcher(row.group(1)).results().map(key -> key.group(1)).forEach(keys::add));
        keys.forEach(key -> told.addAll(Arrays.asList(key.replace("[]", "").replace("ID.", "").split("\\."))));

        assertThat(asked).hasSizeGreaterThan(60);
        assertThat(told).isEqualTo(asked);
        assertThat(keys).doesNotHaveDuplicates();
    }
}
