package dev.pressroom.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pressroom.rendering.Rendering.Refused;
import dev.pressroom.rendering.Rendering.Rendered;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.photos.PhotoFolder;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.rendering.profiles.OutputIntent;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import dev.pressroom.rendering.profiles.PrintProfiles;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole designs through the whole renderer, judged by other people's programs where these are on the machine. */
class DesignRenderingTest {
    private static final String CARD = """
        {"format": "pressroom-design/1", "name": "card", "page": {"width": 148, "height": 105}, "pages": [
          {"elements": [
            {"type": "photo", "frame": {"x": 0, "y": 0, "width": 148, "height": 105}, "photo": "wide.jpg"},
            {"type": "photo", "frame": {"x": 90, "y": 20, "width": 30, "height": 40}, "photo": "turned.jpg", "rotation": 12, "corner": 4,
             "border": {"width": 1.5, "colour": "#ffffff"}, "crop": {"x": 0.4, "y": 0.6, "zoom": 1.2}}]},
          {"background": "#f0e8d8", "elements": [
            {"type": "fill", "frame": {"x": 0, "y": 80, "width": 148, "height": 25}, "colour": "#336677"},
            {"type": "sticker", "frame": {"x": 110, "y": 10, "width": 20, "height": 20}, "width": 10, "height": 10, "colour": "#cc3344",
             "path": "M5 9 L1 5 C-1 2 3 -1 5 2 C7 -1 11 2 9 5 Z"},
            {"type": "text", "frame": {"x": 12, "y": 15, "width": 90, "height": 50}, "lineHeight": 1.3,
             "runs": [{"text": "Greetings! \u0645\u0631\u062d\u0628\u0627 \u0928\u092e\u0938\u094d\u0924\u0947 \u4f60\u597d\\n", "font": "display", "size": 16},
                      {"text": "from the sea", "font": "script", "size": 22, "colour": "#336677"}]}]}]}
        """;

    @TempDir
    Path folder;

    private Rendering render(String json, String profile) throws IOException {
        return render(json, PrintProfiles.find(profile));
    }

    private Rendering render(String json, PrintProfile profile) throws IOException {
        Jpegs.save(folder, "wide.jpg", Jpegs.baseline(Jpegs.corners(1600, 1100)));
        Jpegs.save(folder, "turned.jpg",
                Jpegs.with(Jpegs.baseline(Jpegs.stored(Jpegs.corners(600, 800), 6)), Jpegs.exif(6, ByteOrder.BIG_ENDIAN)));
        return new Renderer().render(Design.read(json.getBytes(StandardCharsets.UTF_8)), profile,
                new PhotoFolder(folder, new PhotoInspector(PhotoLimits.DEFAULT)), OptionalDouble.empty(), folder.resolve("out"),
                Renderer.Progress.NONE);
    }

    private PrintFile card() throws IOException {
        return ((Rendered) render(CARD, "card-a6")).files().getFirst();
    }

    @Test
    void givesTheSameBytesTwice() throws Exception {
        PrintFile first = card();
        assertThat(card()).isEqualTo(first);
        assertThat(((Rendered) render(CARD.replace("from the sea", "from the see"), "card-a6")).files().getFirst().sha256())
                .isNotEqualTo(first.sha256());
    }

    @Test
    void looksToOtherProgramsAsItIsMeant() throws Exception {
        String file = card().path().toString();
        assertThat(Tools.run("qpdf", "--check", file)).contains("PDF Version: 1.6", "No syntax or stream encoding errors found");
        assertThat(Tools.run("pdffonts", file).lines().toList()).as("text is outlines").hasSizeLessThanOrEqualTo(2);
        assertThat(Tools.run("pdfinfo", "-box", file)).containsPattern("TrimBox: +8.50 +8.50 +428.03 +306.14");
        assertThat(Tools.run("pdfimages", "-list", file)).contains("icc", "jpeg");
        assertThat(Tools.run("exiftool", "-GTS_PDFXVersion", "-Trapped", file)).contains("PDF/X-4", "False");
    }

    @Test
    void printsBlackTextInBlackInkAlone() throws Exception {
        String page = content(card(), 1);
        assertThat(page).containsPattern("/gs\\d gs\n0 0 0 1 k");
        assertThat(Tools.run("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=inkcov", "-o", "-", text().toString()))
                .containsPattern("0\\.00000 +0\\.00000 +0\\.00000 +0\\.0[0-9]*[1-9][0-9]* CMYK OK");
    }

    private Path text() throws IOException {
        String json = """
            {"format": "pressroom-design/1", "name": "text", "page": {"width": 148, "height": 105}, "pages": [
              {"elements": [{"type": "text", "frame": {"x": 12, "y": 15, "width": 90, "height": 50}, "runs": [{"text": "Black", "size": 30}]}]},
              {"elements": [{"type": "text", "frame": {"x": 12, "y": 15, "width": 90, "height": 50}, "runs": [{"text": "Text", "size": 30}]}]}]}
            """;
        return ((Rendered) render(json, "card-a6")).files().getFirst().path();
    }

    private static String content(PrintFile file, int page) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(file.path().toFile())) {
            return new String(pdf.getPage(page).getContents().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    /** At most a mean difference of 4 in 255 over a page, and one pixel in twenty-five off by more than 48 (edges). */
    @ParameterizedTest
    @ValueSource(strings = {"pdftoppm", "mutool"})
    void looksTheSameInAnotherEngine(String engine) throws Exception {
        // Without a printing condition: poppler shows what a press of that condition would make of the colours.
        PrintFile card = ((Rendered) render(CARD, Profiles.of("card", 1, 148, 105, 3, FileLayout.BLOCK, new Pages(2, 2, 2),
                new Resolution(120, 200, 2400), 300_000_000, null))).files().getFirst();
        for (int page = 0; page < 2; page++) {
            Path png = folder.resolve(engine + page + ".png");
            if (engine.equals("pdftoppm")) {
                Tools.run("pdftoppm", "-r", "72", "-png", "-singlefile", "-f", "" + (page + 1), card.path().toString(),
                        png.toString().replace(".png", ""));
            } else {
                Tools.run("mutool", "draw", "-r", "72", "-o", png.toString(), card.path().toString(), "" + (page + 1));
            }
            BufferedImage theirs = ImageIO.read(png.toFile());
            BufferedImage ours;
            try (PDDocument pdf = Loader.loadPDF(card.path().toFile())) {
                ours = new PDFRenderer(pdf).renderImageWithDPI(page, 72);
            }
            int width = Math.min(ours.getWidth(), theirs.getWidth());
            int height = Math.min(ours.getHeight(), theirs.getHeight());
            assertThat(Math.abs(ours.getWidth() - theirs.getWidth())).isLessThanOrEqualTo(1);
            long sum = 0;
            int far = 0;
            for (int i = 0; i < width * height; i++) {
                int a = ours.getRGB(i % width, i / width);
                int b = theirs.getRGB(i % width, i / width);
                int most = 0;
                for (int shift = 0; shift <= 16; shift += 8) {
                    int difference = Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
                    sum += difference;
                    most = Math.max(most, difference);
                }
                far += most > 48 ? 1 : 0;
            }
            assertThat(sum / (3.0 * width * height)).as("mean difference on page " + (page + 1)).isLessThan(4);
            assertThat(far).as("far pixels on page " + (page + 1)).isLessThan(width * height / 25);
        }
    }

    /** The four colours of {@link Jpegs#corners} clockwise from the top left. */
    private static final List<Color> CLOCKWISE = List.of(Color.RED, Color.GREEN, Color.YELLOW,
            Color.BLUE);

    /** Each of the eight orientations on pages turned by each quarter: thirty-two pages, in three engines. */
    @ParameterizedTest
    @ValueSource(strings = {"pdfbox", "pdftoppm", "mutool"})
    void turnsEveryOrientationTogetherWithTheFrame(String engine) throws Exception {
        var pages = new StringBuilder();
        for (int orientation = 1; orientation <= 8; orientation++) {
            Jpegs.save(folder, orientation + ".jpg", Jpegs.with(Jpegs.baseline(Jpegs.stored(Jpegs.corners(120, 120), orientation)),
                    Jpegs.exif(orientation, ByteOrder.BIG_ENDIAN)));
            for (int rotation = 0; rotation < 360; rotation += 90) {
                pages.append(pages.isEmpty() ? "" : ",").append("{\"elements\": [{\"type\": \"photo\", \"frame\": {\"x\": 10, \"y\": 10,"
                        + " \"width\": 20, \"height\": 20}, \"photo\": \"" + orientation + ".jpg\", \"rotation\": " + rotation + "}]}");
            }
        }
        String json = "{\"format\": \"pressroom-design/1\", \"name\": \"o\", \"page\": {\"width\": 40, \"height\": 40}, \"pages\": ["
                + pages
                + "]}";
        PrintFile file = ((Rendered) render(json, Profiles.of("turned", 1, 40, 40, 0, FileLayout.BLOCK, new Pages(32, 32, 1),
                new Resolution(1, 1, 2400), 300_000_000, null))).files().getFirst();
        List<BufferedImage> drawn = drawn(engine, file.path());
        assertThat(drawn).hasSize(32);
        for (int page = 0; page < 32; page++) {
            int quarter = page % 4;
            // A quarter clockwise brings what was at the top left to the top right.
            int[][] corners = {{14, 14}, {26, 14}, {26, 26}, {14, 26}};
            for (int corner = 0; corner < 4; corner++) {
                var seen = new Color(drawn.get(page).getRGB(corners[corner][0], corners[corner][1]));
                var wanted = CLOCKWISE.get((corner - quarter + 4) % 4);
                assertThat(Math.abs(seen.getRed() - wanted.getRed()) + Math.abs(seen.getGreen() - wanted.getGreen())
                        + Math.abs(seen.getBlue() - wanted.getBlue()))
                        .as("orientation %d, turned by %d, corner %d", page / 4 + 1, quarter * 90,
                                corner)
                        .isLessThan(120);
            }
        }
    }

    /** Every page at a pixel a millimetre. */
    private List<BufferedImage> drawn(String engine, Path pdf) throws Exception {
        List<BufferedImage> pages = new ArrayList<>();
        if (engine.equals("pdfbox")) {
            try (PDDocument document = Loader.loadPDF(pdf.toFile())) {
                for (int page = 0; page < document.getNumberOfPages(); page++) {
                    pages.add(new PDFRenderer(document).renderImageWithDPI(page, 25.4f));
                }
            }
            return pages;
        }
        Path out = Files.createDirectories(folder.resolve(engine));
        if (engine.equals("pdftoppm")) {
            Tools.run("pdftoppm", "-r", "25.4", "-png", pdf.toString(), out.resolve("page").toString());
        } else {
            Tools.run("mutool", "draw", "-r", "25.4", "-o", out.resolve("page-%02d.png").toString(), pdf.toString());
        }
        try (var files = Files.list(out)) {
            for (Path png : files.sorted().toList()) {
                pages.add(ImageIO.read(png.toFile()));
            }
        }
        return pages;
    }

    @Test
    void takesTheSpineThatThePrinterWasAskedForWithTheDesignAndNoOther() throws Exception {
        PrintProfile asked = PrintProfiles.find("gelato-softcover-21x28");
        String page = "{\"background\": \"#abcdef\", \"elements\": []}";
        String json = "{\"format\": \"pressroom-design/1\", \"name\": \"book\", \"page\": {\"width\": 210, \"height\": 280}, \"cover\": {\"panel\":"
                + " {\"width\": 210, \"height\": 280}, \"spine\": 4.5, \"spineOf\": \"PROFILE\", \"surface\": {\"background\": \"#223344\"}},"
                + " \"pages\": [" + String.join(",", Collections.nCopies(28, page)) + "]}";
        Refused refused = (Refused) render(json.replace("PROFILE", "another-printer"), asked);
        assertThat(refused.errors()).extracting(Finding::code).containsExactly(Finding.Code.SPINE_UNKNOWN);
        PrintFile book = ((Rendered) render(json.replace("PROFILE", asked.id()), asked)).files().getFirst();
        try (PDDocument pdf = Loader.loadPDF(book.path().toFile())) {
            assertThat(pdf.getPage(0).getTrimBox().getWidth() * 25.4 / 72).isCloseTo(2 * 210 + 4.5, within(0.01));
        }
    }

    @Test
    void givesTheSameBytesWhereverThePrintingConditionsProfileLies() throws Exception {
        List<String> hashes = new ArrayList<>();
        for (String place : List.of("one", "two")) {
            Path icc = Files.createDirectories(folder.resolve(place)).resolve("press.icc");
            try (var in = PrintProfiles.class.getResourceAsStream("coated-cmyk.icc")) {
                Files.copy(in, icc);
            }
            hashes.add(((Rendered) render(CARD, Profiles.of("card", 1, 148, 105, 3, FileLayout.BLOCK, new Pages(2, 2, 2),
                    new Resolution(120, 200, 2400), 300_000_000,
                    new OutputIntent("CGATS TR 001", icc.toString())))).files().getFirst().sha256());
        }
        assertThat(hashes.getFirst()).isEqualTo(hashes.getLast());
    }

    @Test
    void measuresTheSameResolutionAfterReadingTheFileAgain() throws Exception {
        PrintFile card = card();
        assertThat(Tools.run("pdfimages", "-list", card.path().toString()).lines().skip(2).map(line -> line.strip().split(" +")[12])
                .mapToInt(Integer::parseInt).max().orElseThrow()).isCloseTo((int) Math.round(1600 / (154 / 25.4)), within(400));
    }

    @Test
    void makesCoverAndBlockAndLaysTheCoverOutForTheSpine() throws Exception {
        String page = "{\"background\": \"#abcdef\", \"elements\": [{\"type\": \"text\", \"frame\": {\"x\": 20, \"y\": 20, \"width\": 200, \"height\": 30},"
                + " \"runs\": [{\"text\": \"page NUMBER\", \"size\": 20}]}]}";
        var pages = new StringBuilder();
        for (int i = 1; i <= 26; i++) {
            pages.append(i > 1 ? "," : "").append(page.replace("NUMBER", "" + i));
        }
        String json = "{\"format\": \"pressroom-design/1\", \"name\": \"book\", \"page\": {\"width\": 297, \"height\": 210}, \"cover\": {\"panel\":"
                + " {\"width\": 297, \"height\": 210}, \"spine\": 10, \"surface\": {\"background\": \"#223344\", \"elements\": [{\"type\": \"photo\","
                + " \"frame\": {\"x\": 307, \"y\": 0, \"width\": 297, \"height\": 210}, \"photo\": \"wide.jpg\"}]}}, \"pages\": [" + pages
                + "]}";
        Rendered book = (Rendered) render(json, "book-a4-landscape");
        assertThat(book.files()).extracting(PrintFile::name).containsExactly("book-cover.pdf", "book-block.pdf");
        assertThat(book.findings()).extracting(Finding::code).contains(Finding.Code.COVER_SIZE);
        PrintProfile profile = PrintProfiles.find("book-a4-landscape");
        double spine = profile.spine(26).orElseThrow();
        assertThat(spine).isCloseTo(3.0, within(1e-9));
        try (PDDocument cover = Loader.loadPDF(book.files().getFirst().path().toFile())) {
            assertThat(cover.getPage(0).getTrimBox().getWidth() * 25.4 / 72).isCloseTo(2 * 297 + spine, within(0.01));
        }
    }

    @Test
    void tellsEverythingThatIsWrongWithADesignAndWritesNothing() throws Exception {
        Refused refused = (Refused) render(CARD.replace("wide.jpg", "absent.jpg").replace("\"size\": 22", "\"size\": 300"), "card-a6");
        assertThat(refused.errors()).extracting(Finding::code).containsExactlyInAnyOrder(Finding.Code.PHOTO_MISSING,
                Finding.Code.TEXT_OVERFLOW);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void readsNothingOutsideTheFolderOfPhotographs() throws Exception {
        Refused refused = (Refused) render(CARD.replace("wide.jpg", "../../../../../../etc/passwd"), "card-a6");
        assertThat(refused.errors()).extracting(Finding::code).contains(Finding.Code.PHOTO_MISSING);
    }

    @Test
    void storesTheShapeOfALetterOnceHoweverOftenItIsRead() throws Exception {
        String words = "{\"elements\": [{\"type\": \"text\", \"frame\": {\"x\": 12, \"y\": 15, \"width\": 120, \"height\": 70}, \"runs\":"
                + " [{\"text\": \"TEXT\", \"size\": 8}]}]}";
        String json = "{\"format\": \"pressroom-design/1\", \"name\": \"text\", \"page\": {\"width\": 148, \"height\": 105}, \"pages\": ["
                + words
                + "," + words.replace("TEXT", "TEXT TEXT") + "]}";
        PrintFile file = ((Rendered) render(json.replace("TEXT", "noon ".repeat(100).strip()), "card-a6")).files().getFirst();
        String bytes = new String(Files.readAllBytes(file.path()), StandardCharsets.ISO_8859_1);
        assertThat(bytes.split("/Subtype /Form", -1)).as("n and o").hasSize(3);
        assertThat(bytes.split(" Do\n", -1)).hasSizeGreaterThan(1200);
        assertThat(Tools.run("pdffonts", file.path().toString()).lines().toList()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void namesThePageOnWhichABrokenPhotographStands() throws Exception {
        Refused refused = (Refused) render(CARD.replace("wide.jpg", "absent.jpg"), "card-a6");
        assertThat(refused.errors()).singleElement().extracting(Finding::message).asString().startsWith("absent.jpg, page 1: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"\"width\": 1.5, \"colour\": \"#ffffff\"|\"width\": 1.5|a border needs a colour",
            "\"elements\": [|\"elements\": [null, |an element is null", "\"runs\": [|\"runs\": [null, |none of them null",
            "\"width\": 10, \"height\": 10|\"width\": 1e-300, \"height\": 10|0.001 to 1000000",
            "\"type\": \"fill\", |''|does not say of what type",
            "\"rotation\": 12|\"rotation\": 1200|rotation 1200", "\"type\": \"fill\"|\"type\": \"film\"|no type 'film'",
            "#336677|teal|#rrggbb", "\"corner\": 4|\"cornr\": 4|cornr", "M5 9|A5 9|begins with M",
            "pressroom-design/1|pressroom-design/9|pressroom-design/9",
            "\"width\": 148, \"height\": 105}, \"pages\"|\"width\": 0, \"height\": 105}, \"pages\"|page must have",
            "\"zoom\": 1.2|\"zoom\": 0.2|zoom"})
    void saysWhereADesignCannotBeRead(String from, String to, String told) {
        assertThatThrownBy(() -> Design.read(CARD.replaceFirst(Pattern.quote(from), to).getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(told).satisfies(
                        thrown -> assertThat(List.of(thrown.getMessage().split("\n"))).hasSize(1));
    }

    @Test
    void keepsItsWordOnTheBytesOfASmallDesign() throws Exception {
        // Changes only with Renderer.VERSION: what is kept under the old one would no longer be what is made.
        String json = """
            {"format": "pressroom-design/1", "name": "golden", "page": {"width": 148, "height": 105}, "pages": [
              {"background": "#f0e8d8", "elements": [{"type": "fill", "frame": {"x": 10, "y": 10, "width": 50, "height": 30}, "colour": "#808080", "corner": 5}]},
              {"background": "#202020", "elements": []}]}
            """;
        PrintFile file = ((Rendered) render(json, "card-a6")).files().getFirst();
        assertThat(Files.size(file.path())).isEqualTo(file.bytes());
        assertThat(file.sha256()).isEqualTo("e4076663621823c30ff5f88927385dbed82b4acd66fadc3b8ae22b83e3b21dcd");
    }
}
