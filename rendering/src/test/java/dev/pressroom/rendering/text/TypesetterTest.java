package dev.pressroom.rendering.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Profiles;
import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Element.Align;
import dev.pressroom.rendering.designs.Element.Run;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.Element.Valign;
import dev.pressroom.rendering.preflight.DesignPreflight;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypesetterTest {
    private static final Box WIDE = new Box(0, 0, 180, 40);

    private static SetText set(String text) {
        return set(text, Align.START);
    }

    private static SetText set(String text, Align align) {
        return Typesetter.set(Fonts.shipped(), new TextBox(WIDE, List.of(new Run(text, null, 24, null)), align, Valign.TOP, 0, 0));
    }

    private static Rectangle2D ink(SetText text) {
        return text.ink(new AffineTransform()).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Grüße, Łódź, Æsir", "Привет", "Ελληνικά", "שלום עולם", "مرحبا بالعالم", "नमस्ते दुनिया", "สวัสดีชาวโลก",
            "你好，世界", "こんにちは", "안녕하세요", "Tiếng Việt"})
    void hasAGlyphForEveryScriptThatIsPromised(String text) {
        SetText set = set(text);
        assertThat(set.missing()).isEmpty();
        assertThat(set.unshaped()).isEmpty();
        assertThat(ink(set).getWidth()).isGreaterThan(10);
    }

    @Test
    void joinsArabicLettersAndReordersDevanagari() {
        // Joined, three letters are narrower than the same letters kept apart by a character that forbids joining.
        double joined = ink(set("\u0628\u0628\u0628")).getWidth();
        double apart = ink(set("\u0628\u200c\u0628\u200c\u0628")).getWidth();
        assertThat(joined).isLessThan(apart * 0.9);
        // The sign I stands before the consonant that it follows in the text.
        double consonant = ink(set("\u0915")).getMinX();
        assertThat(ink(set("\u0915\u093f")).getWidth()).isGreaterThan(ink(set("\u0915")).getWidth());
        assertThat(consonant).isLessThan(5);
    }

    @Test
    void startsAtTheSideWhereTheTextBegins() {
        assertThat(ink(set("Hello")).getMinX()).isCloseTo(0, within(1.5));
        assertThat(ink(set("שלום")).getMaxX()).isCloseTo(180, within(1.5));
        assertThat(ink(set("Hello", Align.END)).getMaxX()).isCloseTo(180, within(1.5));
        assertThat(ink(set("Hello", Align.CENTER)).getCenterX()).isCloseTo(90, within(1.0));
    }

    @Test
    void keepsLineEndsAndBreaksLongLines() {
        assertThat(set("a\n\nb").height()).isCloseTo(3 * set("a").height(), within(0.01));
        assertThat(set("word ".repeat(60)).height()).isGreaterThan(3 * set("a").height());
        assertThat(set("tab\there\r\nand \u0007bell").missing()).isEmpty();
    }

    @Test
    void breaksThaiBetweenWords() {
        // "Language", five letters, again and again: a line ends after a whole one.
        String word = "\u0e20\u0e32\u0e29\u0e32";
        var box = new TextBox(new Box(0, 0, 40, 100), List.of(new Run(word.repeat(12), null, 20, null)), null, null, 0, 0);
        SetText set = Typesetter.set(Fonts.shipped(), box);
        var lines = set.parts().getFirst().glyphs().stream().collect(Collectors.groupingBy(SetText.Glyph::y, Collectors.counting()));
        assertThat(lines.size()).isGreaterThan(1);
        assertThat(lines.values()).allMatch(glyphs -> glyphs % word.length() == 0);
    }

    @Test
    void joinsLettersOverAChangeOfColour() {
        var two = new TextBox(WIDE, List.of(new Run("\u0628\u0628", null, 24, null), new Run("\u0628", null, 24, Colour.of("#ff0000"))),
                null,
                null, 0, 0);
        SetText set = Typesetter.set(Fonts.shipped(), two);
        assertThat(set.parts()).extracting(SetText.Part::colour).containsExactlyInAnyOrder(Colour.BLACK, Colour.of("#ff0000"));
        assertThat(ink(set).getWidth()).isCloseTo(ink(set("\u0628\u0628\u0628")).getWidth(), within(0.01));
    }

    @Test
    void setsNumbersAndLatinWordsWithinHebrewFromLeftToRight() {
        // Read from the right: shalom, then 123, then (abc).
        List<SetText.Glyph> glyphs = set("\u05e9\u05dc\u05d5\u05dd 123").parts().getFirst().glyphs();
        double digits = set("123").parts().getFirst().glyphs().getLast().x();
        assertThat(glyphs.subList(0, 3)).extracting(SetText.Glyph::code)
                .isEqualTo(set("123").parts().getFirst().glyphs().stream().map(SetText.Glyph::code).toList());
        assertThat(glyphs.get(2).x() - glyphs.get(0).x()).isCloseTo(digits, within(0.01));
        assertThat(glyphs.getLast().x()).isGreaterThan(glyphs.get(2).x());
    }

    @Test
    void kernsPairsOfLetters() {
        ToDoubleFunction<String> width = text -> Typesetter
                .set(Fonts.shipped(), new TextBox(WIDE, List.of(new Run(text, "display", 24, null)), null, null, 0, 0)).width();
        assertThat(width.applyAsDouble("AVAVAV")).isLessThan(3 * (width.applyAsDouble("A") + width.applyAsDouble("V")) - 1);
    }

    @Test
    void paintsEachRunInItsColour() {
        var box = new TextBox(WIDE, List.of(new Run("red ", null, 24, Colour.of("#ff0000")), new Run("black", null, 24, null)), null, null,
                0, 0);
        SetText set = Typesetter.set(Fonts.shipped(), box);
        assertThat(set.parts()).extracting(SetText.Part::colour).containsExactly(Colour.of("#ff0000"), Colour.BLACK);
        assertThat(set.parts().getFirst().glyphs()).hasSize(3);
        assertThat(set.parts().getFirst().glyphs().getLast().x()).isLessThan(set.parts().getLast().glyphs().getFirst().x());
    }

    @Test
    void tellsCharactersThatNoFontHasAndFontsThatCannotShape() throws Exception {
        assertThat(set("Hi \uD83D\uDE00").missing()).containsExactly("U+1F600");
        byte[] file;
        try (InputStream in = Fonts.class.getResourceAsStream("/fonts/ttf/Markazi/MarkaziText-Regular.ttf")) {
            file = in.readAllBytes();
        }
        for (int i = 0; i < 4000; i++) {
            if (file[i] == 'G' && file[i + 1] == 'S' && file[i + 2] == 'U' && file[i + 3] == 'B') {
                file[i] = 'X';
                break;
            }
        }
        var bare = new Fonts(Map.of(), List.of(new Typeface(file)));
        var box = new TextBox(WIDE, List.of(new Run("مرحبا", null, 24, null)), null, null, 0, 0);
        assertThat(Typesetter.set(bare, box).unshaped()).isNotEmpty();

        var page = new Design.Surface(Colour.WHITE, false, List.of(box.at(new Box(10, 10, 80, 30))));
        var design = new Design(Design.FORMAT, "d", new Design.Size(100, 80), null, List.of(page));
        var profile = Profiles.of("block", 1, 100, 80, 3, FileLayout.BLOCK, new Pages(1, 4, 1), new Resolution(100, 200, 600), 5_000_000,
                null);
        assertThat(DesignPreflight.check(design, profile, Map.of(), OptionalDouble.empty(), bare)).extracting(Finding::code)
                .contains(Finding.Code.UNSHAPED_TEXT);
        assertThat(DesignPreflight.check(design, profile, Map.of(), OptionalDouble.empty(), Fonts.shipped())).isEmpty();
    }
}
