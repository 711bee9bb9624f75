package dev.pressroom.rendering.designs;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Design.CoverDesign;
import dev.pressroom.rendering.designs.Design.Surface;

/** A cover made for one spine, laid out for another: another paper, another printer. */
public final class Spines {
    private Spines() {}

    /** The same cover around a spine of that width. */
    public static CoverDesign fit(CoverDesign cover, double spine) {
        if (cover.spine() == spine) {
            return cover;
        }
        var surface = cover.surface();
        return new CoverDesign(cover.panel(), spine, new Surface(surface.background(), surface.turned(), surface.elements().stream()
                .map(element -> element.at(fit(element, cover.panel().width(), cover.spine(), spine))).toList()));
    }

    private static Box fit(Element element, double back, double before, double after) {
        Box frame = element.frame();
        Box seen = frame.turned(element.rotation());
        double grown = after - before;
        if (seen.x() < back && seen.right() > back + before) {
            // Lies over the whole spine: its parts on back and front keep their places.
            return new Box(frame.x(), frame.y(), frame.width() + grown, frame.height());
        }
        if (frame.centreX() >= back + before) {
            return frame.shifted(grown, 0);
        }
        if (frame.centreX() <= back) {
            return frame;
        }
        return frame.shifted((frame.centreX() - back) / before * grown, 0);
    }
}
