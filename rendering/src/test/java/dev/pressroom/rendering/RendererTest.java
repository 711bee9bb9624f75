package dev.pressroom.rendering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.Rendering.Refused;
import dev.pressroom.rendering.Rendering.Rendered;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.PhotoFolder;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.rendering.profiles.OutputIntent;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.Bleed;
import dev.pressroom.rendering.profiles.PrintProfile.Colour;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Marks;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Policy;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import dev.pressroom.rendering.profiles.PrintProfile.Trim;
import dev.pressroom.rendering.templates.OnePerPage;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RendererTest {
    private static final Resolution ANY = new Resolution(1, 1, 100_000);

    @TempDir
    Path folder;

    private final Renderer renderer = new Renderer();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsEveryOrientationUpright(int orientation) throws Exception {
        BufferedImage upright = Jpegs.corners(300, 200);
        byte[] jpeg = Jpegs.with(Jpegs.baseline(Jpegs.stored(upright, orientation)), Jpegs.exif(orientation, ByteOrder.BIG_ENDIAN));
        BufferedImage page = page(print(jpeg, Crop.CENTRE), 0);
        assertThat(colours(page, 0.25, 0.75)).containsExactly(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
        assertThat(page.getWidth()).isGreaterThan(page.getHeight());
    }

    @Test
    void cropsAroundTheCentreThatWasAskedForAndStopsAtTheEdges() throws Exception {
        byte[] jpeg = Jpegs.baseline(Jpegs.corners(300, 200));
        assertThat(colours(page(print(jpeg, new Crop(0, 0, 2)), 0), 0.1, 0.9)).containsOnly(Color.RED);
        assertThat(colours(page(print(jpeg, new Crop(1, 1, 2)), 0), 0.1, 0.9)).containsOnly(Color.YELLOW);
        assertThat(colours(page(print(jpeg, new Crop(0.4, 0.5, 2.5)), 0), 0.1, 0.9)).containsExactly(Color.RED, Color.GREEN, Color.BLUE,
                Color.YELLOW);
        assertThat(colours(page(print(jpeg, new Crop(0.4, 0.4, 2.5)), 0), 0.7, 0.8)).containsExactly(Color.RED, Color.GREEN, Color.BLUE,
                Color.YELLOW);
    }

    @Test
    void cropsATurnedPhotographInItsUprightSense() throws Exception {
        byte[] stored = Jpegs.baseline(Jpegs.stored(Jpegs.corners(300, 200), 8));
        byte[] jpeg = Jpegs.with(stored, Jpegs.exif(8, ByteOrder.LITTLE_ENDIAN));
        assertThat(colours(page(print(jpeg, new Crop(1, 0, 2)), 0), 0.1, 0.9)).containsOnly(Color.GREEN);
    }

    @Test
    void fillsAPageOfAnotherShapeWithoutStretching() throws Exception {
        // A tall page takes a centred strip of the wide photograph: both halves stay, corner bands at a third do not move.
        var block = Profiles.of("tall", 1, 50, 100, 0, FileLayout.BLOCK, new Pages(1, 9, 1), ANY, 1_000_000, null);
        BufferedImage page = page(rendered(block, photo("wide.jpg", Jpegs.baseline(Jpegs.corners(300, 200)))).files().getFirst(), 0);
        assertThat(page.getHeight()).isCloseTo(2 * page.getWidth(), within(2));
        assertThat(colours(page, 0.02, 0.98)).containsExactly(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
        assertThat(colours(page, 0.45, 0.55)).containsExactly(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
    }

    @Test
    void laysThePrintsSheetAsItsPhotographLies() throws Exception {
        PrintFile portrait = print(Jpegs.baseline(Jpegs.corners(200, 300)), Crop.CENTRE);
        try (PDDocument pdf = Loader.loadPDF(portrait.path().toFile())) {
            PDRectangle trim = pdf.getPage(0).getTrimBox();
            assertThat(trim.getWidth()).isCloseTo(mm(100), within(0.01f));
            assertThat(trim.getHeight()).isCloseTo(mm(150), within(0.01f));
        }
    }

    @Test
    void setsMediaBleedAndTrimBoxes() throws Exception {
        Rendered book = rendered(book(1, 9, 1), photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200))));
        try (PDDocument pdf = Loader.loadPDF(book.files().getFirst().path().toFile())) {
            var page = pdf.getPage(0);
            assertThat(page.getMediaBox().getWidth()).isCloseTo(mm(206), within(0.01f));
            assertThat(page.getMediaBox().getHeight()).isCloseTo(mm(154), within(0.01f));
            assertThat(page.getBleedBox().toString()).isEqualTo(page.getMediaBox().toString());
            assertThat(page.getTrimBox().getLowerLeftX()).isCloseTo(mm(3), within(0.01f));
            assertThat(page.getTrimBox().getUpperRightY()).isCloseTo(mm(151), within(0.01f));
        }
    }

    @Test
    void keepsEveryByteOfThePhotographAndItsColourProfile() throws Exception {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        byte[] jpeg = Jpegs.with(Jpegs.progressive(Jpegs.corners(300, 200)), Jpegs.icc(profile, 2));
        PrintFile print = print(Arrays.copyOf(jpeg, jpeg.length + 777), Crop.CENTRE);
        assertThat(latin1(Files.readAllBytes(print.path()))).contains(new String(jpeg, StandardCharsets.ISO_8859_1));
        try (PDDocument pdf = Loader.loadPDF(print.path().toFile())) {
            COSStream picture = picture(pdf);
            assertThat(picture.createRawInputStream().readAllBytes()).isEqualTo(jpeg);
            var space = (COSArray) picture.getDictionaryObject(COSName.COLORSPACE);
            assertThat(space.getName(0)).isEqualTo("ICCBased");
            assertThat(((COSStream) space.getObject(1)).createInputStream().readAllBytes()).isEqualTo(profile);
        }
    }

    @Test
    void takesSrgbForAPhotographWithoutProfileAndStoresARepeatedOneOnce() throws Exception {
        Path file = Jpegs.save(folder, "a.jpg", Jpegs.baseline(Jpegs.corners(300, 200)));
        Rendered book = rendered(book(1, 9, 1), new Shot(file, "a.jpg", Crop.CENTRE),
                new Shot(file, "a.jpg", new Crop(0, 0, 2)));
        try (PDDocument pdf = Loader.loadPDF(book.files().getFirst().path().toFile())) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(2);
            var space = (COSArray) picture(pdf).getDictionaryObject(COSName.COLORSPACE);
            assertThat(((COSStream) space.getObject(1)).createInputStream().readAllBytes())
                    .isEqualTo(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        }
        assertThat(latin1(Files.readAllBytes(book.files().getFirst().path())).split("/DCTDecode", -1)).hasSize(2);
    }

    @Test
    void invertsCmykOnlyWhenAdobeWroteIt() throws Exception {
        // Pure cyan: full ink in the first channel, stored as it is or, with Adobe's marker, inverted.
        PrintFile plain = print(Jpegs.fourChannels(300, 200, 255, 0, 0, 0), Crop.CENTRE);
        Color expected = colours(page(plain, 0), 0.5, 0.6).iterator().next();
        assertThat(expected.getRed()).isLessThan(100);
        assertThat(expected.getBlue()).isGreaterThan(150);
        try (PDDocument pdf = Loader.loadPDF(plain.path().toFile())) {
            assertThat(picture(pdf).getDictionaryObject(COSName.DECODE)).isNull();
        }
        PrintFile adobe = print(Jpegs.with(Jpegs.fourChannels(300, 200, 0, 255, 255, 255), Jpegs.adobe()), Crop.CENTRE);
        assertThat(colours(page(adobe, 0), 0.5, 0.6)).containsOnly(expected);
    }

    @Test
    void showsTheColoursOfAnRgbPhotographThatIsNotStoredAsLumaAndChroma() throws Exception {
        PrintFile print = print(Jpegs.plainRgb(Jpegs.corners(300, 200)), Crop.CENTRE);
        try (PDDocument pdf = Loader.loadPDF(print.path().toFile())) {
            assertThat(picture(pdf).getCOSDictionary(COSName.DECODE_PARMS).getInt("ColorTransform")).isZero();
        }
        assertThat(colours(page(print, 0), 0.25, 0.75)).containsExactly(Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW);
    }

    @Test
    void givesTheSameBytesForTheSameInputAndOthersForAnother() throws Exception {
        byte[] jpeg = Jpegs.baseline(Jpegs.corners(300, 200));
        PrintFile first = print(jpeg, Crop.CENTRE);
        PrintFile again = print(jpeg, Crop.CENTRE);
        PrintFile other = print(jpeg, new Crop(0.5, 0.5, 1.1));
        assertThat(again).isEqualTo(first);
        assertThat(other.sha256()).isNotEqualTo(first.sha256());
        assertThat(other.bytes()).isEqualTo(Files.size(other.path()));
        byte[] bytes = Files.readAllBytes(other.path());
        assertThat(other.sha256()).isEqualTo(Hashes.hex(Hashes.sha256(), bytes));
        assertThat(other.md5()).isEqualTo(Hashes.hex(Hashes.md5(), bytes));
    }

    @Test
    void writesTheSkeletonOfPdfX4AndClaimsItOnlyWithAnOutputIntent() throws Exception {
        Rendered plain = rendered(book(1, 9, 1), photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200))));
        byte[] bytes = Files.readAllBytes(plain.files().getFirst().path());
        assertThat(latin1(bytes)).startsWith("%PDF-1.6").contains("/Trapped /False").doesNotContain("GTS_PDFX");
        try (PDDocument pdf = Loader.loadPDF(bytes)) {
            assertThat(pdf.getDocumentInformation().getTitle()).isEqualTo("block.pdf");
            assertThat(pdf.getDocument().getDocumentID().size()).isEqualTo(2);
            assertThat(latin1(pdf.getDocumentCatalog().getMetadata().toByteArray())).contains("<pdf:Trapped>False</pdf:Trapped>",
                    "<xmp:CreateDate>2000-01-01T00:00:00+00:00</xmp:CreateDate>");
        }

        Path press = Jpegs.save(folder, "press.icc", pressProfile());
        Rendered complete = rendered(with(new OutputIntent("CGATS001", press.toString())),
                photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200))));
        try (PDDocument pdf = Loader.loadPDF(complete.files().getFirst().path().toFile())) {
            var intent = pdf.getDocumentCatalog().getOutputIntents().getFirst();
            assertThat(intent.getCOSObject().getNameAsString(COSName.S)).isEqualTo("GTS_PDFX");
            assertThat(intent.getOutputConditionIdentifier()).isEqualTo("CGATS001");
            assertThat(latin1(pdf.getDocumentCatalog().getMetadata().toByteArray())).contains("PDF/X-4");
        }
    }

    @Test
    void refusesAnOutputIntentThatIsNoPrintingCondition() {
        Path screen = Jpegs.save(folder, "srgb.icc", ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        assertThatThrownBy(
                () -> rendered(with(new OutputIntent("sRGB", screen.toString())), photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200)))))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("class prtr");
    }

    @Test
    void writesOneFileForEachPrint() throws Exception {
        Rendered prints = rendered(prints(ANY), photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200))),
                photo("b.jpg", Jpegs.grey(300, 200)));
        assertThat(prints.files()).extracting(PrintFile::name).containsExactly("print-001.pdf", "print-002.pdf");
        assertThat(prints.files()).allSatisfy(file -> {
            assertThat(file.role()).isEqualTo(Role.PRINT);
            assertThat(file.pages()).isEqualTo(1);
        });
        try (var left = Files.list(folder.resolve("out"))) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder("print-001.pdf", "print-002.pdf");
        }
    }

    @Test
    void listsAllProblemsAtOnceAndWritesNothing() throws Exception {
        byte[] good = Jpegs.baseline(Jpegs.corners(300, 200));
        var book = Profiles.of("book", 1, 200, 148, 3, FileLayout.BLOCK, new Pages(8, 20, 4), new Resolution(30, 40, 5000), 20_000, null);
        Refused refused = (Refused) render(book, photo("empty.jpg", new byte[0]), photo("cut.jpg", Arrays.copyOf(good, good.length / 2)),
                photo("small.jpg", Jpegs.grey(60, 40)), photo("bomb.jpg", Jpegs.headerOnly(40_000, 40_000, 0, 8, 3)),
                photo("good.jpg", good));
        assertThat(refused.errors()).extracting(problem -> problem.place() + " " + problem.code()).containsExactly(
                "empty.jpg, page 1 EMPTY",
                "cut.jpg, page 2 CUT_OFF", "bomb.jpg, page 4 TOO_LARGE", "design PAGE_COUNT", "design, page 3 LOW_RESOLUTION");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void countsPagesByTheProductsRule() throws Exception {
        byte[] jpeg = Jpegs.baseline(Jpegs.corners(300, 200));
        Shot[] six = {photo("a.jpg", jpeg), photo("a.jpg", jpeg), photo("a.jpg", jpeg), photo("a.jpg", jpeg),
                photo("a.jpg", jpeg),
                photo("a.jpg", jpeg)};
        assertThat(((Refused) render(book(8, 20, 4), six)).errors().getFirst().message())
                .isEqualTo(
                        "design: the number of pages is not one that the product has (6 pages), wanted: 8 to 20, a multiple of 4. Add pages.");
        assertThat(render(book(2, 5, 1), six)).isInstanceOf(Refused.class);
        assertThat(render(book(2, 20, 4), six)).isInstanceOf(Refused.class);
        assertThat(render(book(6, 6, 3), six)).isInstanceOf(Rendered.class);
    }

    @Test
    void warnsBelowOneResolutionAndRefusesBelowAnother() throws Exception {
        // 1240 pixels on 155 mm at 2.5 mm bleed: 203.2 dpi. A zoom of 1.4 leaves 145.1.
        Shot photo = photo("beach.jpg", Jpegs.baseline(Jpegs.corners(1240, 840)));
        var bleeding = Profiles.of("print", 1, 150, 100, 2.5, FileLayout.ONE_FILE_PER_SIDE, new Pages(1, 9, 1),
                new Resolution(150, 300, 5000),
                1_000_000, null);
        Rendered rendered = rendered(bleeding, photo);
        assertThat(rendered.findings()).extracting(Finding::message).containsExactly("design, page 1: the resolution is too"
                + " low (beach.jpg: 1240 x 840 pixels give 203.2 dpi at this size and crop), wanted: better 300 dpi. Use a larger photograph,"
                + " less zoom or a smaller place.");
        Refused refused = (Refused) render(bleeding, new Shot(photo.file(), photo.label(), new Crop(0.5, 0.5, 1.4)));
        assertThat(refused.errors()).extracting(Finding::measured)
                .containsExactly("beach.jpg: 1240 x 840 pixels give 145.1 dpi at this size and crop");
    }

    @Test
    void neverWritesMoreThanThePrinterTakes() throws Exception {
        Rendered book = rendered(book(1, 9, 1), photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200))),
                photo("b.jpg", Jpegs.grey(300, 200)));
        long exact = book.files().getFirst().bytes();
        var tight = Profiles.of("book", 1, 200, 148, 3, FileLayout.BLOCK, new Pages(1, 9, 1), ANY, exact - 1, null);
        Refused refused = (Refused) render(tight, photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200))),
                photo("b.jpg", Jpegs.grey(300, 200)));
        assertThat(refused.errors()).extracting(Finding::code).containsExactly(Code.FILE_TOO_LARGE);
    }

    @Test
    void tellsItsProgressAndLeavesNoPartWhenStopped() throws Exception {
        Shot[] photos = {photo("a.jpg", Jpegs.baseline(Jpegs.corners(300, 200))), photo("b.jpg", Jpegs.grey(300, 200))};
        List<String> told = new ArrayList<>();
        render(book(1, 9, 1), (doing, done, total) -> told.add(doing + " " + done + "/" + total), folder.resolve("told"), photos);
        assertThat(told).containsExactly("photos 1/2", "photos 2/2", "writing 1/2", "writing 2/2", "checking 1/2", "checking 2/2");
        for (String stopAt : told.subList(2, 6)) {
            assertThatThrownBy(() -> render(book(1, 9, 1), (doing, done, total) -> {
                if (stopAt.equals(doing + " " + done + "/" + total)) {
                    throw new CancellationException("stop");
                }
            }, folder.resolve("stopped"), photos)).isInstanceOf(CancellationException.class);
            assertThat(folder.resolve("stopped")).isEmptyDirectory();
        }
    }

    @Test
    void refusesAProfileThatCannotBeMeantListingEverythingWrong() {
        assertThatThrownBy(() -> new PrintProfile("A b", 0, null, null, new Trim(0, 100), Bleed.all(-1), -1, new Pages(4, 2, 0),
                FileLayout.BLOCK_AND_COVER, new Resolution(200, 100, 50), new Colour(Policy.RGB, 50, null), null, Marks.NONE, 0, "x"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("id 'A b'", "version", "trim", "Bleed", "safe",
                        "pages",
                        "Resolution", "maxInk", "maxBytes", "needs a cover", "fileName");
    }

    private static PrintProfile prints(Resolution resolution) {
        return Profiles.of("print", 1, 150, 100, 0, FileLayout.ONE_FILE_PER_SIDE, new Pages(1, 500, 1), resolution, 1_000_000, null);
    }

    private static PrintProfile book(int minimum, int maximum, int multiple) {
        return Profiles.of("book", 1, 200, 148, 3, FileLayout.BLOCK, new Pages(minimum, maximum, multiple), ANY, 1_000_000, null);
    }

    private static PrintProfile with(OutputIntent intent) {
        return Profiles.of("book", 2, 200, 148, 3, FileLayout.BLOCK, new Pages(1, 9, 1), ANY, 1_000_000, intent);
    }

    private Shot photo(String label, byte[] bytes) {
        return new Shot(Jpegs.save(folder, label, bytes), label, Crop.CENTRE);
    }

    private record Shot(Path file, String label, Crop crop) {}

    private Rendering render(PrintProfile profile, Shot... photos) throws IOException {
        return render(profile, Renderer.Progress.NONE, folder.resolve("out"), photos);
    }

    private Rendering render(PrintProfile profile, Renderer.Progress progress, Path out, Shot... photos) throws IOException {
        var shots = new PhotoFolder(folder, new PhotoInspector(PhotoLimits.DEFAULT));
        List<OnePerPage.Placed> placed = new ArrayList<>();
        for (Shot photo : photos) {
            placed.add(new OnePerPage.Placed(photo.label(), photo.crop(),
                    shots.look(photo.label(), photo.label()) instanceof Photo good ? good : null));
        }
        return renderer.render(OnePerPage.of("design", profile, placed), profile, shots, OptionalDouble.empty(), out, progress);
    }

    private Rendered rendered(PrintProfile profile, Shot... photos) throws IOException {
        return (Rendered) render(profile, photos);
    }

    private PrintFile print(byte[] jpeg, Crop crop) throws IOException {
        Path file = Jpegs.save(folder, "photo.jpg", jpeg);
        return rendered(prints(ANY), new Shot(file, "photo.jpg", crop)).files().getFirst();
    }

    private static BufferedImage page(PrintFile file, int page) throws IOException {
        try (PDDocument pdf = Loader.loadPDF(file.path().toFile())) {
            return new PDFRenderer(pdf).renderImageWithDPI(page, 36);
        }
    }

    /**
     * The colours at top left, top right, bottom left and bottom right of two fractions, each channel rounded to the
     * nearest of 0, 51 ... 255.
     */
    private static List<Color> colours(BufferedImage page, double near, double far) {
        double[][] places = {{near, near}, {far, near}, {near, far}, {far, far}};
        return Arrays.stream(places).map(place -> {
            int rgb = page.getRGB((int) (place[0] * page.getWidth()), (int) (place[1] * page.getHeight()));
            return new Color(coarse(rgb >> 16), coarse(rgb >> 8), coarse(rgb));
        }).toList();
    }

    private static int coarse(int channel) {
        return Math.round((channel & 0xff) / 51f) * 51;
    }

    private static float mm(double mm) {
        return (float) (mm * 72 / 25.4);
    }

    private static String latin1(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static COSStream picture(PDDocument pdf) throws IOException {
        var resources = pdf.getPage(0).getResources();
        return resources.getXObject(Set.copyOf((Collection<COSName>) resources.getXObjectNames()).iterator().next())
                .getCOSObject();
    }

    /** PDFBox's small CMYK profile, called an output profile in its header (bytes 12 to 15). */
    private static byte[] pressProfile() throws IOException {
        try (var in = PDDocument.class.getResourceAsStream("/org/apache/pdfbox/resources/icc/CGATS001Compat-v2-micro.icc")) {
            byte[] profile = in.readAllBytes();
            System.arraycopy("prtr".getBytes(StandardCharsets.ISO_8859_1), 0, profile, 12, 4);
            return profile;
        }
    }
}
