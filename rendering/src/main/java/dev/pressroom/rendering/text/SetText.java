package dev.pressroom.rendering.text;

import dev.pressroom.rendering.designs.Colour;
import java.awt.Shape;
import java.util.List;

/**
 * Text set into its box: outlines in millimetres from the box's top left corner, y pointing down.
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

    /** Outlines of one colour. */
    public record Part(Shape outline, Colour colour) {}

    public SetText {
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
        unshaped = List.copyOf(unshaped);
        unknownFonts = List.copyOf(unknownFonts);
    }
}
