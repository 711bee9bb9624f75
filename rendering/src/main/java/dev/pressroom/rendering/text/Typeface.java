package dev.pressroom.rendering.text;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One font file of the product, loaded when first asked for.
 *
 * <p>
 * Loading makes the JDK start its font system, which needs fontconfig and one font on the machine; see the
 * documentation.
 */
final class Typeface {
    private static final int GSUB = 0x47535542;

    private final String resource;
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

    synchronized Font font() {
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
