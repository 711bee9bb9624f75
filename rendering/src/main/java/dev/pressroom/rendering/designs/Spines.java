package dev.pressroom.rendering.designs;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.designs.Design.CoverDesign;
import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.profiles.PrintProfile;
import java.util.OptionalDouble;

/** The spine that a cover gets, and a cover made for one spine laid out for another: another paper, another printer. */
public final class Spines {
    private Spines() {}

    /**
     * Millimetres for this book: what the printer said just now, else what the profile's rule tells, else what the printer
     * said when the cover was made, if it was asked for this very profile; empty if nobody knows.
     */
    public static OptionalDouble width(Design design, PrintProfile profile, OptionalDouble asked) {
        OptionalDouble known = asked.isPresent() ? asked : profile.spine(design.pages().size());
        CoverDesign cover = design.cover();
        return known.isEmpty() && profile.cover() != null && cover != null && profile.id().equals(cover.spineOf())
                ? OptionalDouble.of(cover.spine())
                : known;
    }

    /** The same cover around a spine of that width. */
    public static CoverDesign fit(CoverDesign cover, double spine) {
        if (cover.spine() == spine) {
            return cover;
        }
        var surface = cover.surface();
        return new CoverDesign(cover.panel(), spine, cover.spineOf(),
                new Surface(surface.background(), surface.turned(), surface.elements().stream()
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
