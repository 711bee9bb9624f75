package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Jpegs;
import dev.pressroom.rendering.Profiles;
import dev.pressroom.rendering.profiles.OutputIntent;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;

/** PDF files drawn page by page, right but for what is drawn. */
class DrawnFiles {
    static final float MM = 72 / 25.4f;
    static final PrintProfile PLAIN = Profiles.of("block", 1, 100, 80, 3, FileLayout.BLOCK, new Pages(1, 4, 1),
            new Resolution(100, 200, 600), 5_000_000, null);
    static final PrintProfile X4 = Profiles.of("x4", 1, 100, 80, 3, FileLayout.BLOCK, new Pages(1, 4, 1),
            new Resolution(100, 200, 600), 5_000_000, new OutputIntent("CGATS TR 001", "classpath:coated-cmyk.icc"));

    /** Draws one page of a file. */
    interface Draws {
        void on(PDDocument pdf, PDPage page, PDPageContentStream content) throws IOException;
    }

    static final Draws BLACK_BOX = (pdf, page, content) -> {
        content.setNonStrokingColor(0f, 0f, 0f, 1f);
        content.addRect(50, 50, 100, 50);
        content.fill();
    };

    private DrawnFiles() {}

    static Path pdf(Path folder, Draws... pages) throws IOException {
        try (var pdf = new PDDocument()) {
            for (Draws draws : pages) {
                var page = new PDPage(new PDRectangle(106 * MM, 86 * MM));
                page.setBleedBox(page.getMediaBox());
                page.setTrimBox(new PDRectangle(3 * MM, 3 * MM, 100 * MM, 80 * MM));
                pdf.addPage(page);
                try (var content = new PDPageContentStream(pdf, page)) {
                    draws.on(pdf, page, content);
                }
            }
            Path file = folder.resolve("file.pdf");
            pdf.save(file.toFile(), CompressParameters.NO_COMPRESSION);
            return file;
        }
    }

    static PreflightReport check(Path file, PrintProfile profile) throws IOException {
        return FilePreflight.check(file, "file.pdf", profile, FilePreflight.Expected.only(profile), page -> {
        });
    }

    /** What is wrong with a file of such pages. */
    static List<Code> codes(Path folder, Draws... pages) throws IOException {
        return check(pdf(folder, pages), PLAIN).findings().stream().map(Finding::code).toList();
    }

    static Draws picture(double widthMm) {
        return (pdf, page, content) -> {
            var image = JPEGFactory.createFromByteArray(pdf, Jpegs.grey(150, 100));
            content.drawImage(image, 20, 20, (float) widthMm * MM, (float) widthMm * MM * 2 / 3);
        };
    }

    static Draws text(PDColor colour) {
        return (pdf, page, content) -> {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 20);
            content.setNonStrokingColor(colour);
            content.newLineAtOffset(60, 60);
            content.showText("Hello");
            content.endText();
        };
    }

    /** A part of a JPEG only. */
    static Draws halfPicture() {
        return (pdf, page, content) -> {
            var image = JPEGFactory.createFromByteArray(pdf, Jpegs.grey(150, 100));
            content.drawImage(image, 20, 20, 15 * MM, 10 * MM);
            byte[] whole = Jpegs.grey(150, 100);
            try (var out = image.getCOSObject().createRawOutputStream()) {
                out.write(whole, 0, whole.length - 40);
            }
        };
    }
}
