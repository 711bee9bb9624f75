package dev.pressroom.rendering.pdf;

import dev.pressroom.rendering.designs.Colour;
import dev.pressroom.rendering.profiles.PrintProfile.Policy;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDICCBased;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.jspecify.annotations.Nullable;

/**
 * How a design's colours are written: greys and black as black ink alone where the press prints CMYK, everything else
 * as sRGB with its profile.
 */
final class Inks {
    private final PDDocument document;
    private final boolean blackInk;
    private @Nullable COSArray sRgb;
    private @Nullable PDExtendedGraphicsState overprint;

    Inks(PDDocument document, Policy policy) {
        this.document = document;
        this.blackInk = policy != Policy.RGB;
    }

    void fill(PDPageContentStream content, Colour colour) throws IOException {
        if (blackInk && colour.grey()) {
            content.setNonStrokingColor(0f, 0f, 0f, black(colour));
        } else {
            content.setNonStrokingColor(rgb(colour));
        }
    }

    void stroke(PDPageContentStream content, Colour colour) throws IOException {
        if (blackInk && colour.grey()) {
            content.setStrokingColor(0f, 0f, 0f, black(colour));
        } else {
            content.setStrokingColor(rgb(colour));
        }
    }

    /** Text in black ink is printed over what is under it, so that no white shines at its edges. */
    void overprintBlack(PDPageContentStream content, Colour colour) throws IOException {
        if (blackInk && colour.equals(Colour.BLACK)) {
            PDExtendedGraphicsState state = overprint;
            if (state == null) {
                state = new PDExtendedGraphicsState();
                state.setStrokingOverprintControl(true);
                state.setNonStrokingOverprintControl(true);
                state.getCOSObject().setInt(COSName.OPM, 1);
                overprint = state;
            }
            content.setGraphicsStateParameters(state);
        }
    }

    COSArray sRgb() throws IOException {
        COSArray space = sRgb;
        if (space == null) {
            COSStream stream = document.getDocument().createCOSStream();
            try (var out = stream.createRawOutputStream()) {
                out.write(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
            }
            space = iccBased(stream, 3);
            sRgb = space;
        }
        return space;
    }

    static COSArray iccBased(COSStream profile, int channels) {
        profile.setInt(COSName.N, channels);
        var space = new COSArray();
        space.add(COSName.ICCBASED);
        space.add(profile);
        return space;
    }

    private PDColor rgb(Colour colour) throws IOException {
        float[] components = {colour.red() / 255f, colour.green() / 255f, colour.blue() / 255f};
        return new PDColor(components, PDICCBased.create(sRgb(), null));
    }

    private static float black(Colour colour) {
        return Math.round((255 - colour.red()) / 255f * 1000) / 1000f;
    }
}
