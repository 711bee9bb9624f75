package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.text.SetText.Glyph;
import dev.pressroom.rendering.text.Typeface;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.util.Matrix;

/**
 * The letters of one document: each shape is stored once, as a form without a colour of its own, and placed as often as
 * it is read.
 */
final class Letters {
    /** Steps are rounded to as many digits as PDFBox writes. */
    private static final double GRID = 1e4;
    /** Outlines are drawn so much larger than an em, so that the rounding of their coordinates is not seen. */
    private static final int PER_EM = 100;

    private record Letter(Typeface face, int code) {}

    private final PDDocument document;
    private final Map<Letter, PDAppearanceStream> forms = new HashMap<>();

    Letters(PDDocument document) {
        this.document = document;
    }

    /**
     * Draws glyphs in the present colour.
     *
     * @param toPoints
     *            maps the text's millimetres to the page
     */
    void draw(PDPageContentStream content, List<Glyph> glyphs, AffineTransform toPoints) throws IOException {
        Glyph before = null;
        double x = 0;
        double y = 0;
        for (Glyph glyph : glyphs) {
            double size = glyph.size();
            if (before == null || before.size() != size) {
                if (before != null) {
                    content.restoreGraphicsState();
                }
                content.saveGraphicsState();
                var start = new AffineTransform(toPoints);
                start.translate(glyph.x(), glyph.y());
                start.scale(size, size);
                content.transform(new Matrix(start));
                x = glyph.x();
                y = glyph.y();
            } else {
                // From where rounding has led so far, so that its errors do not add up.
                double right = Math.round((glyph.x() - x) / size * GRID) / GRID;
                double down = Math.round((glyph.y() - y) / size * GRID) / GRID;
                content.transform(Matrix.getTranslateInstance((float) right, (float) down));
                x += right * size;
                y += down * size;
            }
            content.drawForm(form(new Letter(glyph.face(), glyph.code())));
            before = glyph;
        }
        if (before != null) {
            content.restoreGraphicsState();
        }
    }

    private PDAppearanceStream form(Letter letter) throws IOException {
        PDAppearanceStream known = forms.get(letter);
        if (known != null) {
            return known;
        }
        Shape outline = AffineTransform.getScaleInstance(PER_EM, PER_EM).createTransformedShape(letter.face().outline(letter.code()));
        Rectangle2D ink = outline.getBounds2D();
        var form = new PDAppearanceStream(document);
        form.setResources(new PDResources());
        form.setMatrix(AffineTransform.getScaleInstance(1.0 / PER_EM, 1.0 / PER_EM));
        float left = (float) Math.floor(ink.getMinX()) - 1;
        float bottom = (float) Math.floor(ink.getMinY()) - 1;
        form.setBBox(
                new PDRectangle(left, bottom, (float) Math.ceil(ink.getMaxX()) + 1 - left, (float) Math.ceil(ink.getMaxY()) + 1 - bottom));
        try (var content = new PDPageContentStream(document, form)) {
            Drawing.path(content, outline, new AffineTransform());
            content.fill();
        }
        forms.put(letter, form);
        return form;
    }
}
