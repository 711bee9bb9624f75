package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page that says what is proven names tests that are there. */
class ProofsTest {

    private static final Pattern PROOF = Pattern.compile("`(\\w+(?:Test|IT))\\.(\\w+)`");

    @Test
    void everyTestThatThePageNamesIsThere() throws IOException {
        Map<String, String> tests = new HashMap<>();
        try (Stream<Path> modules = Files.list(World.ROOT)) {
            for (Path sources : modules.map(module -> module.resolve("src/test/java")).filter(Files::isDirectory).toList()) {
                try (Stream<Path> files = Files.walk(sources)) {
                    for (Path file : files.filter(path -> path.toString().matches(".*(Test|IT)\\.java")).toList()) {
                        // Some names are in several modules.
                        tests.merge(file.getFileName().toString().replace(".java", ""), Files.readString(file), String::concat);
                    }
                }
            }
        }
        Matcher proofs = PROOF.matcher(Files.readString(World.ROOT.resolve("docs/proofs.md")));
        List<String[]> named = proofs.results().map(proof -> new String[]{proof.group(1), proof.group(2)}).toList();
        assertThat(named).hasSizeGreaterThan(60);
        assertThat(named).allSatisfy(proof -> assertThat(tests.getOrDefault(proof[0], "")).as(proof[0] + "." + proof[1])
                .containsPattern("(void |ArchRule )" + proof[1] + "\\b"));
    }
}
