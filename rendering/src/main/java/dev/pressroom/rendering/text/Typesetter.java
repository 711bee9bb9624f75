package dev.pressroom.rendering.text;

import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.designs.Element.Align;
import dev.pressroom.rendering.designs.Element.Run;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.designs.Element.Valign;
import dev.pressroom.rendering.text.SetText.Glyph;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.font.LineBreakMeasurer;
import java.awt.font.TextAttribute;
import java.awt.geom.Point2D;
import java.text.AttributedString;
import java.text.Bidi;
import java.text.BreakIterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Sets the text of one box by the JDK's own shaper (HarfBuzz): ligatures, joining, reordering, both directions.
 *
 * <p>
 * Glyphs are laid out at twenty times the size, as the JDK rounds their coordinates to 64ths.
 */
public final class Typesetter {
    private static final double SCALE = 20;
    private static final double UNITS_PER_MM = 72 / 25.4 * SCALE;
    private static final double DEFAULT_LINE_HEIGHT = 1.25;
    static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

    private final Fonts fonts;
    private final TextBox box;
    private final Set<String> missing = new LinkedHashSet<>();
    private final Set<String> unshaped = new LinkedHashSet<>();
    private final Set<String> unknownFonts = new LinkedHashSet<>();
    private final Map<Colour, List<Glyph>> glyphs = new LinkedHashMap<>();
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

    /** One font in one size, whatever its colours: shaped together, so that letters join over a change of colour. */
    private record Stretch(int start, int end, Typeface face, Font font) {}

    /** Text between two line ends, with the look of each of its characters. */
    private record Paragraph(String text, List<Run> looks, List<Stretch> stretches, float size, List<Integer> lineEnds) {}

    private SetText set() {
        List<Paragraph> paragraphs = paragraphs().stream().map(this::paragraph).toList();
        double spacing = box.lineHeight() == 0 ? DEFAULT_LINE_HEIGHT : box.lineHeight();
        double height = paragraphs.stream().mapToDouble(paragraph -> paragraph.size() * spacing * paragraph.lineEnds().size()).sum();
        double top = switch (box.valign() == null ? Valign.TOP : box.valign()) {
            case TOP -> 0;
            case MIDDLE -> (box.frame().height() * UNITS_PER_MM - height) / 2;
            case BOTTOM -> box.frame().height() * UNITS_PER_MM - height;
        };
        for (Paragraph paragraph : paragraphs) {
            int start = 0;
            for (int end : paragraph.lineEnds()) {
                // The baseline stands where a line of that size has it, whatever fonts help out.
                draw(paragraph, start, end, top + paragraph.size() * (spacing / 2 + 0.35));
                top += paragraph.size() * spacing;
                start = end;
            }
        }
        return new SetText(glyphs.entrySet().stream().map(part -> new SetText.Part(part.getKey(), part.getValue())).toList(),
                height / UNITS_PER_MM, width / UNITS_PER_MM, List.copyOf(missing), List.copyOf(unshaped), List.copyOf(unknownFonts));
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

    private Paragraph paragraph(List<Piece> pieces) {
        String text = String.join("", pieces.stream().map(Piece::text).toList());
        float size = (float) pieces.stream().mapToDouble(piece -> piece.run().size() * SCALE).max().orElse(0);
        List<Run> looks = new ArrayList<>();
        pieces.forEach(piece -> looks.addAll(Collections.nCopies(piece.text().length(), piece.run())));
        // An empty line takes its room.
        return text.isEmpty()
                ? new Paragraph(text, looks, List.of(), size, List.of(0))
                : wrapped(text, looks, stretches(text, looks), size);
    }

    private List<Stretch> stretches(String text, List<Run> looks) {
        List<Stretch> stretches = new ArrayList<>();
        Typeface face = null;
        Run look = looks.getFirst();
        int start = 0;
        for (int i = 0; i < text.length();) {
            int c = text.codePointAt(i);
            Typeface next = face(looks.get(i), c, face);
            if (face != null && (!next.equals(face) || looks.get(i).size() != look.size())) {
                stretches.add(new Stretch(start, i, face, face.font(look.size() * SCALE)));
                start = i;
            }
            face = next;
            look = looks.get(i);
            i += Character.charCount(c);
        }
        if (face != null) {
            stretches.add(new Stretch(start, text.length(), face, face.font(look.size() * SCALE)));
        }
        return stretches;
    }

    private Paragraph wrapped(String text, List<Run> looks, List<Stretch> stretches, float size) {
        var styled = new AttributedString(text);
        stretches.forEach(stretch -> styled.addAttribute(TextAttribute.FONT, stretch.font(), stretch.start(), stretch.end()));
        // Thai has no spaces between words; the JDK has its dictionary for that language alone.
        boolean thai = text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.THAI);
        var measurer = new LineBreakMeasurer(styled.getIterator(), BreakIterator.getLineInstance(thai ? Locale.of("th") : Locale.ROOT),
                CONTEXT);
        float room = (float) (box.frame().width() * UNITS_PER_MM);
        List<Integer> ends = new ArrayList<>();
        while (measurer.getPosition() < text.length()) {
            measurer.setPosition(measurer.nextOffset(room));
            ends.add(measurer.getPosition());
        }
        return new Paragraph(text, looks, stretches, size, ends);
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

    /** A stretch of one line and one direction, shaped. */
    private record Shaped(Stretch stretch, GlyphVector glyphs) {
        double advance() {
            return glyphs.getGlyphPosition(glyphs.getNumGlyphs()).getX();
        }
    }

    private void draw(Paragraph paragraph, int start, int end, double baseline) {
        int last = end;
        // The spaces at which a line was broken take no room.
        while (last > start && Character.isWhitespace(paragraph.text().charAt(last - 1))) {
            last--;
        }
        if (last == start) {
            return;
        }
        var whole = new Bidi(paragraph.text(), Bidi.DIRECTION_DEFAULT_LEFT_TO_RIGHT);
        List<Shaped> line = shaped(paragraph, whole.createLineBidi(start, last), start);
        double advance = line.stream().mapToDouble(Shaped::advance).sum();
        width = Math.max(width, advance);
        double free = box.frame().width() * UNITS_PER_MM - advance;
        Align align = box.align() == null ? Align.START : box.align();
        double x = switch (align) {
            case CENTER -> free / 2;
            case START -> whole.baseIsLeftToRight() ? 0 : free;
            case END -> whole.baseIsLeftToRight() ? free : 0;
        };
        for (Shaped shaped : line) {
            GlyphVector vector = shaped.glyphs();
            for (int i = 0; i < vector.getNumGlyphs(); i++) {
                int code = vector.getGlyphCode(i);
                if (shaped.stretch().face().inked(code)) {
                    Run look = paragraph.looks().get(shaped.stretch().start() + vector.getGlyphCharIndex(i));
                    Point2D at = vector.getGlyphPosition(i);
                    glyphs.computeIfAbsent(look.colour() == null ? Colour.BLACK : look.colour(), _ -> new ArrayList<>())
                            .add(new Glyph(shaped.stretch().face(), code, (x + at.getX()) / UNITS_PER_MM,
                                    (baseline + at.getY()) / UNITS_PER_MM, look.size() * SCALE / UNITS_PER_MM));
                }
            }
            x += shaped.advance();
        }
    }

    /** The line's stretches from left to right, whichever way each of them is read. */
    private static List<Shaped> shaped(Paragraph paragraph, Bidi line, int start) {
        int runs = line.getRunCount();
        byte[] levels = new byte[runs];
        IntStream.range(0, runs).forEach(run -> levels[run] = (byte) line.getRunLevel(run));
        Integer[] order = IntStream.range(0, runs).boxed().toArray(Integer[]::new);
        Bidi.reorderVisually(levels, 0, order, 0, runs);
        char[] text = paragraph.text().toCharArray();
        List<Shaped> shaped = new ArrayList<>();
        for (int run : order) {
            boolean leftward = line.getRunLevel(run) % 2 == 1;
            int from = start + line.getRunStart(run);
            int to = start + line.getRunLimit(run);
            List<Stretch> within = paragraph.stretches().stream().filter(stretch -> stretch.start() < to && stretch.end() > from)
                    .map(stretch -> new Stretch(Math.max(from, stretch.start()), Math.min(to, stretch.end()), stretch.face(),
                            stretch.font()))
                    .toList();
            for (Stretch stretch : leftward ? within.reversed() : within) {
                shaped.add(new Shaped(stretch, stretch.font().layoutGlyphVector(CONTEXT, text, stretch.start(), stretch.end(),
                        leftward ? Font.LAYOUT_RIGHT_TO_LEFT : Font.LAYOUT_LEFT_TO_RIGHT)));
            }
        }
        return shaped;
    }
}
