package dev.pressroom.rendering.templates;

import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.templates.Autobook.Named;
import dev.pressroom.rendering.templates.Template.Layout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How photographs are spread over the pages of a book: as few pages as the product allows and the layouts can hold,
 * photographs in their order, neighbours of different density.
 */
final class BookFlow {
    /** The same layout again soon looks like an album of forms; the nearer, the more. */
    private static final double REPEATED = 0.4;
    private static final int REMEMBERED = 4;

    private final Template template;
    private final PrintProfile profile;
    private final Resolver resolver;

    BookFlow(Template template, PrintProfile profile, Resolver resolver) {
        this.template = template;
        this.profile = profile;
        this.resolver = resolver;
    }

    List<Surface> pages(List<Named> photos) {
        int frame = (template.opening() == null ? 0 : 1) + (template.closing() == null ? 0 : 1);
        int most = template.layouts().stream().mapToInt(layout -> layout.slots().size()).max().orElseThrow();
        int pages = count(photos.size(), frame, most);
        int body = pages - frame;
        List<Surface> made = new ArrayList<>();
        Layout opening = template.opening();
        if (opening != null) {
            made.add(resolver.page(opening, List.of(), false));
        }
        made.addAll(body(photos, body, most));
        Layout closing = template.closing();
        if (closing != null) {
            made.add(resolver.page(closing, List.of(), false));
        }
        return made;
    }

    private int count(int photos, int frame, int most) {
        var rule = profile.pages();
        int capacity = (rule.maximum() / rule.multiple() * rule.multiple() - frame) * most;
        if (photos > capacity) {
            throw new IllegalArgumentException(
                    "there are too many photographs (" + photos + "): " + profile.id() + " has at most " + rule.maximum()
                            + " pages, room for " + capacity + "; take fewer, or another template");
        }
        // A page with two photographs in the mean reads well; a book grows only when more would be crowded.
        int wanted = (int) Math.ceil(photos / Math.min(most, 2.0)) + frame;
        int pages = rule.atLeast(wanted);
        int least = template.quiet().isEmpty() ? pages - frame : (pages - frame + 1) / 2;
        if (photos < least) {
            throw new IllegalArgumentException("there are too few photographs (" + photos + "): " + profile.id() + " has at least " + pages
                    + " pages, which want " + least + " with the template " + template.id() + "; add some, or take a smaller product");
        }
        return pages;
    }

    private List<Surface> body(List<Named> photos, int pages, int most) {
        int[] counts = counts(photos.size(), pages, most);
        List<Surface> made = new ArrayList<>();
        List<Layout> before = new ArrayList<>();
        int next = 0;
        int quiet = 0;
        for (int count : counts) {
            Layout layout;
            if (count == 0) {
                layout = template.quiet().get(quiet++ % template.quiet().size());
            } else {
                layout = best(photos.subList(next, next + count), before);
            }
            List<Named> own = photos.subList(next, next + count);
            made.add(resolver.page(layout, resolver.arrange(layout, own, false), false));
            next += count;
            before.addFirst(layout);
        }
        return made;
    }

    /** How many photographs each page gets: even over the book, and varied from page to page where there is choice. */
    private int[] counts(int photos, int pages, int most) {
        int[] counts = new int[pages];
        for (int i = 0; i < pages; i++) {
            counts[i] = (int) ((long) (i + 1) * photos / pages - (long) i * photos / pages);
        }
        // One full page, then a fuller one: moves a photograph between neighbours that have the same number.
        for (int i = 0; i + 1 < pages; i += 2) {
            boolean canVary = counts[i] == counts[i + 1] && counts[i] > 1 && counts[i + 1] < most;
            if (canVary) {
                int shift = i / 2 % 2 == 0 ? -1 : 1;
                counts[i] += shift;
                counts[i + 1] -= shift;
            }
        }
        return counts;
    }

    private Layout best(List<Named> photos, List<Layout> before) {
        return template.layouts().stream().filter(layout -> layout.slots().size() == photos.size())
                .min(Comparator.comparingDouble(layout -> resolver.loss(layout, photos, false) + repeated(layout, before)))
                .orElseThrow(() -> new IllegalArgumentException(
                        "the template " + template.id() + " has no layout for " + photos.size() + " photographs; add one"));
    }

    private static double repeated(Layout layout, List<Layout> before) {
        int distance = before.indexOf(layout) + 1;
        return distance == 0 || distance > REMEMBERED ? 0 : REPEATED / distance;
    }
}
