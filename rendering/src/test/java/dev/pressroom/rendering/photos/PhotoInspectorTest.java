package dev.pressroom.rendering.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Hashes;
import dev.pressroom.rendering.Jpegs;
import dev.pressroom.rendering.photos.Photo.Channels;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoInspectorTest {
    private static final byte[] SRGB = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();

    @TempDir
    Path folder;

    private final PhotoInspector inspector = new PhotoInspector(PhotoLimits.DEFAULT);

    @Test
    void tellsTheFactsOfABaselinePhotograph() throws Exception {
        byte[] jpeg = Jpegs.with(Jpegs.baseline(Jpegs.corners(60, 40)), Jpegs.exif(6, ByteOrder.BIG_ENDIAN));
        Photo photo = photo(jpeg);
        assertThat(photo.width()).isEqualTo(40);
        assertThat(photo.height()).isEqualTo(60);
        assertThat(photo.orientation()).isEqualTo(Orientation.RIGHT_TOP);
        assertThat(photo.channels()).isEqualTo(Channels.RGB);
        assertThat(photo.progressive()).isFalse();
        assertThat(photo.bytes()).isEqualTo(jpeg.length);
        assertThat(photo.printedBytes()).isEqualTo(jpeg.length - Jpegs.exif(6, ByteOrder.BIG_ENDIAN).length);
        assertThat(photo.sha256())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jpeg)));
        assertThat(photo.profile()).isNull();
        assertThat(photo.warnings()).isEmpty();
    }

    @Test
    void takesProgressiveAndGreyPhotographs() throws Exception {
        assertThat(photo(Jpegs.progressive(Jpegs.corners(60, 40))).progressive()).isTrue();
        assertThat(photo(Jpegs.grey(60, 40)).channels()).isEqualTo(Channels.GREY);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "3,3", "8,8", "9,1", "255,1", "65535,1"})
    void readsTheOrientationAndTakesZeroAndGarbageAsUpright(int written, int understood) throws Exception {
        for (ByteOrder order : new ByteOrder[]{ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            Photo photo = photo(Jpegs.with(Jpegs.baseline(Jpegs.corners(60, 40)), Jpegs.exif(written, order)));
            assertThat(photo.orientation().exif()).isEqualTo(understood);
            assertThat(photo.warnings()).extracting(Finding::code)
                    .isEqualTo(written > 8 ? List.of(Code.ORIENTATION_IGNORED) : List.of());
        }
    }

    @Test
    void takesAPhotographWithBrokenExifAsUpright() throws Exception {
        byte[] exif = Jpegs.segment(0xE1, "Exif\0\0MM\0*\0\0\0\10\377\377 nothing more".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(photo(Jpegs.with(Jpegs.baseline(Jpegs.corners(60, 40)), exif)).orientation()).isEqualTo(Orientation.TOP_LEFT);
    }

    @Test
    void endsThePictureAtItsEndMarkerThoughAFilmFollows() throws Exception {
        byte[] jpeg = Jpegs.baseline(Jpegs.corners(60, 40));
        Photo photo = photo(Arrays.copyOf(jpeg, jpeg.length + 5000));
        assertThat(photo.printedBytes()).isEqualTo(jpeg.length);
        assertThat(photo.bytes()).isEqualTo(jpeg.length + 5000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void findsTheColourProfileInOneOrSeveralPieces(int pieces) throws Exception {
        byte[] jpeg = Jpegs.with(Jpegs.baseline(Jpegs.corners(60, 40)), Jpegs.icc(SRGB, pieces));
        Photo photo = photo(jpeg);
        assertThat(photo.profile().slices()).hasSize(pieces);
        assertThat(photo.profile().sha256()).isEqualTo(Hashes.hex(Hashes.sha256(), SRGB));
        assertThat(photo.warnings()).isEmpty();
    }

    @Test
    void ignoresAProfileThatIsBrokenIncompleteOrOfOtherChannelsWithAWarning() throws Exception {
        byte[] colour = Jpegs.baseline(Jpegs.corners(60, 40));
        byte[] broken = SRGB.clone();
        Arrays.fill(broken, 10, 60, (byte) 7);
        byte[] firstOfTwo = Jpegs.icc(SRGB, 2)[0];
        byte[] greyProfile = ICC_Profile.getInstance(ColorSpace.CS_GRAY).getData();
        for (byte[] jpeg : new byte[][]{Jpegs.with(colour, Jpegs.icc(broken, 1)), Jpegs.with(colour, firstOfTwo),
                Jpegs.with(colour, Jpegs.icc(greyProfile, 1))}) {
            Photo photo = photo(jpeg);
            assertThat(photo.profile()).isNull();
            assertThat(photo.warnings()).extracting(Finding::code).containsExactly(Code.PROFILE_IGNORED);
        }
    }

    @Test
    void takesCmykAndWarnsWhenItHasNoProfile() throws Exception {
        Photo photo = photo(Jpegs.with(Jpegs.fourChannels(60, 40, 0, 255, 255, 255), Jpegs.adobe()));
        assertThat(photo.channels()).isEqualTo(Channels.CMYK);
        assertThat(photo.adobeMarker()).isTrue();
        assertThat(photo.warnings()).extracting(Finding::code).containsExactly(Code.CMYK_WITHOUT_PROFILE);
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        assertThat(problem(new byte[0]).message())
                .isEqualTo("beach.jpg: the file is empty (0 bytes). Send the photograph again from its original.");
    }

    @Test
    void refusesAZipCalledJpg() throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("beach.jpg"));
            zip.write(Jpegs.baseline(Jpegs.corners(60, 40)));
        }
        assertThat(problem(bytes.toByteArray()).message())
                .isEqualTo("beach.jpg: the file is of a kind that is not printed (a ZIP archive), wanted: a"
                        + " JPEG photograph. Save it as a JPEG photograph (RGB, 8 bit) and send it again.");
    }

    @Test
    void namesOtherKindsOfPictures() throws Exception {
        var png = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_INT_RGB), "png", png);
        assertThat(problem(png.toByteArray()).measured()).isEqualTo("a PNG picture");
        assertThat(problem("\0\0\0\30ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1)).measured())
                .isEqualTo("a HEIC or AVIF picture");
        assertThat(problem("x".getBytes(StandardCharsets.ISO_8859_1)).code()).isEqualTo(Code.UNSUPPORTED_FORMAT);
    }

    @Test
    void refusesAPhotographThatIsCutOffAnywhere() throws Exception {
        for (byte[] jpeg : new byte[][]{Jpegs.baseline(Jpegs.corners(300, 200)), Jpegs.progressive(Jpegs.corners(300, 200))}) {
            for (int length = 3; length < jpeg.length; length += Math.max(1, jpeg.length / 97)) {
                assertThat(problem(Arrays.copyOf(jpeg, length)).code()).as("first %s bytes", length).isEqualTo(Code.CUT_OFF);
            }
        }
    }

    @Test
    void refusesAPhotographWithAHoleThoughItHasAnEnd() throws Exception {
        byte[] jpeg = Jpegs.baseline(noise(300, 200));
        int half = jpeg.length / 2;
        byte[] hole = new byte[jpeg.length - half + 2];
        System.arraycopy(jpeg, 0, hole, 0, hole.length - 2);
        System.arraycopy(jpeg, jpeg.length - 2, hole, hole.length - 2, 2);
        Finding problem = problem(hole);
        assertThat(problem.code()).isEqualTo(Code.DAMAGED);
        assertThat(problem.message()).startsWith("beach.jpg: the file is damaged (")
                .endsWith("Send the photograph again from its original.");
    }

    @Test
    void neverThrowsWhateverByteIsWrong() throws Exception {
        byte[] jpeg = Jpegs.with(Jpegs.baseline(noise(40, 30)), Jpegs.exif(6, ByteOrder.BIG_ENDIAN));
        for (int i = 0; i < 700; i++) {
            for (int value : new int[]{0, 0xC1, 0xD8, 0xFF}) {
                byte[] wrong = jpeg.clone();
                wrong[i] = (byte) value;
                inspector.inspect(Jpegs.save(folder, "wrong.jpg", wrong), "wrong.jpg");
            }
        }
    }

    @Test
    void refusesABombByItsHeaderAlone() throws Exception {
        Finding problem = problem(Jpegs.headerOnly(40_000, 40_000, 0, 8, 3));
        assertThat(problem.code()).isEqualTo(Code.TOO_LARGE);
        assertThat(problem.measured()).isEqualTo("40000 x 40000 pixels");
        assertThat(problem(Jpegs.headerOnly(20_000, 20_000, 0, 8, 3)).required())
                .isEqualTo("at most 300 megapixels");
        assertThat(problem(Jpegs.headerOnly(15_000, 15_000, 2, 8, 3)).required()).contains("80 megapixels in a progressive JPEG");
    }

    @Test
    void refusesTooManyBytesAndTooManyScans() throws Exception {
        byte[] jpeg = Jpegs.progressive(Jpegs.corners(60, 40));
        Path file = Jpegs.save(folder, "beach.jpg", jpeg);
        var fewBytes = new PhotoInspector(new PhotoLimits(jpeg.length - 1, 100, 1, 1, 100));
        var fewScans = new PhotoInspector(new PhotoLimits(jpeg.length, 100, 1, 1, 5));
        assertThat(((Inspection.Refusal) fewBytes.inspect(file, "beach.jpg")).finding().required())
                .isEqualTo("at most " + (jpeg.length - 1) + " bytes");
        assertThat(((Inspection.Refusal) fewScans.inspect(file, "beach.jpg")).finding().required()).isEqualTo("at most 5 scans");
    }

    @Test
    void refusesKindsOfJpegThatPrintersDoNotRead() throws Exception {
        assertThat(problem(Jpegs.headerOnly(60, 40, 9, 8, 3)).code()).isEqualTo(Code.UNSUPPORTED_FORMAT);
        assertThat(problem(Jpegs.headerOnly(60, 40, 1, 12, 3)).measured()).contains("12 bits");
        assertThat(problem(Jpegs.headerOnly(60, 40, 0, 8, 2)).measured()).contains("2 colour channels");
    }

    @Test
    void throwsWhenThereIsNoFileAsThatIsNotThePicturesFault() {
        assertThatThrownBy(() -> inspector.inspect(folder.resolve("absent.jpg"), "absent.jpg")).isInstanceOf(NoSuchFileException.class);
    }

    private static BufferedImage noise(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var random = new Random(1);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, random.nextInt());
        }
        return image;
    }

    private Photo photo(byte[] jpeg) throws IOException {
        return assertThat(inspector.inspect(Jpegs.save(folder, "beach.jpg", jpeg), "beach.jpg")).asInstanceOf(type(Photo.class)).actual();
    }

    private Finding problem(byte[] bytes) throws IOException {
        return assertThat(inspector.inspect(Jpegs.save(folder, "beach.jpg", bytes), "beach.jpg"))
                .asInstanceOf(type(Inspection.Refusal.class))
                .actual().finding();
    }
}
