package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.preflight.PageContent.Painted;
import dev.pressroom.rendering.preflight.PageContent.Picture;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.Policy;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/** Checks 1, 2, 9, 19 and 21 on what is painted on one page. */
final class ContentRules {
    private static final int MOST_INK_PIXELS = 25_000_000;
    /** Ink is measured on a grid of about so many points each way. */
    private static final int INK_GRID = 200;

    private final PrintProfile profile;
    private final Findings findings;
    private final PictureData data;
    private final int page;

    ContentRules(PrintProfile profile, Findings findings, PictureData data, int page) {
        this.profile = profile;
        this.findings = findings;
        this.data = data;
        this.page = page;
    }

    void check(PageContent content) throws IOException {
        content.pictures.forEach(this::resolution);
        for (Picture picture : content.pictures) {
            Optional<PictureData.Fault> fault = data.fault(picture.image());
            if (fault.isPresent()) {
                error(fault.get().code(), picture.box(), fault.get().measured(), "a whole picture",
                        "Put the picture in again from its original and export again");
                continue;
            }
            if (!picture.image().isStencil()) {
                pictureColours(picture);
            }
        }
        content.fonts.forEach(this::embedded);
        Stream.concat(content.fills.values().stream(), content.textFills.values().stream())
                .forEach(painted -> colour(painted.paint(), painted.box()));
        content.textFills.values().stream().filter(painted -> painted.paint().richBlack()).findFirst().ifPresent(this::richBlack);
        String transparency = content.transparency;
        if (transparency != null && profile.colour().policy() == Policy.CMYK) {
            warn(Code.TRANSPARENCY, null, transparency, "none", "Flatten transparency when exporting");
        }
    }

    private void resolution(Picture picture) {
        var limits = profile.resolution();
        String measured = String.format(Locale.ROOT, "%d x %d pixels, %.1f dpi", picture.image().getWidth(), picture.image().getHeight(),
                Math.floor(picture.dpi() * 10) / 10);
        // A hair of tolerance: coordinates in a PDF have few digits.
        double dpi = picture.dpi() * 1.0005;
        if (dpi < limits.reject()) {
            error(Code.LOW_RESOLUTION, picture.box(), measured, "at least " + limits.reject() + " dpi",
                    "Use a larger photograph, less zoom or a smaller product");
        } else if (dpi < limits.warn()) {
            warn(Code.LOW_RESOLUTION, picture.box(), measured, "better " + limits.warn() + " dpi",
                    "Use a larger photograph, less zoom or a smaller product");
        } else if (picture.dpi() > limits.most() * 1.0005) {
            warn(Code.HIGH_RESOLUTION, picture.box(), measured, "at most " + limits.most() + " dpi",
                    "Nothing is gained; a smaller photograph is enough");
        }
    }

    private void pictureColours(Picture picture) throws IOException {
        PDImage image = picture.image();
        PDColorSpace space;
        try {
            space = image.getColorSpace();
        } catch (IOException | RuntimeException broken) {
            error(Code.COLOUR_SPACE, picture.box(), "a picture's colour space cannot be read", "RGB, CMYK or grey", "Export the PDF again");
            return;
        }
        Paint.ofSpace(space).ifPresent(paint -> colour(paint, picture.box()));
        if (space != null && space.getNumberOfComponents() == 4 && profile.colour().maxInk() < 400) {
            pictureInk(picture);
        }
    }

    private void pictureInk(Picture picture) throws IOException {
        PDImage image = picture.image();
        if ((long) image.getWidth() * image.getHeight() > MOST_INK_PIXELS || !(image instanceof PDImageXObject xObject)
                || Streams.filters(xObject.getCOSObject()).contains(COSName.JPX_DECODE)) {
            return;
        }
        Raster raster;
        try {
            raster = image.getRawRaster();
        } catch (IOException | RuntimeException broken) {
            error(Code.DAMAGED, picture.box(), "a picture cannot be decoded", "", "Export the PDF again");
            return;
        }
        int step = Math.max(1, Math.max(raster.getWidth(), raster.getHeight()) / INK_GRID);
        int[] pixel = new int[4];
        double most = 0;
        for (int y = 0; y < raster.getHeight(); y += step) {
            for (int x = 0; x < raster.getWidth(); x += step) {
                raster.getPixel(x, y, pixel);
                // PDFBox has applied the picture's own Decode.
                most = Math.max(most, (pixel[0] + pixel[1] + pixel[2] + pixel[3]) / 2.55);
            }
        }
        ink(most, picture.box());
    }

    private void embedded(PDFont font, Box box) {
        if (!font.isEmbedded() && !(font instanceof PDType3Font)) {
            error(Code.FONT_NOT_EMBEDDED, box, String.valueOf(font.getName()), "embedded or outlined",
                    "Embed all fonts when exporting, or turn the text into outlines");
        }
    }

    private void colour(Paint paint, @Nullable Box box) {
        Policy policy = profile.colour().policy();
        boolean refused = switch (paint.kind()) {
            case GREY, OTHER -> false;
            case CMYK -> policy == Policy.RGB;
            case TAGGED_RGB -> policy == Policy.CMYK;
            case UNTAGGED_RGB -> policy != Policy.RGB;
            case SPOT, REGISTRATION -> true;
        };
        if (refused) {
            String wanted = switch (policy) {
                case TAGGED_RGB_AND_CMYK -> "CMYK, grey, or RGB with a profile";
                case RGB -> "RGB or grey";
                case CMYK -> "CMYK or grey";
            };
            // A spot colour or CMYK where RGB is wanted gets converted; untagged RGB may come out in any colour.
            if (paint.kind() == Paint.Kind.SPOT || policy == Policy.RGB) {
                warn(Code.COLOUR_SPACE, box, paint.space(), wanted, "Convert the colours when exporting");
            } else {
                error(Code.COLOUR_SPACE, box, paint.space(), wanted, "Convert the colours when exporting");
            }
        }
        ink(paint.ink(), box);
    }

    private void ink(double percent, @Nullable Box box) {
        if (percent > profile.colour().maxInk() + 0.5) {
            error(Code.INK_COVERAGE, box, Math.round(percent) + " %", "at most " + profile.colour().maxInk() + " %",
                    "Convert the colours with the printer's profile");
        }
    }

    private void richBlack(Painted painted) {
        if (profile.colour().policy() != Policy.RGB) {
            warn(Code.RICH_BLACK_TEXT, painted.box(), painted.paint().toString(), "0 0 0 1 in CMYK", "Set black text in black ink only");
        }
    }

    private void error(Code code, @Nullable Box box, String measured, String required, String nextStep) {
        findings.on(page, box, Severity.ERROR, code, measured, required, nextStep);
    }

    private void warn(Code code, @Nullable Box box, String measured, String required, String nextStep) {
        findings.on(page, box, Severity.WARNING, code, measured, required, nextStep);
    }
}
