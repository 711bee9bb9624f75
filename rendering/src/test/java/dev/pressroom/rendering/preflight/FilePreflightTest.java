package dev.pressroom.rendering.preflight;

import static dev.pressroom.rendering.preflight.DrawnFiles.BLACK_BOX;
import static dev.pressroom.rendering.preflight.DrawnFiles.MM;
import static dev.pressroom.rendering.preflight.DrawnFiles.PLAIN;
import static dev.pressroom.rendering.preflight.DrawnFiles.X4;
import static dev.pressroom.rendering.preflight.DrawnFiles.check;
import static dev.pressroom.rendering.preflight.DrawnFiles.picture;
import static dev.pressroom.rendering.preflight.DrawnFiles.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.Jpegs;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.Profiles;
import dev.pressroom.rendering.Tools;
import dev.pressroom.rendering.preflight.DrawnFiles.Draws;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePreflightTest {
    @TempDir
    Path folder;

    private Path pdf(Draws... pages) throws IOException {
        return DrawnFiles.pdf(folder, pages);
    }

    private List<Code> codes(Draws... pages) throws IOException {
        return DrawnFiles.codes(folder, pages);
    }

    @Test
    void findsNothingInAGoodFile() throws Exception {
        Path file = pdf(BLACK_BOX);
        PreflightReport report = check(file, PLAIN);
        assertThat(report.findings()).isEmpty();
        assertThat(report.pages()).isEqualTo(1);
        assertThat(Tools.run("pdfinfo", "-box", file.toString())).contains("TrimBox:", "8.50");
        assertThat(Tools.run("qpdf", "--check", file.toString())).contains("No syntax or stream encoding errors found");
    }

    @Test
    void judgesTheResolutionOfAPictureAsPlaced() throws Exception {
        assertThat(codes(picture(50))).containsExactly(Code.LOW_RESOLUTION);
        assertThat(check(pdf(picture(50)), PLAIN).errors()).isEqualTo(1);
        assertThat(check(pdf(picture(25)), PLAIN).warnings()).isEqualTo(1);
        assertThat(codes(picture(15))).isEmpty();
        assertThat(codes(picture(3))).containsExactly(Code.HIGH_RESOLUTION);
        Path file = pdf(picture(50));
        assertThat(check(file, PLAIN).findings().getFirst().measured()).isEqualTo("150 x 100 pixels, 76.1 dpi");
        assertThat(Tools.run("pdfimages", "-list", file.toString())).containsPattern(" 7[67] +7[67] ");
    }

    @Test
    void wantsTheBoxesAndSizeOfTheProduct() throws Exception {
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.getCOSObject().removeItem(COSName.TRIM_BOX);
        })).contains(Code.PAGE_BOXES, Code.PAGE_SIZE, Code.BLEED_MISSING);
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.setBleedBox(page.getTrimBox());
        })).containsExactly(Code.BLEED_MISSING);
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.setTrimBox(new PDRectangle(3 * MM, 3 * MM, 100 * MM, 70 * MM));
        })).contains(Code.PAGE_SIZE);
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.setRotation(90);
        })).containsExactly(Code.PAGE_TURNED);
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.getCOSObject().setItem(COSName.getPDFName("UserUnit"), new COSFloat(2));
        })).contains(Code.PAGE_TURNED);
    }

    @Test
    void countsPages() throws Exception {
        assertThat(codes(BLACK_BOX, picture(15), picture(14), picture(13), picture(12))).containsExactly(Code.PAGE_COUNT);
        var two = new FilePreflight.Expected(Role.BLOCK, OptionalInt.of(2), OptionalDouble.empty());
        assertThat(FilePreflight.check(pdf(BLACK_BOX), "file.pdf", PLAIN, two, page -> {
        }).findings()).extracting(Finding::required).containsExactly("2 as ordered");
    }

    @Test
    void measuresTheCoverAgainstTheSpineOfThisBlock() throws Exception {
        var covered = Profiles.of("covered", 1, 45, 80, 3, FileLayout.BLOCK_AND_COVER, new Pages(1, 400, 1), new Resolution(1, 1, 9000),
                5_000_000, null);
        Path cover = pdf(BLACK_BOX);
        assertThat(FilePreflight.roleOf(cover, covered)).isEqualTo(Role.COVER);
        assertThat(FilePreflight.roleOf(cover, PLAIN)).isEqualTo(Role.BLOCK);
        assertThat(FilePreflight.roleOf(Files.writeString(folder.resolve("no.pdf"), "%PDF-"), covered)).isEqualTo(Role.BLOCK);
        assertThat(FilePreflight.check(cover, "c.pdf", covered, new FilePreflight.Expected(Role.COVER, OptionalInt.of(100),
                OptionalDouble.empty()), page -> {
                }).findings()).isEmpty();
        assertThat(FilePreflight.check(cover, "c.pdf", covered, new FilePreflight.Expected(Role.COVER, OptionalInt.of(120),
                OptionalDouble.empty()), page -> {
                }).findings()).extracting(Finding::code).containsExactly(Code.COVER_SIZE);
        assertThat(FilePreflight.check(cover, "c.pdf", covered, FilePreflight.Expected.of(Role.COVER), page -> {
        }).findings()).extracting(Finding::code).containsExactly(Code.SPINE_UNKNOWN);
    }

    @Test
    void wantsFontsInTheFile() throws Exception {
        Path file = pdf(text(new PDColor(new float[]{0, 0, 0, 1}, PDDeviceCMYK.INSTANCE)));
        assertThat(check(file, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.FONT_NOT_EMBEDDED);
        assertThat(Tools.run("pdffonts", file.toString())).containsPattern("Helvetica +Type 1 +\\w+ +no ");
    }

    @Test
    void wantsBlackTextInBlackInk() throws Exception {
        assertThat(codes(text(new PDColor(new float[]{0, 0, 0}, PDDeviceRGB.INSTANCE)))).contains(Code.RICH_BLACK_TEXT, Code.COLOUR_SPACE);
        assertThat(codes(text(new PDColor(new float[]{.6f, .5f, .5f, 1}, PDDeviceCMYK.INSTANCE)))).contains(Code.RICH_BLACK_TEXT);
    }

    @Test
    void wantsTaggedColoursAndNotTooMuchInk() throws Exception {
        assertThat(codes((pdf, page, content) -> {
            content.setNonStrokingColor(1f, 0f, 0f);
            content.addRect(50, 50, 50, 50);
            content.fill();
        })).containsExactly(Code.COLOUR_SPACE);
        assertThat(codes((pdf, page, content) -> {
            content.setNonStrokingColor(.9f, .9f, .9f, .9f);
            content.addRect(50, 50, 50, 50);
            content.fill();
        })).containsExactly(Code.INK_COVERAGE);
        assertThat(codes((pdf, page, content) -> content.drawImage(
                JPEGFactory.createFromByteArray(pdf, Jpegs.with(Jpegs.fourChannels(150, 100, 5, 5, 5, 5), Jpegs.adobe())), 30, 30, 45,
                30))).containsExactly(Code.INK_COVERAGE);
    }

    @Test
    void refusesWhatDoesMoreThanPrint() throws Exception {
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            pdf.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)"));
        })).containsExactly(Code.PDF_ACTIVE);
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            var link = new PDAnnotationLink();
            link.setRectangle(new PDRectangle(50, 50, 20, 20));
            page.getAnnotations().add(link);
        })).containsExactly(Code.ANNOTATION);
    }

    @Test
    void refusesActionsOfAPage() throws Exception {
        assertThat(codes((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            var actions = new COSDictionary();
            actions.setItem(COSName.O, new PDActionJavaScript("app.alert(1)").getCOSObject());
            page.getCOSObject().setItem(COSName.AA, actions);
        })).containsExactly(Code.PDF_ACTIVE);
    }

    @Test
    void tellsBlankAndRepeatedPages() throws Exception {
        assertThat(codes((pdf, page, content) -> {
        })).containsExactly(Code.BLANK_PAGE);
        Draws same = text(new PDColor(new float[]{0, 0, 0, 1}, PDDeviceCMYK.INSTANCE));
        assertThat(codes(same, same)).contains(Code.DUPLICATE_PAGE);
        assertThat(codes(picture(15), picture(14))).isEmpty();
    }

    @Test
    void tellsEverythingThatPdfX4LacksAsWarnings() throws Exception {
        PreflightReport report = check(pdf(BLACK_BOX), X4);
        assertThat(report.findings()).allMatch(finding -> finding.severity() == Severity.WARNING && finding.code() == Code.PDFX_INCOMPLETE);
        assertThat(report.findings()).extracting(Finding::measured).contains("no output intent", "no XMP metadata", "Trapped is missing",
                "no title");
    }

    @Test
    void refusesTransparencyOnlyWhereThePressCannotTakeIt() throws Exception {
        var cmyk = new PrintProfile("cmyk", 1, null, null, PLAIN.trim(), PLAIN.bleed(), 3, PLAIN.pages(), PLAIN.layout(),
                PLAIN.resolution(),
                new PrintProfile.Colour(PrintProfile.Policy.CMYK, 300, null), null, PrintProfile.Marks.NONE, 5_000_000, "{part}.pdf");
        Draws faint = (pdf, page, content) -> {
            var state = new PDExtendedGraphicsState();
            state.setNonStrokingAlphaConstant(0.5f);
            content.setGraphicsStateParameters(state);
            BLACK_BOX.on(pdf, page, content);
        };
        assertThat(check(pdf(faint), cmyk).findings()).extracting(Finding::code).containsExactly(Code.TRANSPARENCY);
        assertThat(check(pdf(faint), PLAIN).findings()).isEmpty();
    }

    @Test
    void refusesAFileThatIsTooLargeOrLocked() throws Exception {
        var tight = Profiles.of("block", 1, 100, 80, 3, FileLayout.BLOCK, new Pages(1, 4, 1), new Resolution(1, 1, 9000), 100, null);
        assertThat(check(pdf(BLACK_BOX), tight).findings()).extracting(Finding::code).containsExactly(Code.FILE_TOO_LARGE);
        Path locked = folder.resolve("locked.pdf");
        try (var pdf = new PDDocument()) {
            pdf.addPage(new PDPage());
            pdf.protect(new StandardProtectionPolicy("owner", "user", new AccessPermission()));
            pdf.save(locked.toFile());
        }
        assertThat(check(locked, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.PDF_ENCRYPTED);
    }
}
