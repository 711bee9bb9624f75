package dev.pressroom.rendering.templates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.Spines;
import dev.pressroom.rendering.photos.Orientation;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.Photo.Channels;
import dev.pressroom.rendering.photos.Slice;
import dev.pressroom.rendering.preflight.DesignPreflight;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfiles;
import dev.pressroom.rendering.templates.Autobook.Named;
import dev.pressroom.rendering.templates.Autobook.Words;
import dev.pressroom.rendering.text.Fonts;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutobookTest {
    private static final Words WORDS = new Words("Summer by the Sea", "", 2027, Locale.GERMANY, OptionalDouble.empty());

    /** Every third photograph stands upright. */
    private static List<Named> photos(int count) {
        List<Named> photos = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean portrait = i % 3 == 2;
            var photo = new Photo(Path.of(i + ".jpg"), "sha" + i, 10, List.of(new Slice(0, 10)), portrait ? 3000 : 4000,
                    portrait ? 4000 : 3000,
                    Orientation.TOP_LEFT, Channels.RGB, false, false, false, null, LocalDateTime.of(2026, 7, 1, 9, 0).plusHours(i),
                    List.of());
            photos.add(new Named(String.format(Locale.ROOT, "%03d.jpg", i), photo));
        }
        return photos;
    }

    private static Design design(String template, List<Named> photos) {
        Template found = Templates.find(template);
        return Autobook.design("book", found, PrintProfiles.find(found.profile()), WORDS, photos);
    }

    private static List<PhotoSlot> slots(Design design) {
        return design.pages().stream().flatMap(page -> page.elements().stream()).filter(PhotoSlot.class::isInstance)
                .map(PhotoSlot.class::cast).toList();
    }

    @ParameterizedTest
    @CsvSource({"book-classic, 12", "book-classic, 24", "book-classic, 61", "book-classic, 200", "book-square, 30", "booklet, 5",
            "booklet, 40",
            "prints-full, 7", "prints-white-border, 3", "postcard, 1", "calendar-wall, 13"})
    void fillsEveryTemplateWithoutAFinding(String template, int count) {
        List<Named> photos = photos(count);
        Design design = design(template, photos);
        PrintProfile profile = PrintProfiles.find(Templates.find(template).profile());
        Map<String, Photo> byName = photos.stream().collect(Collectors.toMap(Named::name, Named::photo));
        assertThat(DesignPreflight.check(design, profile, byName, profile.spine(design.pages().size()), Fonts.shipped())).isEmpty();
        assertThat(slots(design)).extracting(PhotoSlot::photo).doesNotContainNull().doesNotHaveDuplicates().hasSize(count);
        assertThat(design.cover() != null).isEqualTo(profile.cover() != null);
        assertThat(Design.read(design.json())).isEqualTo(design);
    }

    @Test
    void makesTwentySixPagesOfTwentyFourPhotographs() {
        assertThat(design("book-classic", photos(24)).pages()).hasSize(26);
    }

    @Test
    void ordersByTheTimeTakenWhateverTheOrderOfTheFiles() {
        List<Named> shuffled = new ArrayList<>(photos(24));
        Collections.shuffle(shuffled, new Random(3));
        Design design = design("book-classic", shuffled);
        assertThat(design).isEqualTo(design("book-classic", photos(24)));
        List<String> names = slots(design).stream().map(PhotoSlot::photo).toList();
        for (int i = 0; i < names.size(); i++) {
            // Neighbours on a page may change places to suit its slots.
            assertThat(Math.abs(Integer.parseInt(names.get(i).substring(0, 3)) - i)).isLessThan(4);
        }
    }

    @Test
    void putsMostPhotographsWhereTheyLieTheRightWay() {
        long wrong = slots(design("book-classic", photos(60))).stream()
                .filter(slot -> (slot.frame().width() > slot.frame().height()) == (Integer.parseInt(slot.photo().substring(0, 3)) % 3 == 2))
                .count();
        assertThat(wrong).isLessThan(12);
    }

    @Test
    void turnsAPrintAsItsPhotographLies() {
        Design prints = design("prints-full", photos(3));
        assertThat(prints.pages()).extracting(Design.Surface::turned).containsExactly(false, false, true);
    }

    @Test
    void setsTheDaysOfAMonthUnderTheirWeekday() {
        Design calendar = design("calendar-wall", photos(13));
        // January 2027 begins on a Friday: in a German week the fifth column.
        List<TextBox> days = calendar.pages().get(1).elements().stream().filter(TextBox.class::isInstance).map(TextBox.class::cast)
                .toList();
        TextBox first = days.stream().filter(box -> box.text().equals("1")).findFirst().orElseThrow();
        TextBox friday = days.stream().filter(box -> box.text().equals("Fr")).findFirst().orElseThrow();
        assertThat(first.frame().x()).isEqualTo(friday.frame().x());
        assertThat(days).extracting(TextBox::text).contains("31", "Januar").doesNotContain("32");
    }

    @Test
    void beginsTheWeekAsTheLanguageDoesWhereNoCountryIsNamed() {
        for (String expected : List.of("de Mo", "fr lun.", "en Sun", "en-GB Mon")) {
            String[] parts = expected.split(" ");
            var words = new Words("Year", "", 2027, Locale.forLanguageTag(parts[0]), OptionalDouble.empty());
            Template wall = Templates.find("calendar-wall");
            Design calendar = Autobook.design("book", wall, PrintProfiles.find(wall.profile()), words, photos(13));
            List<TextBox> texts = calendar.pages().get(1).elements().stream().filter(TextBox.class::isInstance).map(TextBox.class::cast)
                    .toList();
            TextBox named = texts.stream().filter(box -> box.text().equals(parts[1])).findFirst().orElseThrow();
            assertThat(texts.stream().filter(box -> box.frame().y() == named.frame().y()).mapToDouble(box -> box.frame().x()).min())
                    .as(expected).hasValue(named.frame().x());
        }
    }

    @Test
    void givesEachPhotographTheSlotInWhichThePageLosesLeast() {
        // A panorama after an upright photograph: the wide slot, which comes first, is for the panorama.
        List<Named> photos = new ArrayList<>(photos(24));
        Photo upright = photos.get(2).photo();
        Photo wide = new Photo(Path.of("w.jpg"), "w", 10, upright.printed(), 6000, 2300, Orientation.TOP_LEFT, Channels.RGB, false, false,
                false,
                null, null, List.of());
        var layout = Templates.find("book-classic").layouts().stream().filter(one -> one.id().equals("landscape-and-portrait")).findFirst()
                .orElseThrow();
        var resolver = new Resolver(PrintProfiles.find("book-a4-landscape"), Map.of());
        assertThat(resolver.arrange(layout, List.of(new Named("u", upright), new Named("w", wide)), false)).extracting(Named::name)
                .containsExactly("w", "u");
        assertThat(resolver.arrange(layout, List.of(photos.get(0), photos.get(1)), false)).as("alike: in their turn")
                .containsExactly(photos.get(0), photos.get(1));
    }

    @Test
    void saysHowManyPhotographsAreMissingOrTooMany() {
        assertThatThrownBy(() -> design("book-classic", photos(5))).hasMessageContaining("too few photographs (5)")
                .hasMessageContaining("want 12");
        assertThatThrownBy(() -> design("book-classic", photos(2000))).hasMessageContaining("too many photographs (2000)");
        assertThatThrownBy(() -> design("calendar-wall", photos(4))).hasMessageContaining("13 photographs, there are 4");
        assertThatThrownBy(() -> design("book-classic", List.of())).hasMessageContaining("no photograph");
        assertThatThrownBy(() -> Templates.find("none")).hasMessageContaining("book-classic");
    }

    @Test
    void namesThePhotographsWhosePixelsAreTooFewForTheirPlaces() {
        List<Named> photos = photos(24);
        Photo good = photos.get(7).photo();
        photos.set(7, new Named("tiny.jpg", new Photo(good.file(), good.sha256(), 10, good.printed(), 200, 133, Orientation.TOP_LEFT,
                Channels.RGB, false, false, false, null, good.takenAt(), List.of())));
        PrintProfile profile = PrintProfiles.find("book-a4-landscape");
        assertThat(Autobook.tooSmall(design("book-classic", photos), profile, photos)).extracting(Named::name).containsExactly("tiny.jpg");
        photos.remove(7);
        assertThat(Autobook.tooSmall(design("book-classic", photos), profile, photos)).isEmpty();
    }

    @Test
    void makesACoverOfWordsWhereNoPhotographHasEnoughPixelsForIt() {
        List<Named> photos = photos(24).stream().map(named -> {
            Photo large = named.photo();
            return new Named(named.name(),
                    new Photo(large.file(), large.sha256(), large.bytes(), large.printed(), 1000, 750, large.orientation(),
                            large.channels(), false, false, false, null, null, List.of()));
        }).toList();
        Design design = design("book-classic", photos);
        assertThat(design.cover().surface().elements()).noneMatch(PhotoSlot.class::isInstance).anyMatch(TextBox.class::isInstance);
        PrintProfile profile = PrintProfiles.find("book-a4-landscape");
        Map<String, Photo> byName = photos.stream().collect(Collectors.toMap(Named::name, Named::photo));
        assertThat(DesignPreflight.check(design, profile, byName, profile.spine(design.pages().size()), Fonts.shipped()))
                .allMatch(finding -> finding.severity() == Finding.Severity.WARNING);
    }

    @Test
    void keepsTheAnswerOfThePrinterThatWasAskedForTheSpine() {
        PrintProfile asked = PrintProfiles.find("gelato-softcover-21x28");
        var words = new Autobook.Words("T", "", 2027, Locale.ENGLISH, OptionalDouble.of(4.5));
        Design design = Autobook.design("book", Templates.find("book-classic"), asked, words, photos(40));
        assertThat(design.cover().spineOf()).isEqualTo(asked.id());
        assertThat(Spines.width(Design.read(design.json()), asked, OptionalDouble.empty())).hasValue(4.5);
        assertThat(design("book-classic", photos(24)).cover().spineOf()).isNull();
    }

    @Test
    void leavesOutSpineTextWhereTheSpineIsThin() {
        Design thin = design("book-classic", photos(24));
        Design thick = design("book-classic", photos(150));
        assertThat(thin.cover().surface().elements()).noneMatch(AutobookTest::upright);
        assertThat(thick.cover().surface().elements()).anyMatch(AutobookTest::upright);
    }

    private static boolean upright(Element element) {
        return element instanceof TextBox text && text.rotation() == 90;
    }
}
