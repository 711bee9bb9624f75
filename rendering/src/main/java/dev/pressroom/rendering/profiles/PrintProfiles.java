package dev.pressroom.rendering.profiles;

import dev.pressroom.rendering.ReadProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Print profiles that come with the product, and those from files. */
public final class PrintProfiles {
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
    private static final SortedMap<String, PrintProfile> BUILT_IN = builtIn();

    private PrintProfiles() {}

    /** The profiles that come with the product, by id. */
    public static SortedMap<String, PrintProfile> all() {
        return BUILT_IN;
    }

    /**
     * The profile of that name: a file ({@code .yaml}) or one that comes with the product.
     *
     * @throws IllegalArgumentException
     *             if there is none or it is wrong, with what to do
     */
    public static PrintProfile find(String nameOrFile) {
        PrintProfile known = BUILT_IN.get(nameOrFile);
        if (known != null) {
            return known;
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no print profile '" + nameOrFile + "'; give a YAML file or one of "
                    + String.join(", ", BUILT_IN.keySet()));
        }
        return read(file);
    }

    /** One profile from its file; paths in it are relative to the file. */
    public static PrintProfile read(Path file) {
        PrintProfile profile;
        try {
            profile = YAML.readValue(file.toFile(), PrintProfile.class);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(file + ": " + ReadProblem.of(wrong) + "; docs/rendering.md shows a whole profile", wrong);
        }
        var colour = profile.colour();
        var intent = colour.intent();
        if (intent == null || intent.profile().startsWith("classpath:")) {
            return profile;
        }
        var resolved = new OutputIntent(intent.condition(), file.toAbsolutePath().resolveSibling(intent.profile()).toString());
        return new PrintProfile(profile.id(), profile.version(), profile.name(), profile.source(), profile.trim(), profile.bleed(),
                profile.safe(), profile.pages(), profile.layout(), profile.resolution(),
                new PrintProfile.Colour(colour.policy(), colour.maxInk(), resolved), profile.cover(), profile.marks(), profile.maxBytes(),
                profile.fileName());
    }

    private static SortedMap<String, PrintProfile> builtIn() {
        try (InputStream in = PrintProfiles.class.getResourceAsStream("print-profiles.yaml")) {
            SortedMap<String, PrintProfile> profiles = new TreeMap<>();
            for (PrintProfile profile : YAML.readValue(in, new TypeReference<List<PrintProfile>>() {
            })) {
                profiles.put(profile.id(), profile);
            }
            return Collections.unmodifiableSortedMap(profiles);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
