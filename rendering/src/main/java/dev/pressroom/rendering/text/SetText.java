package dev.pressroom.rendering.text;

import dev.pressroom.rendering.designs.Colour;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Optional;

/**
 * Text set into its box: glyphs in millimetres from the box's top left corner, y pointing down.
 *
 * @param height
 *            of all lines together, in millimetres
 * @param missing
 *            characters that no font has, as readers know them ({@code U+1F600})
 * @param unshaped
 *            characters whose font cannot join and order them
 * @param unknownFonts
 *            names that no font has
 */
public record SetText(List<Part> parts, double height, double width, List<String> missing, List<String> unshaped,
        List<String> unknownFonts) {

    /** Glyphs of one colour. */
    public record Part(Colour colour, List<Glyph> glyphs) {
        public Part {
            glyphs = List.copyOf(glyphs);
        }
    }

    /**
     * One drawn shape.
     *
     * @param code
     *            its number in the typeface
     * @param x
     *            of its origin, which lies on the baseline at {@code y}
     * @param size
     *            millimetres of an em
     */
    public record Glyph(Typeface face, int code, double x, double y, double size) {}

    public SetText {
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
        unshaped = List.copyOf(unshaped);
        unknownFonts = List.copyOf(unknownFonts);
    }

    /** Where ink is, once the box is moved and turned; empty if there is none. */
    public Optional<Rectangle2D> ink(AffineTransform box) {
        return parts.stream().flatMap(part -> part.glyphs().stream()).map(glyph -> {
            var placed = new AffineTransform(box);
            placed.translate(glyph.x(), glyph.y());
            placed.scale(glyph.size(), glyph.size());
            return placed.createTransformedShape(glyph.face().bounds(glyph.code())).getBounds2D();
        }).reduce(Rectangle2D::createUnion);
    }
}
