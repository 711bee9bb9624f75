package dev.pressroom.rendering.text;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The fonts that designs may name, and the ones that help out where a named one lacks a character. */
public final class Fonts {
    private static final String OPEN_SANS = "/fonts/ttf/OpenSans/OpenSans-";
    private static final String OWN = "/dev/pressroom/rendering/fonts/";
    private static final Fonts SHIPPED = new Fonts(
            Map.of("sans", faces(OPEN_SANS + "Regular.ttf"), "sans-light", faces(OPEN_SANS + "Light.ttf"), "sans-bold",
                    faces(OPEN_SANS + "Bold.ttf"), "sans-italic", faces(OPEN_SANS + "Italic.ttf"), "display",
                    faces(OWN + "playfair-display-latin.woff", OWN + "playfair-display-latin-ext.woff"), "script",
                    faces(OWN + "dancing-script-latin.woff", OWN + "dancing-script-latin-ext.woff")),
            faces(OPEN_SANS + "Regular.ttf", "/fonts/ttf/Markazi/MarkaziText-Regular.ttf", OWN + "noto-sans-devanagari.woff",
                    OWN + "noto-sans-thai.woff", "/fonts/ttf/NotoSansSC/NotoSansSC-Regular.ttf", OWN + "noto-sans-kr.woff"));

    private final Map<String, List<Typeface>> named;
    private final List<Typeface> helpers;

    Fonts(Map<String, List<Typeface>> named, List<Typeface> helpers) {
        this.named = named;
        this.helpers = helpers;
    }

    /** Those that come with the product. */
    public static Fonts shipped() {
        return SHIPPED;
    }

    private static List<Typeface> faces(String... resources) {
        return Stream.of(resources).map(Typeface::new).toList();
    }

    /** The names that designs may use. */
    public Set<String> names() {
        return new TreeSet<>(named.keySet());
    }

    boolean knows(@Nullable String name) {
        return name == null || named.containsKey(name);
    }

    /** The first font that has the character: the named one, then the helpers. */
    Optional<Typeface> forCharacter(@Nullable String name, int codePoint) {
        return Stream.concat(own(name).stream(), helpers.stream()).filter(face -> face.has(codePoint)).findFirst();
    }

    Typeface first(@Nullable String name) {
        return own(name).getFirst();
    }

    private List<Typeface> own(@Nullable String name) {
        List<Typeface> faces = named.get(name == null ? "sans" : name);
        return faces == null ? helpers : faces;
    }
}
