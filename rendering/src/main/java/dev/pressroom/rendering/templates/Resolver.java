package dev.pressroom.rendering.templates;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.designs.Design.CoverDesign;
import dev.pressroom.rendering.designs.Design.Size;
import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Element.Align;
import dev.pressroom.rendering.designs.Element.Border;
import dev.pressroom.rendering.designs.Element.Fill;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.designs.Element.Run;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.Element.Valign;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.templates.Autobook.Named;
import dev.pressroom.rendering.templates.Autobook.Words;
import dev.pressroom.rendering.templates.Template.Layout;
import dev.pressroom.rendering.templates.Template.Panel;
import dev.pressroom.rendering.templates.Template.Part;
import dev.pressroom.rendering.templates.Template.Shape;
import java.time.LocalDate;
import java.time.Month;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Fractions of a page to millimetres, and photographs to the slots that suit them. */
final class Resolver {
    private static final double POINTS_PER_MM = 72 / 25.4;

    private final PrintProfile profile;
    private final Map<String, String> texts;

    Resolver(PrintProfile profile, Map<String, String> texts) {
        this.profile = profile;
        this.texts = texts;
    }

    static Map<String, String> texts(Words words, List<Named> photos) {
        Map<String, String> texts = new HashMap<>();
        texts.put("title", words.title());
        texts.put("year", "" + words.year());
        texts.put("photos", "" + photos.size());
        List<LocalDate> days = photos.stream().map(photo -> photo.photo().takenAt()).filter(Objects::nonNull)
                .map(time -> time.toLocalDate()).sorted().toList();
        String dates = "";
        if (!days.isEmpty()) {
            var form = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(words.locale());
            String first = form.format(days.getFirst());
            dates = days.getFirst().equals(days.getLast()) ? first : first + " \u2013 " + form.format(days.getLast());
        }
        texts.put("dates", dates);
        texts.put("subtitle", words.subtitle().isEmpty() ? dates : words.subtitle());
        return texts;
    }

    Surface page(Layout layout, List<Named> photos, boolean turned) {
        Box page = turned ? profile.page().lyingDown() : profile.page();
        return new Surface(layout.background(), turned, elements(layout, photos, part -> page, texts));
    }

    Surface month(Layout layout, Named photo, int year, int month, Locale locale) {
        Map<String, String> own = new HashMap<>(texts);
        own.put("month", Month.of(month).getDisplayName(TextStyle.FULL_STANDALONE, locale));
        List<Element> elements = new ArrayList<>(elements(layout, List.of(photo), part -> profile.page(), own));
        for (Part part : layout.parts()) {
            if (Boolean.TRUE.equals(part.month())) {
                Box grid = frame(part, profile.page());
                elements.addAll(MonthGrid.of(grid, year, month, locale, part.font(), part.colour()));
            }
        }
        return new Surface(layout.background(), false, elements);
    }

    CoverDesign cover(Layout layout, List<Named> photos, double spine) {
        var panel = profile.panel();
        // A spine too thin for text has none.
        double least = profile.cover() == null ? 0 : profile.cover().spineText();
        List<Part> parts = layout.parts().stream().filter(part -> part.panel() != Panel.SPINE || part.text() == null || spine >= least)
                .toList();
        List<Element> elements = elements(new Layout(layout.id(), layout.background(), parts), photos, part -> panel(part, spine), texts);
        return new CoverDesign(new Size(panel.width(), panel.height()), spine, new Surface(layout.background(), false, elements));
    }

    private Box panel(Part part, double spine) {
        double width = profile.panel().width();
        double height = profile.panel().height();
        return switch (part.panel() == null ? Panel.FRONT : part.panel()) {
            case BACK -> new Box(0, 0, width, height);
            case SPINE -> new Box(width, 0, spine, height);
            case FRONT -> new Box(width + spine, 0, width, height);
            case WHOLE -> new Box(0, 0, 2 * width + spine, height);
        };
    }

    private interface Ground {
        Box under(Part part);
    }

    private List<Element> elements(Layout layout, List<Named> photos, Ground ground, Map<String, String> words) {
        List<Element> elements = new ArrayList<>();
        int next = 0;
        for (Part part : layout.parts()) {
            Box page = ground.under(part);
            if (part.photo() != null) {
                Named photo = next < photos.size() ? photos.get(next) : null;
                next++;
                elements.add(slot(part, page, photo));
            } else if (part.fill() != null) {
                elements.add(new Fill(frame(part, page), part.fill(), part.corner(), part.rotation()));
            } else if (part.text() != null) {
                String text = fill(part.text(), words);
                if (!text.isBlank()) {
                    elements.add(text(part, page, text));
                }
            }
        }
        return elements;
    }

    private PhotoSlot slot(Part part, Box page, @Nullable Named photo) {
        Border border = part.border() > 0
                ? new Border(part.border(), part.borderColour() == null ? Colour.WHITE : part.borderColour())
                : null;
        Box frame = frame(part, page);
        return new PhotoSlot(frame, photo == null ? null : photo.name(), photo == null ? null : crop(photo, frame), part.rotation(),
                part.corner(), border);
    }

    /**
     * The middle; of a portrait photograph in a wider frame rather the upper part, where heads are.
     */
    private static Crop crop(Named photo, Box frame) {
        double frameAspect = frame.width() / frame.height();
        return photo.aspect() < frameAspect && photo.aspect() < 1 ? new Crop(0.5, 0.4, 1) : Crop.CENTRE;
    }

    private TextBox text(Part part, Box page, String text) {
        double shorter = Math.min(profile.trim().width(), profile.trim().height());
        double size = Math.max(6, part.size() / 1000 * shorter * POINTS_PER_MM);
        Box frame = frame(part, page);
        if (part.panel() == Panel.SPINE) {
            // Reads from the top down; the box is as long as the spine and as high as it is thick.
            double thick = page.width();
            frame = new Box(page.centreX() - page.height() * 0.45, page.centreY() - thick / 2, page.height() * 0.9, thick);
            size = Math.min(size, thick * 0.5 * POINTS_PER_MM);
            return new TextBox(frame, List.of(new Run(text, part.font(), size, part.colour())), Align.CENTER, Valign.MIDDLE, 1, 90);
        }
        // A long title gets smaller until it fits on about the lines that its box has.
        double lines = Math.max(1, Math.floor(frame.height() * POINTS_PER_MM / (size * 1.25)));
        double room = frame.width() * POINTS_PER_MM * lines * 0.85;
        double wanted = text.length() * size * 0.62;
        double fitted = wanted > room ? Math.max(6, size * Math.sqrt(room / wanted) * 0.95) : size;
        return new TextBox(frame, List.of(new Run(text, part.font(), Math.round(fitted * 10) / 10.0, part.colour())), part.align(),
                part.valign(), 0, part.rotation());
    }

    private static String fill(String text, Map<String, String> words) {
        String filled = text;
        for (var word : words.entrySet()) {
            filled = filled.replace("{" + word.getKey() + "}", word.getValue());
        }
        return filled;
    }

    private static Box frame(Part part, Box page) {
        Box at = part.at();
        Box frame = new Box(page.x() + at.x() * page.width(), page.y() + at.y() * page.height(), at.width() * page.width(),
                at.height() * page.height()).grown(-part.inset());
        if (part.square()) {
            double side = Math.min(frame.width(), frame.height());
            frame = new Box(frame.centreX() - side / 2, frame.centreY() - side / 2, side, side);
        }
        return new Box(round(frame.x()), round(frame.y()), round(frame.width()), round(frame.height()));
    }

    private static double round(double mm) {
        return Math.round(mm * 1000) / 1000.0;
    }

    /** The photographs in the order of the slots, so that least is cut and few leave their turn. */
    List<Named> arrange(Layout layout, List<Named> photos, boolean turned) {
        Box page = turned ? profile.page().lyingDown() : profile.page();
        return Arrangement.of(photos, layout.slots().size(), (slot, photo) -> loss(layout.slots().get(slot), page, photo));
    }

    /** How much of the photographs a layout cuts away, as a mean; what lies the wrong way or has too few pixels costs more. */
    double loss(Layout layout, List<Named> photos, boolean turned) {
        List<Named> arranged = arrange(layout, photos, turned);
        Box page = turned ? profile.page().lyingDown() : profile.page();
        double sum = 0;
        for (int i = 0; i < arranged.size(); i++) {
            sum += loss(layout.slots().get(i), page, arranged.get(i));
        }
        return sum / Math.max(1, arranged.size());
    }

    private double loss(Part slot, Box page, Named photo) {
        Box frame = frame(slot, page);
        return cut(frame, photo) + wrongWay(slot.photo(), photo) + blurred(frame, photo);
    }

    double coverLoss(Part slot, Named photo, double spine) {
        Box frame = frame(slot, panel(slot, spine));
        return cut(frame, photo) + blurred(frame, photo);
    }

    /** Whether its pixels are enough for that place on the cover. */
    boolean coverSuffices(Part slot, Named photo, double spine) {
        var cover = profile.cover();
        // On the cut a frame reaches through the bleed.
        Box frame = frame(slot, panel(slot, spine)).grown(cover == null ? 0 : cover.bleed());
        return dpi(frame, photo) >= profile.resolution().reject();
    }

    private static double wrongWay(@Nullable Shape wanted, Named photo) {
        boolean landscape = photo.aspect() >= 1;
        return wanted == (landscape ? Shape.PORTRAIT : Shape.LANDSCAPE) ? 0.5 : 0;
    }

    /** A photograph with too few pixels for its place is worse than one that is cut. */
    private double blurred(Box frame, Named photo) {
        double dpi = dpi(frame, photo);
        return dpi < profile.resolution().reject() ? 3 : dpi < profile.resolution().warn() ? 1 : 0;
    }

    private static double dpi(Box frame, Named photo) {
        return 25.4 / Math.max(frame.width() / photo.photo().width(), frame.height() / photo.photo().height());
    }

    private static double cut(Box frame, Named photo) {
        double slot = frame.width() / frame.height();
        return 1 - Math.min(slot, photo.aspect()) / Math.max(slot, photo.aspect());
    }
}
