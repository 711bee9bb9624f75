package dev.pressroom.rendering.templates;

import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Design.CoverDesign;
import dev.pressroom.rendering.designs.Design.Size;
import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.pdf.Leaf;
import dev.pressroom.rendering.pdf.PhotoPlacement;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.templates.Template.Layout;
import dev.pressroom.rendering.templates.Template.Part;
import dev.pressroom.rendering.templates.Template.Shape;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fills a template with photographs: by the time they were taken, each once, in the layout whose slots cut least from
 * them.
 */
public final class Autobook {

    /**
     * What the customer says beside the photographs.
     *
     * @param year
     *            of a calendar
     * @param spine
     *            millimetres, where the printer was asked
     */
    public record Words(String title, String subtitle, int year, Locale locale, OptionalDouble spine) {}

    /** A photograph and the name by which the design calls it. */
    public record Named(String name, Photo photo) {
        double aspect() {
            return (double) photo.width() / photo.height();
        }
    }

    private final Template template;
    private final PrintProfile profile;
    private final Words words;
    private final Resolver resolver;

    private Autobook(Template template, PrintProfile profile, Words words, List<Named> photos) {
        this.template = template;
        this.profile = profile;
        this.words = words;
        this.resolver = new Resolver(profile, Resolver.texts(words, photos));
    }

    /**
     * The design.
     *
     * @throws IllegalArgumentException
     *             if the photographs are too few or too many for the product, with the numbers
     */
    public static Design design(String name, Template template, PrintProfile profile, Words words, List<Named> photos) {
        if (photos.isEmpty()) {
            throw new IllegalArgumentException("there is no photograph that can be printed; put JPEG photographs into the folder");
        }
        List<Named> ordered = photos.stream().sorted(Comparator
                .comparing((Named photo) -> photo.photo().takenAt(), Comparator.nullsLast(Comparator.<LocalDateTime>naturalOrder()))
                .thenComparing(Named::name)).toList();
        return new Autobook(template, profile, words, ordered).design(name, ordered);
    }

    /** Those of the photographs whose pixels do not suffice for the place that they got on a page: without them the book can be printed. */
    public static List<Named> tooSmall(Design design, PrintProfile profile, List<Named> photos) {
        Map<String, Named> byName = photos.stream().collect(Collectors.toMap(Named::name, Function.identity()));
        return Leaf.pages(design, profile).stream().flatMap(leaf -> leaf.elements().stream()).filter(PhotoSlot.class::isInstance)
                .map(PhotoSlot.class::cast).filter(slot -> slot.photo() != null && byName.containsKey(slot.photo()))
                .filter(slot -> new PhotoPlacement(Objects.requireNonNull(byName.get(slot.photo())).photo(), slot.cropOrCentre(),
                        slot.frame(), slot.rotation()).dpi() < profile.resolution().reject())
                .map(slot -> Objects.requireNonNull(byName.get(slot.photo()))).distinct().toList();
    }

    private Design design(String name, List<Named> photos) {
        List<Surface> pages = switch (template.kind()) {
            case BOOK -> new BookFlow(template, profile, resolver).pages(photos);
            case PRINTS -> photos.stream().map(this::side).toList();
            case CARD -> fixed(template.layouts(), photos);
            case CALENDAR -> calendar(photos);
        };
        var trim = profile.trim();
        return new Design(Design.FORMAT, name, new Size(trim.width(), trim.height()), cover(photos, pages.size()), pages);
    }

    private Surface side(Named photo) {
        double page = profile.trim().width() / profile.trim().height();
        boolean turned = profile.layout() == FileLayout.ONE_FILE_PER_SIDE && (page - 1) * (photo.aspect() - 1) < 0;
        Shape wanted = photo.aspect() >= 1 ? Shape.LANDSCAPE : Shape.PORTRAIT;
        Layout layout = template.layouts().stream()
                .filter(one -> one.slots().getFirst().photo() == wanted || one.slots().getFirst().photo() == Shape.ANY).findFirst()
                .orElse(template.layouts().getFirst());
        return resolver.page(layout, List.of(photo), turned);
    }

    private List<Surface> fixed(List<Layout> layouts, List<Named> photos) {
        int slots = layouts.stream().mapToInt(layout -> layout.slots().size()).sum();
        if (photos.size() < slots) {
            throw new IllegalArgumentException(
                    "the template " + template.id() + " wants " + slots + " photographs, there are " + photos.size()
                            + "; add some or take another template");
        }
        List<Surface> pages = new ArrayList<>();
        int next = 0;
        for (Layout layout : layouts) {
            int count = layout.slots().size();
            pages.add(resolver.page(layout, resolver.arrange(layout, photos.subList(next, next + count), false), false));
            next += count;
        }
        return pages;
    }

    private List<Surface> calendar(List<Named> photos) {
        List<Surface> pages = new ArrayList<>();
        Layout title = template.opening();
        int months = 12;
        int titles = title == null ? 0 : title.slots().size();
        if (photos.size() < months + titles) {
            throw new IllegalArgumentException("a calendar wants " + (months + titles) + " photographs, there are " + photos.size()
                    + "; add some or take another template");
        }
        if (title != null) {
            pages.add(resolver.page(title, photos.subList(0, titles), false));
        }
        for (int month = 1; month <= months; month++) {
            Named photo = photos.get(titles + month - 1);
            pages.add(resolver.month(best(photo), photo, words.year(), month, words.locale()));
        }
        return pages;
    }

    private Layout best(Named photo) {
        return template.layouts().stream().min(Comparator.comparingDouble(layout -> resolver.loss(layout, List.of(photo), false)))
                .orElseThrow();
    }

    private @Nullable CoverDesign cover(List<Named> photos, int pages) {
        Layout layout = template.cover();
        if (profile.cover() == null || layout == null) {
            return null;
        }
        double spine = words.spine().isPresent() ? words.spine().getAsDouble() : profile.spine(pages).orElse(0);
        List<Named> chosen = new ArrayList<>();
        List<Part> empty = new ArrayList<>();
        for (Part slot : layout.slots()) {
            // The photograph that loses least; the block shows it again, as the cover of a book does.
            Named best = photos.stream().filter(photo -> !chosen.contains(photo))
                    .min(Comparator.comparingDouble(photo -> resolver.coverLoss(slot, photo, spine))).orElse(photos.getFirst());
            if (resolver.coverSuffices(slot, best, spine)) {
                chosen.add(best);
            } else {
                // Rather a cover of words than no book.
                empty.add(slot);
            }
        }
        Layout filled = new Layout(layout.id(), layout.background(),
                layout.parts().stream().filter(part -> !empty.contains(part)).toList());
        // The printer's answer stays with the design, so that its rendering need not ask again.
        boolean asked = words.spine().isPresent() && profile.spine(pages).isEmpty();
        CoverDesign cover = resolver.cover(filled, chosen, spine);
        return new CoverDesign(cover.panel(), spine, asked ? profile.id() : null, cover.surface());
    }

}
