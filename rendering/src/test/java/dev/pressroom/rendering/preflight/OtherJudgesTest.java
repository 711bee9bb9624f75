package dev.pressroom.rendering.preflight;

import static dev.pressroom.rendering.preflight.DrawnFiles.BLACK_BOX;
import static dev.pressroom.rendering.preflight.DrawnFiles.PLAIN;
import static dev.pressroom.rendering.preflight.DrawnFiles.X4;
import static dev.pressroom.rendering.preflight.DrawnFiles.check;
import static dev.pressroom.rendering.preflight.DrawnFiles.halfPicture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Tools;
import dev.pressroom.rendering.preflight.DrawnFiles.Draws;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDJavascriptNameTreeNode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
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
}
