package dev.pressroom.rendering.text;

import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Shape;
import java.awt.font.TextAttribute;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One font file of the product, loaded when first asked for.
 *
 * <p>
 * Loading makes the JDK start its font system, which needs fontconfig and one font on the machine; see the
 * documentation.
 */
public final class Typeface {
    private static final int GSUB = 0x47535542;
    /** Outlines are taken at this size, as the JDK rounds their coordinates to 64ths. */
    private static final int OUTLINE_SIZE = 2048;

    private final String resource;
    private final Map<Integer, Rectangle2D> bounds = new ConcurrentHashMap<>();
    private @Nullable Font font;
    private boolean shapes;

    Typeface(String resource) {
        this.resource = resource;
    }

    Typeface(byte[] file) {
        this("given");
        load(file);
    }

    boolean has(int codePoint) {
        return font().canDisplay(codePoint);
    }

    /** True if the font knows how to join, order and replace letters. */
    boolean shapes() {
        font();
        return shapes;
    }

    /** In that size, with kerning and ligatures. */
    Font font(double size) {
        return font().deriveFont(Map.of(TextAttribute.SIZE, (float) size, TextAttribute.KERNING, TextAttribute.KERNING_ON,
                TextAttribute.LIGATURES, TextAttribute.LIGATURES_ON));
    }

    /** False for spaces, and for letters that have gone into a ligature. */
    boolean inked(int glyph) {
        return !bounds(glyph).isEmpty();
    }

    /** Of a glyph's outline, in ems from its origin, y pointing down. */
    Rectangle2D bounds(int glyph) {
        return bounds.computeIfAbsent(glyph, code -> outline(code).getBounds2D());
    }

    /** A glyph's shape in ems from its origin, y pointing down; made anew each time, as a font may have thousands. */
    public Shape outline(int glyph) {
        Shape large = font(OUTLINE_SIZE).createGlyphVector(Typesetter.CONTEXT, new int[]{glyph}).getOutline();
        return AffineTransform.getScaleInstance(1.0 / OUTLINE_SIZE, 1.0 / OUTLINE_SIZE).createTransformedShape(large);
    }

    private synchronized Font font() {
        Font loaded = font;
        if (loaded != null) {
            return loaded;
        }
        try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the font " + resource + " is missing in this build; build the module rendering again");
            }
            return load(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Font load(byte[] file) {
        byte[] sfnt = Woff.unpack(file);
        try {
            Font made = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(sfnt));
            var in = ByteBuffer.wrap(sfnt);
            for (int i = 0; i < in.getShort(4); i++) {
                shapes |= in.getInt(12 + 16 * i) == GSUB;
            }
            font = made;
            return made;
        } catch (FontFormatException | IOException e) {
            throw new IllegalStateException(
                    "the font " + resource + " cannot be loaded; check that the machine has fontconfig and one font", e);
        }
    }
}
