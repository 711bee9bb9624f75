package dev.pressroom.rendering.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.Profiles;
import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Design.CoverDesign;
import dev.pressroom.rendering.designs.Design.Size;
import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Element.Fill;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.designs.Element.Run;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.pdf.Leaf;
import dev.pressroom.rendering.photos.Orientation;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.Photo.Channels;
import dev.pressroom.rendering.photos.Slice;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import dev.pressroom.rendering.text.Fonts;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class DesignPreflightTest {
    private static final PrintProfile BLOCK = Profiles.of("block", 1, 100, 80, 3, FileLayout.BLOCK, new Pages(1, 4, 1),
            new Resolution(100, 200, 600), 5_000_000, null);
    private static final PrintProfile BOOK = Profiles.of("book", 1, 100, 80, 3, FileLayout.BLOCK_AND_COVER, new Pages(1, 4, 1),
            new Resolution(100, 200, 600), 5_000_000, null);
    private static final Fill GROUND = new Fill(new Box(0, 0, 100, 80), Colour.of("#aabbcc"), 0, 0);

    private static Photo photo(int width, int height) {
        return new Photo(Path.of("p.jpg"), "p", 10, List.of(new Slice(0, 10)), width, height, Orientation.TOP_LEFT, Channels.RGB, false,
                false,
                false, null, null, List.of());
    }

    private static Surface page(Element... elements) {
        return new Surface(null, false, List.of(elements));
    }

    private static TextBox text(Box frame, String text, double size) {
        return new TextBox(frame, List.of(new Run(text, null, size, null)), null, null, 0, 0);
    }

    private static List<Finding> findings(PrintProfile profile, CoverDesign cover, Map<String, Photo> photos, Surface... pages) {
        var design = new Design(Design.FORMAT, "d", new Size(100, 80), cover, List.of(pages));
        return DesignPreflight.check(design, profile, photos, profile.spine(pages.length), Fonts.shipped());
    }

    private static List<Code> codes(Surface... pages) {
        return findings(BLOCK, null, Map.of("p", photo(900, 720)), pages).stream().map(Finding::code).toList();
    }

    private static PhotoSlot slot(double x, double y, double width, double height) {
        return new PhotoSlot(new Box(x, y, width, height), "p", null, 0, 0, null);
    }

    @Test
    void findsNothingInAGoodDesign() {
        assertThat(codes(page(slot(0, 0, 100, 80), text(new Box(10, 10, 80, 20), "Summer", 12)))).isEmpty();
    }

    @Test
    void judgesResolutionByTheFrameAndTheCrop() {
        assertThat(findings(BLOCK, null, Map.of("p", photo(417, 339)), page(slot(0, 0, 100, 80))))
                .extracting(Finding::severity, Finding::code)
                .containsExactly(Tuple.tuple(Severity.ERROR, Code.LOW_RESOLUTION));
        assertThat(findings(BLOCK, null, Map.of("p", photo(600, 480)), page(slot(0, 0, 100, 80))))
                .extracting(Finding::severity, Finding::code)
                .containsExactly(Tuple.tuple(Severity.WARNING, Code.LOW_RESOLUTION));
        var zoomed = new PhotoSlot(new Box(0, 0, 100, 80), "p", new Crop(.5, .5, 3), 0, 0, null);
        assertThat(codes(page(zoomed))).containsExactly(Code.LOW_RESOLUTION);
        assertThat(codes(page(slot(10, 10, 10, 8)))).containsExactly(Code.HIGH_RESOLUTION);
    }

    @Test
    void wantsFramesThroughTheBleedOrWellInside() {
        assertThat(codes(page(slot(0.5, 10, 50, 40)))).containsExactly(Code.BLEED_MISSING);
        assertThat(codes(page(slot(5, 10, 94.8, 40)))).containsExactly(Code.BLEED_MISSING);
        assertThat(codes(page(slot(0, 10, 50, 40)))).isEmpty();
        assertThat(codes(page(slot(1, 10, 50, 40)))).isEmpty();
    }

    @Test
    void wantsFramesThatAreTurnedByAQuarterThroughTheBleed() {
        var lying = new PhotoSlot(new Box(10, -10, 80, 100), "p", null, 90, 0, null);
        var head = new PhotoSlot(new Box(0, 0, 100, 80), "p", null, 180, 0, null);
        for (PhotoSlot slot : List.of(lying, head)) {
            var design = new Design(Design.FORMAT, "d", new Size(100, 80), null, List.of(page(slot)));
            Box drawn = Leaf.pages(design, BLOCK).getFirst().elements().getFirst().frame().turned(slot.rotation());
            assertThat(drawn.x()).isCloseTo(-3, within(1e-9));
            assertThat(drawn.bottom()).isCloseTo(83, within(1e-9));
            assertThat(findings(BLOCK, null, Map.of("p", photo(1800, 1440)), page(slot))).isEmpty();
        }
    }

    @Test
    void refusesWhatLiesWhereNothingIsPrinted() {
        assertThat(codes(page(GROUND, slot(120, 10, 40, 30)))).containsExactly(Code.OFF_PAGE);
        assertThat(codes(page(GROUND, text(new Box(10, 90, 50, 20), "Summer", 12)))).contains(Code.OFF_PAGE);
        assertThat(findings(BLOCK, null, Map.of("p", photo(1800, 1440)), page(slot(-20, -20, 140, 120)))).isEmpty();
    }

    @Test
    void tellsWhatCanBeToldBeforeAnyPhotographIsThere() {
        var design = new Design(Design.FORMAT, "d", new Size(100, 80), null,
                List.of(page(slot(0, 0, 100, 80)),
                        page(GROUND, text(new Box(10, 10, 30, 8), "much too long for a box as small as that", 12))));
        assertThat(DesignPreflight.withoutPhotos(design, BLOCK)).extracting(Finding::code, finding -> finding.place().page())
                .containsExactly(Tuple.tuple(Code.TEXT_OVERFLOW, 2));
        var other = new Design(Design.FORMAT, "d", new Size(90, 80), null, design.pages());
        assertThat(DesignPreflight.withoutPhotos(other, BLOCK)).extracting(Finding::code).containsExactly(Code.PAGE_SIZE);
    }

    @Test
    void wantsTextInsideTheSafeArea() {
        assertThat(codes(page(GROUND, text(new Box(1, 40, 50, 20), "Summer", 12)))).containsExactly(Code.OUTSIDE_SAFE_AREA);
        assertThat(codes(page(GROUND, text(new Box(4, 40, 50, 20), "Summer", 12)))).isEmpty();
    }

    @Test
    void wantsTextThatFitsItsBoxInCharactersThatFontsHave() {
        assertThat(codes(page(GROUND, text(new Box(10, 10, 30, 8), "much too long for a box as small as that", 12))))
                .containsExactly(Code.TEXT_OVERFLOW);
        assertThat(codes(page(GROUND, text(new Box(10, 10, 60, 20), "Hello \uD83D\uDE00", 12)))).containsExactly(Code.MISSING_GLYPH);
        var unknown = new TextBox(new Box(10, 10, 60, 20), List.of(new Run("Hello", "comic", 12, null)), null, null, 0, 0);
        assertThat(codes(page(GROUND, unknown))).containsExactly(Code.DESIGN_INVALID);
    }

    @Test
    void asksAboutWhatWasForgotten() {
        assertThat(codes(page())).containsExactly(Code.BLANK_PAGE);
        assertThat(codes(page(GROUND, new PhotoSlot(new Box(10, 10, 30, 30), null, null, 0, 0, null)))).containsExactly(Code.EMPTY_SLOT);
        assertThat(codes(page(slot(0, 0, 100, 80)), page(slot(0, 0, 100, 80)))).containsExactly(Code.DUPLICATE_PHOTO);
        for (String sample : List.of("Lorem ipsum dolor sit", "Your text here", "Add your title", "xxxx")) {
            assertThat(codes(page(GROUND, text(new Box(10, 10, 80, 20), sample, 8)))).containsExactly(Code.PLACEHOLDER_TEXT);
        }
        assertThat(codes(page(GROUND, text(new Box(10, 10, 80, 20), "Your text was lovely", 8)))).isEmpty();
    }

    @Test
    void countsPagesAndWantsTheProductsSize() {
        assertThat(codes(page(GROUND), page(GROUND), page(GROUND), page(GROUND), page(GROUND))).containsExactly(Code.PAGE_COUNT);
        var other = new Design(Design.FORMAT, "d", new Size(90, 80), null, List.of(page(GROUND)));
        assertThat(DesignPreflight.check(other, BLOCK, Map.of(), OptionalDouble.empty(), Fonts.shipped())).extracting(Finding::code)
                .containsExactly(Code.PAGE_SIZE);
    }

    @Test
    void wantsACoverThatFitsTheSpineAndNoTextOnAThinOne() {
        assertThat(findings(BOOK, null, Map.of(), page(GROUND))).extracting(Finding::code).containsExactly(Code.COVER_MISSING);
        var good = new CoverDesign(new Size(100, 80), 0.1, page(new Fill(new Box(0, 0, 200.1, 80), Colour.BLACK, 0, 0)));
        assertThat(findings(BOOK, good, Map.of(), page(GROUND))).isEmpty();
        assertThat(findings(BOOK, new CoverDesign(new Size(90, 80), 0.1, good.surface()), Map.of(), page(GROUND))).extracting(Finding::code)
                .containsExactly(Code.COVER_SIZE);
        assertThat(findings(BOOK, new CoverDesign(new Size(100, 80), 7, good.surface()), Map.of(), page(GROUND)))
                .extracting(Finding::severity, Finding::code)
                .containsExactly(Tuple.tuple(Severity.WARNING, Code.COVER_SIZE));
        var written = new TextBox(new Box(60.05, 39.5, 80, 1), List.of(new Run("Summer", null, 3, null)), Element.Align.CENTER, null, 1,
                90);
        assertThat(findings(BOOK, new CoverDesign(new Size(100, 80), 0.1, page(GROUND, written)), Map.of(), page(GROUND)))
                .extracting(Finding::code).contains(Code.SPINE_TEXT);
        var design = new Design(Design.FORMAT, "d", new Size(100, 80), good, List.of(page(GROUND)));
        assertThat(DesignPreflight.check(design, BOOK, Map.of(), OptionalDouble.empty(), Fonts.shipped())).extracting(Finding::code)
                .containsExactly(Code.SPINE_UNKNOWN);
    }

    @Test
    void takesTextOnASpineThatIsThickEnough() {
        var title = new TextBox(new Box(66, 34, 80, 12), List.of(new Run("Summer", null, 9, null)), Element.Align.CENTER,
                Element.Valign.MIDDLE, 1, 90);
        var cover = new CoverDesign(new Size(100, 80), 12, page(new Fill(new Box(0, 0, 212, 80), Colour.of("#aabbcc"), 0, 0), title));
        var design = new Design(Design.FORMAT, "d", new Size(100, 80), cover, List.of(page(GROUND)));
        assertThat(DesignPreflight.check(design, BOOK, Map.of(), OptionalDouble.of(12), Fonts.shipped())).isEmpty();
    }
}
