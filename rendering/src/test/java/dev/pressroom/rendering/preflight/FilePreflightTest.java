package dev.pressroom.rendering.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.Jpegs;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.Profiles;
import dev.pressroom.rendering.Tools;
import dev.pressroom.rendering.profiles.OutputIntent;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.color.PDColor;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceCMYK;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilePreflightTest {
    private static final float MM = 72 / 25.4f;
    private static final PrintProfile PLAIN = Profiles.of("block", 1, 100, 80, 3, FileLayout.BLOCK, new Pages(1, 4, 1),
            new Resolution(100, 200, 600), 5_000_000, null);
    private static final PrintProfile X4 = Profiles.of("x4", 1, 100, 80, 3, FileLayout.BLOCK, new Pages(1, 4, 1),
            new Resolution(100, 200, 600), 5_000_000, new OutputIntent("CGATS TR 001", "classpath:coated-cmyk.icc"));

    @TempDir
    Path folder;

    /** Draws one page of a file. */
    private interface Draws {
        void on(PDDocument pdf, PDPage page, PDPageContentStream content) throws IOException;
    }

    private static final Draws BLACK_BOX = (pdf, page, content) -> {
        content.setNonStrokingColor(0f, 0f, 0f, 1f);
        content.addRect(50, 50, 100, 50);
        content.fill();
    };

    private Path pdf(Draws... pages) throws IOException {
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

    private static PreflightReport check(Path file, PrintProfile profile) throws IOException {
        return FilePreflight.check(file, "file.pdf", profile, FilePreflight.Expected.only(profile), page -> {
        });
    }

    private List<Code> codes(Draws... pages) throws IOException {
        return check(pdf(pages), PLAIN).findings().stream().map(Finding::code).toList();
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

    private static Draws picture(double widthMm) {
        return (pdf, page, content) -> {
            var image = JPEGFactory.createFromByteArray(pdf, Jpegs.grey(150, 100));
            content.drawImage(image, 20, 20, (float) widthMm * MM, (float) widthMm * MM * 2 / 3);
        };
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

    private static Draws text(PDColor colour) {
        return (pdf, page, content) -> {
            content.beginText();
            content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 20);
            content.setNonStrokingColor(colour);
            content.newLineAtOffset(60, 60);
            content.showText("Hello");
            content.endText();
        };
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
    void refusesAPictureThatIsNotWholeOrNotOfTheSizeThatIsSaid() throws Exception {
        byte[] jpeg = Jpegs.grey(150, 100);
        assertThat(damaged(Arrays.copyOf(jpeg, jpeg.length / 2), 150)).isEqualTo("the picture ends before it is complete");
        assertThat(damaged("no picture".getBytes(StandardCharsets.US_ASCII), 150)).isEqualTo("its data is no JPEG picture");
        assertThat(damaged(jpeg, 1500)).isEqualTo("the picture has 150 x 100 pixels, the PDF says 1500 x 100");
        assertThat(damaged(jpeg, 150)).isEmpty();
        assertThat(damaged(Arrays.copyOf(jpeg, jpeg.length + 5), 150)).as("padded").isEmpty();
    }

    private String damaged(byte[] data, int width) throws IOException {
        Path file = pdf((pdf, page, content) -> {
            var image = JPEGFactory.createFromByteArray(pdf, Jpegs.grey(150, 100));
            content.drawImage(image, 20, 20, 15 * MM, 10 * MM);
            image.getCOSObject().setInt(COSName.WIDTH, width);
            try (var out = image.getCOSObject().createRawOutputStream()) {
                out.write(data);
            }
        });
        return check(file, PLAIN).findings().stream().filter(finding -> finding.code() == Code.DAMAGED).map(Finding::measured).findFirst()
                .orElse("");
    }

    @Test
    void wantsEveryPixelOfAPictureThatIsNoJpeg() throws Exception {
        Draws whole = (pdf, page, content) -> content.drawImage(org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory.createFromImage(
                pdf, new java.awt.image.BufferedImage(150, 100, java.awt.image.BufferedImage.TYPE_BYTE_GRAY)), 20, 20, 15 * MM, 10 * MM);
        assertThat(codes(whole)).doesNotContain(Code.DAMAGED);
        Draws half = (pdf, page, content) -> {
            whole.on(pdf, page, content);
            COSName name = page.getResources().getXObjectNames().iterator().next();
            page.getResources().getXObject(name).getCOSObject().setInt(COSName.HEIGHT, 200);
        };
        assertThat(codes(half)).contains(Code.DAMAGED);
    }

    @Test
    void refusesAPageWithoutOrOfAnImpossibleSize() throws Exception {
        Path none = pdf((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.getCOSObject().removeItem(COSName.MEDIA_BOX);
        });
        assertThat(check(none, PLAIN).findings()).extracting(Finding::measured).contains("no MediaBox");
        Path huge = pdf((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.getCOSObject().setItem(COSName.MEDIA_BOX, new PDRectangle(1e9f, 1e9f));
        });
        assertThat(check(huge, PLAIN).findings()).extracting(Finding::code).contains(Code.PAGE_BOXES);
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
            var state = new org.apache.pdfbox.pdmodel.graphics.state.PDExtendedGraphicsState();
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

    @Test
    void saysPlainlyWhatIsNoPdf() throws Exception {
        assertThat(check(Files.write(folder.resolve("a"), new byte[0]), PLAIN).findings()).extracting(Finding::code)
                .containsExactly(Code.EMPTY);
        assertThat(check(Files.writeString(folder.resolve("b"), "PK zip"), PLAIN).findings()).extracting(Finding::measured)
                .containsExactly("a ZIP archive or office document");
        assertThat(check(Files.write(folder.resolve("c"), Jpegs.grey(5, 5)), PLAIN).findings()).extracting(Finding::measured)
                .containsExactly("a JPEG picture");
        assertThatThrownBy(() -> check(folder.resolve("absent.pdf"), PLAIN)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void neverThrowsWhateverIsCutOffOrWrong() throws Exception {
        byte[] good = Files.readAllBytes(pdf(BLACK_BOX, picture(15)));
        var random = new Random(7);
        for (int i = 0; i < 150; i++) {
            byte[] wrong = i % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int n = 0; n < 20 && wrong.length > 0; n++) {
                wrong[random.nextInt(wrong.length)] = (byte) random.nextInt(256);
            }
            PreflightReport report = check(Files.write(folder.resolve("wrong.pdf"), wrong), PLAIN);
            assertThat(report.errors()).as("cut off").isGreaterThanOrEqualTo(i % 3 == 0 ? 1 : 0);
            assertThat(report.findings())
                    .allMatch(finding -> !finding.message().contains("Exception") && !finding.message().contains("\n"));
        }
    }

    @Test
    void boundsWhatASmallFileUnpacksTo() throws Exception {
        Path bomb = folder.resolve("bomb.pdf");
        try (var pdf = new PDDocument()) {
            var page = new PDPage();
            pdf.addPage(page);
            COSStream stream = pdf.getDocument().createCOSStream();
            try (var out = stream.createOutputStream(COSName.FLATE_DECODE)) {
                byte[] spaces = new byte[1_000_000];
                Arrays.fill(spaces, (byte) ' ');
                for (int i = 0; i < 70; i++) {
                    out.write(spaces);
                }
            }
            page.setContents(new PDStream(stream));
            pdf.save(bomb.toFile(), CompressParameters.NO_COMPRESSION);
        }
        assertThat(Files.size(bomb)).isLessThan(1_000_000);
        assertThat(check(bomb, PLAIN).findings()).extracting(Finding::code).contains(Code.PDF_TOO_COMPLEX);
    }

    @Test
    void boundsTablesOfObjectsAndFormsThatRepeatThemselves() throws Exception {
        byte[] packed = deflated(new byte[66_000_000]);
        String head = "%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length " + packed.length + ">>\nstream\n";
        byte[] file = new byte[head.length() + packed.length + 40];
        System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, file, 0, head.length());
        System.arraycopy(packed, 0, file, head.length(), packed.length);
        assertThat(check(Files.write(folder.resolve("tables.pdf"), file), PLAIN).findings()).extracting(Finding::code)
                .containsExactly(Code.PDF_DAMAGED, Code.PDF_TOO_COMPLEX);

        Path laughs = folder.resolve("laughs.pdf");
        try (var pdf = new PDDocument()) {
            var page = new PDPage();
            pdf.addPage(page);
            COSStream inner = form(pdf, "q Q\n".repeat(10), null);
            for (int level = 0; level < 8; level++) {
                inner = form(pdf, "/F Do\n".repeat(10), inner);
            }
            var resources = new COSDictionary();
            var objects = new COSDictionary();
            objects.setItem(COSName.getPDFName("F"), inner);
            resources.setItem(COSName.XOBJECT, objects);
            page.getCOSObject().setItem(COSName.RESOURCES, resources);
            COSStream content = pdf.getDocument().createCOSStream();
            try (var out = content.createOutputStream()) {
                out.write("/F Do".getBytes(StandardCharsets.US_ASCII));
            }
            page.setContents(new PDStream(content));
            pdf.save(laughs.toFile(), CompressParameters.NO_COMPRESSION);
        }
        assertThat(check(laughs, PLAIN).findings()).extracting(Finding::code).contains(Code.PDF_TOO_COMPLEX);
    }

    private static COSStream form(PDDocument pdf, String content, COSStream inner) throws IOException {
        COSStream form = pdf.getDocument().createCOSStream();
        form.setItem(COSName.TYPE, COSName.XOBJECT);
        form.setItem(COSName.SUBTYPE, COSName.FORM);
        form.setItem(COSName.BBOX, new PDRectangle(100, 100));
        if (inner != null) {
            var resources = new COSDictionary();
            var objects = new COSDictionary();
            objects.setItem(COSName.getPDFName("F"), inner);
            resources.setItem(COSName.XOBJECT, objects);
            form.setItem(COSName.RESOURCES, resources);
        }
        try (var out = form.createOutputStream()) {
            out.write(content.getBytes(StandardCharsets.US_ASCII));
        }
        return form;
    }

    private static byte[] deflated(byte[] bytes) throws IOException {
        var out = new java.io.ByteArrayOutputStream();
        try (var deflater = new java.util.zip.DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void leavesAPreviewOfEachPageAsItIsCut() throws Exception {
        Path file = pdf(BLACK_BOX, picture(50));
        PreflightPage.write(check(file, PLAIN), () -> PagePictures.withPreviews(file, folder.resolve("previews"), "block"), 3,
                folder.resolve("report.html"), page -> {
                });
        try (var made = Files.list(folder.resolve("previews"))) {
            assertThat(made.map(path -> path.getFileName().toString()).sorted()).containsExactly("block-001.jpg", "block-002.jpg");
        }
        var preview = javax.imageio.ImageIO.read(folder.resolve("previews/block-001.jpg").toFile());
        assertThat(preview.getWidth() / (double) preview.getHeight()).isCloseTo(100 / 80.0, org.assertj.core.data.Offset.offset(0.01));
        assertThat(Files.readString(folder.resolve("report.html"))).contains("data:image/jpeg;base64,");
    }

    @Test
    void showsThePagesAndDrawsTheProblemWhereItIs() throws Exception {
        Path file = pdf(BLACK_BOX, picture(50));
        PreflightReport report = check(file, PLAIN);
        report.writeJson(folder.resolve("report.json"));
        PreflightPage.write(report, file, 3, folder.resolve("report.html"), page -> {
        });
        assertThat(Files.readString(folder.resolve("report.json"))).contains("\"check\" : 1", "\"code\" : \"LOW_RESOLUTION\"",
                "\"errors\" : 1");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("page 2", "class='p ERROR' x='7.06' y='45.61'",
                "data:image/jpeg;base64,").doesNotContain("not drawn");
    }
}
