package dev.pressroom.rendering.preflight;

import static dev.pressroom.rendering.preflight.DrawnFiles.BLACK_BOX;
import static dev.pressroom.rendering.preflight.DrawnFiles.MM;
import static dev.pressroom.rendering.preflight.DrawnFiles.PLAIN;
import static dev.pressroom.rendering.preflight.DrawnFiles.check;
import static dev.pressroom.rendering.preflight.DrawnFiles.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Jpegs;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.preflight.DrawnFiles.Draws;
import dev.pressroom.rendering.profiles.PrintProfile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
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
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are broken, or made to hurt: a finding, never an exception, never much memory. */
class BrokenFileTest {
    private static final PrintProfile RGB = new PrintProfile("rgb", 1, null, null, PLAIN.trim(), PLAIN.bleed(), 3, PLAIN.pages(),
            PLAIN.layout(),
            new PrintProfile.Resolution(1, 1, 9000), new PrintProfile.Colour(PrintProfile.Policy.RGB, 400, null), null,
            PrintProfile.Marks.NONE,
            5_000_000, "{part}.pdf");

    @TempDir
    Path folder;

    private Path pdf(Draws... pages) throws IOException {
        return DrawnFiles.pdf(folder, pages);
    }

    private List<Code> codes(Draws... pages) throws IOException {
        return DrawnFiles.codes(folder, pages);
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

    @Test
    void decodesThePicturesOfAFileThatIsNotOurs() throws Exception {
        byte[] jpeg = Jpegs.baseline(Jpegs.corners(900, 600));
        byte[] hurt = jpeg.clone();
        Arrays.fill(hurt, jpeg.length / 2, jpeg.length / 2 + 60, (byte) 0);
        Draws draws = (pdf, page, content) -> {
            var image = JPEGFactory.createFromByteArray(pdf, jpeg);
            content.drawImage(image, 20, 20, 90 * MM, 60 * MM);
            try (var out = image.getCOSObject().createRawOutputStream()) {
                out.write(hurt);
            }
            image.getCOSObject().setItem(COSName.COLORSPACE, COSName.DEVICERGB);
        };
        Path file = pdf(draws);
        assertThat(check(file, RGB).findings()).extracting(Finding::code).containsExactly(Code.DAMAGED);
        assertThat(check(file, RGB).findings().getFirst().message()).contains("file.pdf, page 1", "a picture: Corrupt JPEG data");
        var known = new FilePreflight.Expected(Role.BLOCK, OptionalInt.empty(), OptionalDouble.empty(), true);
        assertThat(FilePreflight.check(file, "file.pdf", RGB, known, _ -> {
        }).findings()).isEmpty();
    }

    @Test
    void refusesAPictureWhoseColourSpaceHasOtherChannels() throws Exception {
        assertThat(codes((pdf, page, content) -> {
            var image = JPEGFactory.createFromByteArray(pdf, Jpegs.grey(150, 100));
            content.drawImage(image, 20, 20, 15 * MM, 10 * MM);
            image.getCOSObject().setItem(COSName.COLORSPACE, COSName.DEVICECMYK);
        })).containsExactly(Code.DAMAGED);
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
        Draws whole = (pdf, page, content) -> content.drawImage(LosslessFactory.createFromImage(
                pdf, new BufferedImage(150, 100, BufferedImage.TYPE_BYTE_GRAY)), 20, 20, 15 * MM, 10 * MM);
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
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        }
        return out.toByteArray();
    }
}
