package dev.pressroom.rendering.text;

import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Element.Align;
import dev.pressroom.rendering.designs.Element.Run;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.Element.Valign;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.font.TextLayout;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.text.AttributedCharacterIterator;
import java.text.AttributedString;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sets the text of one box by the JDK's own shaper (HarfBuzz): ligatures, joining, reordering, both directions.
 *
 * <p>
 * Outlines are taken at twenty times the size, as the JDK rounds their coordinates to 64ths.
 */
public final class Typesetter {
    private static final double SCALE = 20;
    private static final double UNITS_PER_MM = 72 / 25.4 * SCALE;
    private static final double DEFAULT_LINE_HEIGHT = 1.25;
    private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Fonts fonts;
    private final TextBox box;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> unshaped = new LinkedHashSet<>();
    private final Set<String> unknownFonts = new LinkedHashSet<>();
    private final List<SetText.Part> parts = new ArrayList<>();
    private double width;

    private Typesetter(Fonts fonts, TextBox box) {
        this.fonts = fonts;
        this.box = box;
    }

    public static SetText set(Fonts fonts, TextBox box) {
        return new Typesetter(fonts, box).set();
    }

    /** A piece of a paragraph: text without line ends, and how it looks. */
    private record Piece(String text, Run run) {}

    private record Line(TextLayout layout, AttributedCharacterIterator text, int start, int end, float size) {}

    private SetText set() {
        List<List<Line>> paragraphs = paragraphs().stream().map(this::lines).toList();
        double spacing = box.lineHeight() == 0 ? DEFAULT_LINE_HEIGHT : box.lineHeight();
        double height = paragraphs.stream().flatMap(List::stream).mapToDouble(line -> line.size() * spacing).sum();
        double top = switch (box.valign() == null ? Valign.TOP : box.valign()) {
            case TOP -> 0;
            case MIDDLE -> (box.frame().height() * UNITS_PER_MM - height) / 2;
            case BOTTOM -> box.frame().height() * UNITS_PER_MM - height;
        };
        for (List<Line> paragraph : paragraphs) {
            for (Line line : paragraph) {
                // The baseline stands where a line of that size has it, whatever fonts help out.
                draw(line, top + line.size() * (spacing / 2 + 0.35));
                top += line.size() * spacing;
            }
        }
        return new SetText(parts, height / UNITS_PER_MM, width / UNITS_PER_MM, List.copyOf(missing), List.copyOf(unshaped),
                List.copyOf(unknownFonts));
    }

    private List<List<Piece>> paragraphs() {
        List<List<Piece>> paragraphs = new ArrayList<>();
        paragraphs.add(new ArrayList<>());
        for (Run run : box.runs()) {
            if (!fonts.knows(run.font())) {
                unknownFonts.add(String.valueOf(run.font()));
            }
            String[] lines = clean(run.text()).split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (i > 0) {
                    paragraphs.add(new ArrayList<>());
                }
                paragraphs.getLast().add(new Piece(lines[i], run));
            }
        }
        return paragraphs;
    }

    /** Composed, with one kind of line end and no control characters, which fonts do not have. */
    private static String clean(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC).replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' ')
                .replace('\u2028', '\n').replace('\u2029', '\n');
        return composed.codePoints().filter(c -> c == '\n' || !Character.isISOControl(c))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private List<Line> lines(List<Piece> pieces) {
        String text = String.join("", pieces.stream().map(Piece::text).toList());
        float size = (float) pieces.stream().mapToDouble(piece -> piece.run().size() * SCALE).max().orElse(0);
        if (text.isEmpty()) {
            // An empty line takes its room.
            var space = new AttributedString(" ");
            space.addAttribute(TextAttribute.FONT, fonts.first(null).font().deriveFont(size));
            return List.of(new Line(new TextLayout(space.getIterator(), CONTEXT), space.getIterator(), 0, 1, size));
        }
        var styled = new AttributedString(text);
        int at = 0;
        for (Piece piece : pieces) {
            style(styled, at, piece);
            at += piece.text().length();
        }
        AttributedCharacterIterator all = styled.getIterator();
        var measurer = new LineBreakMeasurer(all, BreakIterator.getLineInstance(Locale.ROOT), CONTEXT);
        float room = (float) (box.frame().width() * UNITS_PER_MM);
        List<Line> lines = new ArrayList<>();
        while (measurer.getPosition() < text.length()) {
            int start = measurer.getPosition();
            TextLayout layout = measurer.nextLayout(room);
            lines.add(new Line(layout, all, start, measurer.getPosition(), size));
        }
        return lines;
    }

    private void style(AttributedString styled, int offset, Piece piece) {
        String text = piece.text();
        Typeface face = null;
        int start = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            Typeface next = face(piece.run(), c, face);
            if (next != face) {
                apply(styled, offset + start, offset + i, face, piece.run());
                start = i;
                face = next;
            }
            i += Character.charCount(c);
        }
        apply(styled, offset + start, offset + text.length(), face, piece.run());
    }

    private Typeface face(Run run, int c, @Nullable Typeface current) {
        int type = Character.getType(c);
        boolean follows = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT;
        if (current != null && follows && (type == Character.FORMAT || current.has(c))) {
            return current;
        }
        var found = fonts.forCharacter(run.font(), c);
        if (found.isEmpty()) {
            missing.add(String.format(Locale.ROOT, "U+%04X", c));
            return current == null ? fonts.first(run.font()) : current;
        }
        Typeface face = found.get();
        if (!face.shapes() && needsShaping(c)) {
            unshaped.add(String.format(Locale.ROOT, "U+%04X", c));
        }
        return face;
    }

    private static boolean needsShaping(int c) {
        return switch (Character.UnicodeScript.of(c)) {
            case ARABIC, SYRIAC, MONGOLIAN, NKO, DEVANAGARI, BENGALI, GURMUKHI, GUJARATI, ORIYA, TAMIL, TELUGU, KANNADA, MALAYALAM, SINHALA,
                    KHMER, MYANMAR, TIBETAN, LAO ->
                true;
            default -> false;
        };
    }

    private static void apply(AttributedString styled, int start, int end, @Nullable Typeface face, Run run) {
        if (face != null && end > start) {
            Font font = face.font().deriveFont((float) (run.size() * SCALE));
            styled.addAttribute(TextAttribute.FONT, font, start, end);
            styled.addAttribute(TextAttribute.KERNING, TextAttribute.KERNING_ON, start, end);
            styled.addAttribute(TextAttribute.LIGATURES, TextAttribute.LIGATURES_ON, start, end);
            styled.addAttribute(TextAttribute.FOREGROUND, awt(colour(run)), start, end);
        }
    }

    private static Colour colour(Run run) {
        return run.colour() == null ? Colour.BLACK : run.colour();
    }

    private static Color awt(Colour colour) {
        return new Color(colour.red(), colour.green(), colour.blue());
    }

    private void draw(Line line, double baseline) {
        TextLayout layout = line.layout();
        double advance = layout.getVisibleAdvance();
        width = Math.max(width, advance);
        double free = box.frame().width() * UNITS_PER_MM - advance;
        Align align = box.align() == null ? Align.START : box.align();
        double x = switch (align) {
            case CENTER -> free / 2;
            case START -> layout.isLeftToRight() ? 0 : free;
            case END -> layout.isLeftToRight() ? free : 0;
        };
        // The layout of a line that runs to the left begins with the spaces at which it was broken.
        x -= layout.isLeftToRight() ? 0 : layout.getAdvance() - advance;
        var toBox = AffineTransform.getScaleInstance(1 / UNITS_PER_MM, 1 / UNITS_PER_MM);
        toBox.translate(x, baseline);
        Shape outline = layout.getOutline(null);
        List<Colour> colours = colours(line);
        for (Colour colour : colours) {
            Shape part = colours.size() == 1 ? outline : only(outline, line, colour);
            Shape placed = toBox.createTransformedShape(part);
            if (!placed.getBounds2D().isEmpty()) {
                parts.add(new SetText.Part(placed, colour));
            }
        }
    }

    private static List<Colour> colours(Line line) {
        Set<Colour> colours = new LinkedHashSet<>();
        eachColour(line, (colour, start, end) -> colours.add(colour));
        return List.copyOf(colours);
    }

    /** The part of a line's outline that has one colour; where the text runs to the left, too. */
    private static Shape only(Shape outline, Line line, Colour wanted) {
        var where = new Area();
        Rectangle2D tall = new Rectangle2D.Double(-1e6, -1e6, 2e6, 2e6);
        eachColour(line, (colour, start, end) -> {
            if (colour.equals(wanted)) {
                where.add(new Area(line.layout().getLogicalHighlightShape(start - line.start(), end - line.start(), tall)));
            }
        });
        var part = new Area(outline);
        part.intersect(where);
        return part;
    }

    private interface Coloured {
        void piece(Colour colour, int start, int end);
    }

    private static void eachColour(Line line, Coloured with) {
        AttributedCharacterIterator text = line.text();
        for (int at = line.start(); at < line.end();) {
            text.setIndex(at);
            int end = Math.min(line.end(), text.getRunLimit(TextAttribute.FOREGROUND));
            var colour = (Color) text.getAttribute(TextAttribute.FOREGROUND);
            with.piece(colour == null ? Colour.BLACK : new Colour(colour.getRed(), colour.getGreen(), colour.getBlue()), at, end);
            at = end;
        }
    }
}
