package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Spines;
import dev.pressroom.rendering.profiles.PrintProfile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A surface on its sheet, ready to be drawn: what touches the cut reaches through the bleed.
 *
 * @param name
 *            by which messages speak of it: {@code cover}, {@code page 7}
 */
public record Leaf(String name, int number, Sheet sheet, @Nullable Colour background, List<Element> elements) {

    private static final String COVER = "cover";

    public Leaf {
        elements = List.copyOf(elements);
    }

    public boolean cover() {
        return name.equals(COVER);
    }

    /** The pages of the block, or the sides. */
    public static List<Leaf> pages(Design design, PrintProfile profile) {
        List<Leaf> leaves = new ArrayList<>();
        for (Surface surface : design.pages()) {
            int number = leaves.size() + 1;
            leaves.add(of("page " + number, number, Sheet.page(profile, number, surface.turned()), surface));
        }
        return leaves;
    }

    /** The cover around a spine of that width. */
    public static Leaf cover(Design.CoverDesign cover, PrintProfile profile, double spine) {
        return of(COVER, 1, Sheet.cover(profile, spine), Spines.fit(cover, spine).surface());
    }

    private static Leaf of(String name, int number, Sheet sheet, Surface surface) {
        return new Leaf(name, number, sheet, surface.background(), surface.elements().stream()
                .map(element -> element instanceof Element.TextBox
                        ? element
                        : element.at(sheet.throughBleed(element.frame(), element.rotation())))
                .toList());
    }
}
