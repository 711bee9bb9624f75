package dev.pressroom.rendering.preflight;

import static dev.pressroom.rendering.preflight.DrawnFiles.BLACK_BOX;
import static dev.pressroom.rendering.preflight.DrawnFiles.MM;
import static dev.pressroom.rendering.preflight.DrawnFiles.PLAIN;
import static dev.pressroom.rendering.preflight.DrawnFiles.X4;
import static dev.pressroom.rendering.preflight.DrawnFiles.check;
import static dev.pressroom.rendering.preflight.DrawnFiles.halfPicture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Jpegs;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.Profiles;
import dev.pressroom.rendering.Tools;
import dev.pressroom.rendering.preflight.DrawnFiles.Draws;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDJavascriptNameTreeNode;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused, seen by other people's programs where these are on the machine. */
class OtherJudgesTest {
    @TempDir
    Path folder;

    private Path pdf(Draws... pages) throws IOException {
        return DrawnFiles.pdf(folder, pages);
    }

    @Test
    void othersSeeTheSameInWhatIsRefused() throws Exception {
        Path untrimmed = pdf((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            page.setTrimBox(page.getMediaBox());
            page.setBleedBox(page.getMediaBox());
            page.setRotation(90);
        });
        assertThat(check(untrimmed, PLAIN).findings()).extracting(Finding::code).contains(Code.PAGE_SIZE, Code.BLEED_MISSING,
                Code.PAGE_TURNED);
        assertThat(Tools.run("pdfinfo", "-box", untrimmed.toString())).containsPattern("TrimBox: +0.00 +0.00 +300.47 +243.78")
                .containsPattern("BleedBox: +0.00 +0.00").containsPattern("Page rot: +90");

        Path many = pdf(BLACK_BOX, BLACK_BOX, BLACK_BOX, BLACK_BOX, BLACK_BOX);
        assertThat(check(many, PLAIN).findings()).extracting(Finding::code).contains(Code.PAGE_COUNT);
        assertThat(Tools.run("pdfinfo", many.toString())).containsPattern("Pages: +5");

        Path inked = pdf((pdf, page, content) -> {
            content.setNonStrokingColor(.9f, .9f, .9f, .9f);
            content.addRect(0, 0, 400, 400);
            content.fill();
        });
        assertThat(check(inked, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.INK_COVERAGE);
        assertThat(Tools.run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", inked.toString()))
                .containsPattern("(1\\.0+ +){4}CMYK OK");

        Path half = pdf(halfPicture());
        assertThat(check(half, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.DAMAGED);
        assertThat(Tools.run("qpdf", "--check", half.toString())).contains("invalid jpeg data");

        Path scripted = pdf((pdf, page, content) -> {
            BLACK_BOX.on(pdf, page, content);
            var scripts = new PDJavascriptNameTreeNode();
            scripts.setNames(Map.of("a", new PDActionJavaScript("app.alert(1)")));
            var names = new PDDocumentNameDictionary(pdf.getDocumentCatalog());
            names.setJavascript(scripts);
            pdf.getDocumentCatalog().setNames(names);
        });
        assertThat(check(scripted, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.PDF_ACTIVE);
        assertThat(Tools.run("pdfinfo", scripted.toString())).containsPattern("JavaScript: +yes");

        Path plain = pdf(BLACK_BOX);
        assertThat(check(plain, X4).findings()).extracting(Finding::code).containsOnly(Code.PDFX_INCOMPLETE);
        assertThat(Tools.run("exiftool", "-GTS_PDFXVersion", "-Trapped", plain.toString())).doesNotContain("PDF/X");
    }

    @Test
    void othersSeeTheSameInColoursCoversBlankPagesAndLocks() throws Exception {
        Path untagged = pdf((pdf, page, content) -> content.drawImage(
                JPEGFactory.createFromByteArray(pdf, Jpegs.baseline(Jpegs.corners(300, 200))), 20, 20, 30 * MM, 20 * MM));
        assertThat(check(untagged, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.COLOUR_SPACE);
        assertThat(Tools.run("pdfimages", "-list", untagged.toString())).containsPattern("image +300 +200 +rgb ");

        Path blank = pdf(BLACK_BOX, (pdf, page, content) -> {
        });
        assertThat(check(blank, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.BLANK_PAGE);
        assertThat(Tools.run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", blank.toString()).lines().toList().getLast())
                .containsPattern("(0\\.0+ +){4}CMYK OK");

        var covered = Profiles.of("covered", 1, 45, 80, 3, FileLayout.BLOCK_AND_COVER, new Pages(1, 400, 1), new Resolution(1, 1, 9000),
                5_000_000, null);
        Path cover = pdf(BLACK_BOX);
        var book = new FilePreflight.Expected(Role.COVER, OptionalInt.of(120), OptionalDouble.empty());
        assertThat(FilePreflight.check(cover, "cover.pdf", covered, book, _ -> {
        }).findings()).extracting(Finding::code, Finding::measured).containsExactly(Tuple.tuple(Code.COVER_SIZE, "100 x 80 mm"));
        // 283.46 points are 100 mm.
        assertThat(Tools.run("pdfinfo", "-box", cover.toString())).containsPattern("TrimBox: +8\\.50 +8\\.50 +291\\.97 +235\\.28");

        Path locked = folder.resolve("locked.pdf");
        Tools.run("qpdf", "--encrypt", "user", "owner", "256", "--", cover.toString(), locked.toString());
        assertThat(check(locked, PLAIN).findings()).extracting(Finding::code).containsExactly(Code.PDF_ENCRYPTED);
        assertThat(Tools.run("pdfinfo", locked.toString())).contains("Incorrect password");
    }
}
