package dev.pressroom.rendering.designs;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.pressroom.rendering.Box;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Something on a surface: where, in millimetres from the top left of the cut, and how it is turned about its centre, in degrees clockwise. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({@JsonSubTypes.Type(value = Element.PhotoSlot.class, name = "photo"),
        @JsonSubTypes.Type(value = Element.TextBox.class, name = "text"), @JsonSubTypes.Type(value = Element.Fill.class, name = "fill"),
        @JsonSubTypes.Type(value = Element.Sticker.class, name = "sticker")})
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
public sealed interface Element {
    Box frame();

    double rotation();

    /** The same somewhere else. */
    Element at(Box frame);

    /**
     * A place for a photograph.
     *
     * @param photo
     *            its file name or SHA-256; null is a slot that nobody filled
     * @param crop
     *            null is the middle
     * @param corner
     *            radius of the rounded corners
     * @param border
     *            drawn on the inner side of the frame's edge
     */
    record PhotoSlot(Box frame, @Nullable String photo, @Nullable Crop crop, double rotation, double corner,
            @Nullable Border border) implements Element {
        public PhotoSlot {
            frame = checked(frame, rotation);
            limit(corner >= 0 && corner <= 1000, "corner " + corner + " must be 0 or more millimetres");
            limit(photo == null || (!photo.isBlank() && photo.length() <= 255 && photo.codePoints().noneMatch(Character::isISOControl)),
                    "photo must be a name of 1 to 255 characters, none of them a control character");
        }

        public Crop cropOrCentre() {
            return crop == null ? Crop.CENTRE : crop;
        }

        @Override
        public Element at(Box other) {
            return new PhotoSlot(other, photo, crop, rotation, corner, border);
        }
    }

    record Border(double width, Colour colour) {
        public Border {
            limit(width > 0 && width <= 50, "border width " + width + " must lie within 0 and 50 mm");
            limit(colour != null, "a border needs a colour");
        }
    }

    /**
     * Text in a box; line ends are kept, longer lines are broken.
     *
     * @param lineHeight
     *            as a multiple of the font's size; 0 means 1.25
     */
    record TextBox(Box frame, List<Run> runs, @Nullable Align align, @Nullable Valign valign, double lineHeight,
            double rotation) implements Element {
        public TextBox {
            frame = checked(frame, rotation);
            limit(runs != null && !runs.isEmpty() && runs.size() <= 500 && runs.stream().noneMatch(Objects::isNull),
                    "text needs 1 to 500 runs, none of them null");
            runs = List.copyOf(runs);
            limit(runs.stream().mapToInt(run -> run.text().length()).sum() <= 20_000, "text must have at most 20000 characters");
            limit(lineHeight == 0 || (lineHeight >= 0.5 && lineHeight <= 5), "lineHeight " + lineHeight + " must lie within 0.5 and 5");
        }

        @Override
        public Element at(Box other) {
            return new TextBox(other, runs, align, valign, lineHeight, rotation);
        }

        public String text() {
            return String.join("", runs.stream().map(Run::text).toList());
        }
    }

    /**
     * A piece of text in one font and colour.
     *
     * @param font
     *            id, see the documentation; null is {@code sans}. What it lacks comes from other fonts
     * @param size
     *            in points
     * @param colour
     *            null is black
     */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Run(String text, @Nullable String font, double size, @Nullable Colour colour) {
        public Run {
            limit(text != null, "a run needs a text");
            limit(text.codePoints().noneMatch(c -> c == 0 || Character.getType(c) == Character.SURROGATE),
                    "text has a character that no text may have: U+0000 or half of a pair");
            limit(size >= 3 && size <= 600, "size " + size + " must lie within 3 and 600 points");
        }
    }

    /** START is left for text that runs to the right, right for text that runs to the left. */
    enum Align {
        START, CENTER, END
    }

    enum Valign {
        TOP, MIDDLE, BOTTOM
    }

    /** A coloured rectangle. */
    record Fill(Box frame, Colour colour, double corner, double rotation) implements Element {
        public Fill {
            frame = checked(frame, rotation);
            limit(colour != null, "a fill needs a colour");
            limit(corner >= 0 && corner <= 1000, "corner " + corner + " must be 0 or more millimetres");
        }

        @Override
        public Element at(Box other) {
            return new Fill(other, colour, corner, rotation);
        }
    }

    /**
     * A vector shape of one colour.
     *
     * @param path
     *            SVG path data (W3C SVG 1.1, 8.3) without arcs
     * @param width
     *            of the path's own coordinates, from 0, that fill the frame
     */
    record Sticker(Box frame, String path, double width, double height, Colour colour, double rotation) implements Element {
        public Sticker {
            frame = checked(frame, rotation);
            limit(path != null && path.length() <= 100_000, "a sticker needs a path of at most 100000 characters");
            limit(width >= 0.001 && height >= 0.001 && width <= 1e6 && height <= 1e6,
                    "a sticker needs the width and height of its path's coordinates, 0.001 to 1000000");
            limit(colour != null, "a sticker needs a colour");
            SvgPath.read(path);
        }

        @Override
        public Element at(Box other) {
            return new Sticker(other, path, width, height, colour, rotation);
        }
    }

    private static Box checked(@Nullable Box frame, double rotation) {
        limit(frame != null && frame.width() >= 0.01 && frame.height() >= 0.01 && Math.abs(frame.x()) <= 10_000
                && Math.abs(frame.y()) <= 10_000
                && frame.width() <= 10_000 && frame.height() <= 10_000,
                "frame must have x, y, width and height in millimetres, each side 0.01 to 10000");
        limit(rotation >= -360 && rotation <= 360, "rotation " + rotation + " must lie within -360 and 360 degrees");
        return Objects.requireNonNull(frame);
    }

    private static void limit(boolean good, String message) {
        if (!good) {
            throw new IllegalArgumentException(message);
        }
    }
}
