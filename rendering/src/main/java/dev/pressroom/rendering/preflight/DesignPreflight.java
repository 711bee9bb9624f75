package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Design.CoverDesign;
import dev.pressroom.rendering.designs.Design.Size;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Element.Fill;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.designs.Element.Sticker;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.Spines;
import dev.pressroom.rendering.pdf.Leaf;
import dev.pressroom.rendering.pdf.PhotoPlacement;
import dev.pressroom.rendering.pdf.Sheet;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Trim;
import dev.pressroom.rendering.text.Fonts;
import dev.pressroom.rendering.text.SetText;
import dev.pressroom.rendering.text.Typesetter;
import java.awt.geom.AffineTransform;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks a design against a profile before anything is made, in words that its customer can act on. */
public final class DesignPreflight {
    private static final double NEAR_CUT_MM = 1;
    private static final double SIZE_TOLERANCE_MM = 0.5;
    /** What designers' templates say where the customer's own words belong. */
    private static final Pattern PLACEHOLDER = Pattern.compile(
            "\\s*(lorem ipsum.*|your (text|title|name)( here)?|(add|enter|type|insert|click to add)( your)? (text|title).*|(ihr|dein) (text|titel).*|text (eingeben|hier).*|xxx+|placeholder)\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final Design design;
    private final PrintProfile profile;
    private final Map<String, Photo> photos;
    private final Fonts fonts;
    private final Findings findings;
    private final Map<String, String> used = new HashMap<>();

    private DesignPreflight(Design design, PrintProfile profile, Map<String, Photo> photos, Fonts fonts) {
        this.design = design;
        this.profile = profile;
        this.photos = photos;
        this.fonts = fonts;
        this.findings = new Findings(Place.of(design.name()));
    }

    /**
     * Everything found.
     *
     * @param photos
     *            the good ones by the name that slots use; what is wrong with the others was found before
     * @param spine
     *            of the cover in millimetres; empty if nobody knows
     */
    public static List<Finding> check(Design design, PrintProfile profile, Map<String, Photo> photos, OptionalDouble spine, Fonts fonts) {
        var check = new DesignPreflight(design, profile, photos, fonts);
        check.whole(spine);
        check.surfaces(spine);
        return check.findings.all();
    }

    /** What can be told before any photograph is there; of a design in another size only that it is. */
    public static List<Finding> withoutPhotos(Design design, PrintProfile profile) {
        var check = new DesignPreflight(design, profile, Map.of(), Fonts.shipped());
        OptionalDouble spine = Spines.width(design, profile, OptionalDouble.empty());
        check.whole(spine);
        if (same(design.page(), profile.trim())) {
            check.surfaces(spine);
        }
        return check.findings.all();
    }

    private void surfaces(OptionalDouble spine) {
        Leaf.pages(design, profile).forEach(leaf -> leaf(leaf, leaf.number(), null));
        CoverDesign cover = design.cover();
        if (cover != null && profile.cover() != null && spine.isPresent()) {
            cover(cover, spine.getAsDouble());
        }
    }

    private void whole(OptionalDouble spine) {
        if (!same(design.page(), profile.trim())) {
            findings.error(Code.PAGE_SIZE, "made for " + size(design.page().width(), design.page().height()),
                    size(profile.trim().width(), profile.trim().height()), "Choose the product again, so that the design is made anew");
        }
        int pages = design.pages().size();
        boolean sides = profile.layout() == FileLayout.ONE_FILE_PER_SIDE;
        if (!profile.pages().has(pages)) {
            findings.error(Code.PAGE_COUNT, pages + (sides ? " sides" : " pages"), profile.pages().toString(),
                    pages < profile.pages().minimum() ? "Add pages" : "Add or remove pages");
        }
        if (!sides) {
            for (int i = 0; i < pages; i++) {
                if (design.pages().get(i).turned()) {
                    findings.on(i + 1, null, Severity.ERROR, Code.PAGE_SIZE, "lies on its side", "all pages alike", "Turn the page");
                }
            }
        }
        if (profile.cover() != null && design.cover() == null) {
            findings.error(Code.COVER_MISSING, "none", "a cover", "Choose a cover");
        } else if (profile.cover() != null && spine.isEmpty()) {
            findings.error(Code.SPINE_UNKNOWN, pages + " pages", "what the printer says",
                    "Ask the printer for the spine's width and give it");
        }
        long bytes = design.photos().stream().map(photos::get).filter(Objects::nonNull).distinct()
                .mapToLong(Photo::printedBytes).sum();
        if (bytes > profile.maxBytes() && !sides) {
            findings.error(Code.FILE_TOO_LARGE, "photographs of " + bytes + " bytes", "at most " + profile.maxBytes() + " bytes",
                    "Use fewer or smaller photographs");
        }
    }

    private void cover(CoverDesign cover, double spine) {
        Trim panel = profile.panel();
        if (!same(cover.panel(), panel)) {
            findings.error(Code.COVER_SIZE, "made for panels of " + size(cover.panel().width(), cover.panel().height()),
                    size(panel.width(), panel.height()), "Choose the product again, so that the cover is made anew");
            return;
        }
        if (Math.abs(cover.spine() - spine) > SIZE_TOLERANCE_MM) {
            findings.warning(Code.COVER_SIZE, "made for a spine of " + mm(cover.spine()) + " mm", mm(spine) + " mm",
                    "The cover is laid out again; look at the proof");
        }
        leaf(Leaf.cover(cover, profile, spine), 0, Box.ofEdges(panel.width(), 0, panel.width() + spine, panel.height()));
    }

    private void leaf(Leaf leaf, int page, @Nullable Box spine) {
        boolean blank = leaf.background() == null
                && leaf.elements().stream().allMatch(element -> element instanceof PhotoSlot slot && slot.photo() == null);
        if (blank) {
            on(page, null, Severity.WARNING, Code.BLANK_PAGE, "nothing is printed on it", "",
                    "See whether the page is meant to be blank");
        }
        for (Element element : leaf.elements()) {
            switch (element) {
                case PhotoSlot slot -> photo(leaf, page, slot);
                case TextBox text -> text(leaf, page, text, spine);
                case Fill _,Sticker _ -> {
                }
            }
            if (!(element instanceof TextBox)) {
                bleed(leaf, page, element);
            }
            if (element instanceof PhotoSlot || element instanceof TextBox) {
                onPage(leaf, page, element);
            }
        }
    }

    private void photo(Leaf leaf, int page, PhotoSlot slot) {
        String name = slot.photo();
        Box where = onSheet(leaf, slot.frame().turned(slot.rotation()));
        if (name == null) {
            on(page, where, Severity.WARNING, Code.EMPTY_SLOT, "no photograph", "", "Choose a photograph, or remove the place");
            return;
        }
        if (page > 0) {
            String first = used.putIfAbsent(name, leaf.name());
            if (first != null) {
                on(page, where, Severity.WARNING, Code.DUPLICATE_PHOTO, name + " is on " + first + " too", "",
                        "See whether it is meant to be there twice");
            }
        }
        Photo photo = photos.get(name);
        if (photo == null) {
            return;
        }
        double dpi = new PhotoPlacement(photo, slot.cropOrCentre(), slot.frame(), slot.rotation()).dpi();
        var limits = profile.resolution();
        // Cut, not rounded: 149.97 must not be called 150.0 and refused for being below it.
        String measured = String.format(Locale.ROOT, "%s: %d x %d pixels give %.1f dpi at this size and crop", name, photo.width(),
                photo.height(), Math.floor(dpi * 10) / 10);
        String larger = "Use a larger photograph, less zoom or a smaller place";
        if (dpi < limits.reject()) {
            on(page, where, Severity.ERROR, Code.LOW_RESOLUTION, measured, "at least " + limits.reject() + " dpi", larger);
        } else if (dpi < limits.warn()) {
            on(page, where, Severity.WARNING, Code.LOW_RESOLUTION, measured, "better " + limits.warn() + " dpi", larger);
        } else if (dpi > limits.most()) {
            on(page, where, Severity.WARNING, Code.HIGH_RESOLUTION, measured, "at most " + limits.most() + " dpi",
                    "Nothing is gained; a smaller photograph is enough");
        }
    }

    private void bleed(Leaf leaf, int page, Element element) {
        Sheet sheet = leaf.sheet();
        Box frame = element.frame().turned(element.rotation());
        boolean near = near(frame.x() - sheet.trim().x()) || near(frame.y() - sheet.trim().y())
                || near(sheet.trim().right() - frame.right()) || near(sheet.trim().bottom() - frame.bottom());
        boolean bleeds = frame.x() <= sheet.trim().x() - NEAR_CUT_MM || frame.y() <= sheet.trim().y() - NEAR_CUT_MM
                || frame.right() >= sheet.trim().right() + NEAR_CUT_MM || frame.bottom() >= sheet.trim().bottom() + NEAR_CUT_MM;
        // A turned frame crosses the cut at an angle: that is no thin white line.
        if (near && !(element.rotation() != 0 && bleeds)) {
            on(page, onSheet(leaf, frame), Severity.ERROR, Code.BLEED_MISSING, "less than " + mm(NEAR_CUT_MM) + " mm inside the cut",
                    "over the cut, or well inside", "Pull it over the edge, or move it inwards");
        }
    }

    /** Somebody wants to see it, and would pay for it. */
    private void onPage(Leaf leaf, int page, Element element) {
        Box trim = leaf.sheet().trim();
        Box frame = element.frame().turned(element.rotation());
        if (frame.x() >= trim.right() || frame.right() <= trim.x() || frame.y() >= trim.bottom() || frame.bottom() <= trim.y()) {
            on(page, null, Severity.ERROR, Code.OFF_PAGE,
                    "its place begins at " + mm(element.frame().x()) + ", " + mm(element.frame().y()) + " mm",
                    "a place within " + size(trim.width(), trim.height()), "Move it onto the page, or remove it");
        }
    }

    private static boolean near(double inside) {
        return inside > 0.01 && inside < NEAR_CUT_MM;
    }

    private void text(Leaf leaf, int page, TextBox text, @Nullable Box spine) {
        SetText set = Typesetter.set(fonts, text);
        Box where = onSheet(leaf, text.frame().turned(text.rotation()));
        Severity error = Severity.ERROR;
        if (!set.unknownFonts().isEmpty()) {
            on(page, where, error, Code.DESIGN_INVALID, "font " + String.join(", ", set.unknownFonts()),
                    "one of " + String.join(", ", fonts.names()), "Choose another font");
        }
        if (!set.missing().isEmpty()) {
            on(page, where, error, Code.MISSING_GLYPH, String.join(", ", set.missing()), "",
                    "Remove or replace the character; coloured emoji can be stickers");
        }
        if (!set.unshaped().isEmpty()) {
            on(page, where, error, Code.UNSHAPED_TEXT, String.join(", ", set.unshaped()), "", "Choose another font");
        }
        if (set.height() > text.frame().height() + SIZE_TOLERANCE_MM || set.width() > text.frame().width() + SIZE_TOLERANCE_MM) {
            on(page, where, error, Code.TEXT_OVERFLOW, size(set.width(), set.height()),
                    size(text.frame().width(), text.frame().height()), "Shorten the text, use a smaller font or a larger box");
        }
        if (PLACEHOLDER.matcher(text.text()).matches()) {
            on(page, where, Severity.WARNING, Code.PLACEHOLDER_TEXT, text.text().strip(), "",
                    "Write your own text, or remove the box");
        }
        inked(text, set).ifPresent(ink -> safe(leaf, page, text, ink, spine));
    }

    /** Where ink is, on the surface. */
    private static Optional<Box> inked(TextBox text, SetText set) {
        var turn = AffineTransform.getRotateInstance(Math.toRadians(text.rotation()), text.frame().centreX(),
                text.frame().centreY());
        turn.translate(text.frame().x(), text.frame().y());
        return set.ink(turn).map(bounds -> Box.ofEdges(bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY()));
    }

    private void safe(Leaf leaf, int page, TextBox text, Box ink, @Nullable Box spine) {
        Box where = onSheet(leaf, ink);
        if (!leaf.sheet().trim().grown(-profile.safe()).holds(ink)) {
            on(page, where, Severity.WARNING, Code.OUTSIDE_SAFE_AREA, "text reaches beyond the safe area",
                    mm(profile.safe()) + " mm from the cut", "Move the text inwards");
        }
        if (spine == null) {
            return;
        }
        boolean onSpine = text.frame().centreX() > spine.x() && text.frame().centreX() < spine.right();
        boolean touches = ink.x() < spine.right() && ink.right() > spine.x();
        double least = profile.cover() == null ? 0 : profile.cover().spineText();
        if (onSpine && spine.width() < least) {
            on(page, where, Severity.ERROR, Code.SPINE_TEXT, "spine of " + mm(spine.width()) + " mm", "at least " + mm(least) + " mm",
                    "Remove the text from the spine, or add pages");
        } else if (touches && !(onSpine && ink.x() >= spine.x() + 0.5 && ink.right() <= spine.right() - 0.5)) {
            on(page, where, Severity.WARNING, Code.OUTSIDE_SAFE_AREA, "text reaches over the spine's edge", "0.5 mm from the edge",
                    "Use a smaller font, or move the text");
        }
    }

    private void on(int page, @Nullable Box box, Severity severity, Code code, String measured, String required, String next) {
        if (page > 0) {
            findings.on(page, box, severity, code, measured, required, next);
        } else {
            findings.onCover(box, severity, code, measured, required, next);
        }
    }

    private static Box onSheet(Leaf leaf, Box onSurface) {
        return onSurface.shifted(-leaf.sheet().media().x(), -leaf.sheet().media().y());
    }

    private static boolean same(Size made, Trim wanted) {
        return Math.abs(made.width() - wanted.width()) <= SIZE_TOLERANCE_MM
                && Math.abs(made.height() - wanted.height()) <= SIZE_TOLERANCE_MM;
    }

    private static String size(double width, double height) {
        return mm(width) + " x " + mm(height) + " mm";
    }

    private static String mm(double value) {
        double rounded = Math.round(value * 10) / 10.0;
        return rounded == Math.rint(rounded) ? "" + (long) rounded : "" + rounded;
    }
}
