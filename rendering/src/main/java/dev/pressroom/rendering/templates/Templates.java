package dev.pressroom.rendering.templates;

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

/** Templates that come with the product, and those from files. */
public final class Templates {
    private static final YAMLMapper YAML = YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
    private static final SortedMap<String, Template> BUILT_IN = builtIn();

    private Templates() {}

    public static SortedMap<String, Template> all() {
        return BUILT_IN;
    }

    /**
     * The template of that name: a file ({@code .yaml}) or one that comes with the product.
     *
     * @throws IllegalArgumentException
     *             if there is none or it is wrong, with what to do
     */
    public static Template find(String nameOrFile) {
        Template known = BUILT_IN.get(nameOrFile);
        if (known != null) {
            return known;
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException(
                    "there is no template '" + nameOrFile + "'; give a YAML file or one of " + String.join(", ", BUILT_IN.keySet()));
        }
        try {
            return YAML.readValue(file.toFile(), Template.class);
        } catch (JacksonException wrong) {
            throw new IllegalArgumentException(
                    file + ": " + ReadProblem.of(wrong) + "; docs/rendering.md tells the format",
                    wrong);
        }
    }

    private static SortedMap<String, Template> builtIn() {
        try (InputStream in = Templates.class.getResourceAsStream("templates.yaml")) {
            SortedMap<String, Template> templates = new TreeMap<>();
            for (Template template : YAML.readValue(in, new TypeReference<List<Template>>() {
            })) {
                templates.put(template.id(), template);
            }
            return Collections.unmodifiableSortedMap(templates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
