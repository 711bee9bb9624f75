package dev.pressroom.rendering.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Jpegs;
import dev.pressroom.rendering.Tools;
import dev.pressroom.rendering.photos.Inspection.Refusal;
import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoIntakeTest {
    @TempDir
    Path folder;

    private final PhotoIntake intake = new PhotoIntake(new PhotoInspector(PhotoLimits.DEFAULT));

    private Photo settled(byte[] bytes) throws IOException {
        return assertThat(intake.settle(Jpegs.save(folder, "beach", bytes), "beach", folder.resolve("kept")))
                .asInstanceOf(type(Photo.class))
                .actual();
    }

    private Finding refused(byte[] bytes) throws IOException {
        return assertThat(intake.settle(Jpegs.save(folder, "beach", bytes), "beach", folder.resolve("kept")))
                .asInstanceOf(type(Refusal.class)).actual().finding();
    }

    @Test
    void removesWhatACameraRecordedAndKeepsThePictureByteForByte() throws Exception {
        byte[] clean = Jpegs.baseline(Jpegs.corners(60, 40));
        byte[] secret = "GPS 48.8584 N 2.2945 E".getBytes(StandardCharsets.US_ASCII);
        byte[] told = Jpegs.with(clean, Jpegs.exif(6, ByteOrder.BIG_ENDIAN), Jpegs.segment(0xE1, secret), Jpegs.segment(0xED, secret),
                Jpegs.segment(0xFE, secret), Jpegs.segment(0xE2, secret));
        byte[] film = Arrays.copyOf(told, told.length + 1000);
        Photo photo = settled(film);
        byte[] kept = Files.readAllBytes(photo.file());
        assertThat(new String(kept, StandardCharsets.ISO_8859_1)).doesNotContain("GPS");
        assertThat(photo.orientation()).isEqualTo(Orientation.RIGHT_TOP);
        assertThat(Arrays.copyOfRange(kept, 2 + 36, kept.length)).isEqualTo(Arrays.copyOfRange(clean, 2, clean.length));
        assertThat(photo.file().getFileName()).hasToString(photo.sha256() + ".jpg");
        assertThat(settled(kept).sha256()).as("settling again").isEqualTo(photo.sha256());
        assertThat(Tools.run("exiftool", "-a", "-G1", photo.file().toString())).doesNotContain("GPS", "Comment", "[IPTC]")
                .contains("Rotate 90 CW");
    }

    @Test
    void keepsTheColourProfileAndTheAdobeMarker() throws Exception {
        byte[] profile = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
        assertThat(settled(Jpegs.with(Jpegs.baseline(Jpegs.corners(60, 40)), Jpegs.icc(profile, 2))).profile()).isNotNull();
        assertThat(settled(Jpegs.with(Jpegs.fourChannels(60, 40, 0, 255, 255, 255), Jpegs.adobe())).adobeMarker()).isTrue();
    }

    @Test
    void makesAPngAJpegOnWhitePaperWithItsProfile() throws Exception {
        var picture = new BufferedImage(60, 40, BufferedImage.TYPE_INT_ARGB);
        picture.setRGB(10, 10, 0xFFFF0000);
        for (int i = 0; i < 20 * 40; i++) {
            picture.setRGB(40 + i % 20, i / 20, 0x80000000);
        }
        Photo photo = settled(png(picture));
        BufferedImage read = ImageIO.read(photo.file().toFile());
        assertThat(new Color(read.getRGB(30, 30)).getRed()).isGreaterThan(250);
        assertThat(new Color(read.getRGB(55, 20)).getRed()).isBetween(120, 135);
    }

    @Test
    void warnsThatOnlyTheFirstPictureOfAnAnimationIsPrinted() throws Exception {
        var still = new ByteArrayOutputStream();
        ImageIO.write(Jpegs.corners(60, 40), "png", still);
        var animated = new ByteArrayOutputStream();
        // After the signature and the header of 13 bytes with its frame: an animation control chunk.
        animated.write(still.toByteArray(), 0, 33);
        animated.writeBytes(ByteBuffer.allocate(20).putInt(8).put("acTL".getBytes(StandardCharsets.US_ASCII))
                .putInt(2).putInt(0).putInt(0).array());
        animated.write(still.toByteArray(), 33, still.size() - 33);
        for (byte[] png : List.of(still.toByteArray(), animated.toByteArray())) {
            var settled = new PhotoIntake(new PhotoInspector(PhotoLimits.DEFAULT)).settle(Jpegs.save(folder, "a.png", png), "a.png",
                    folder.resolve("out"));
            assertThat(((Photo) settled).warnings()).extracting(Finding::code)
                    .isEqualTo(png.length == still.size() ? List.of() : List.of(Code.ANIMATED));
        }
    }

    @Test
    void keepsTheGreysOfAGreyPng() throws Exception {
        var grey = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 256; i++) {
            grey.getRaster().setSample(i % 16, i / 16, 0, 100);
        }
        BufferedImage read = ImageIO.read(settled(png(grey)).file().toFile());
        assertThat(read.getRaster().getSample(8, 8, 0)).isBetween(98, 102);
        var deep = new BufferedImage(16, 16, BufferedImage.TYPE_USHORT_GRAY);
        for (int i = 0; i < 256; i++) {
            deep.getRaster().setSample(i % 16, i / 16, 0, 100 << 8);
        }
        assertThat(ImageIO.read(settled(png(deep)).file().toFile()).getRaster().getSample(8, 8, 0)).isBetween(98, 102);
    }

    @Test
    void refusesAPngBombByItsHeaderAndADamagedPng() throws Exception {
        byte[] good = png(new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB));
        byte[] bomb = good.clone();
        ByteBuffer.wrap(bomb).putInt(16, 40_000).putInt(20, 40_000);
        assertThat(refused(bomb).code()).isEqualTo(Code.TOO_LARGE);
        assertThat(refused(Arrays.copyOf(good, 20)).code()).isEqualTo(Code.CUT_OFF);
        assertThat(refused(Arrays.copyOf(good, good.length / 2)).code()).isIn(Code.DAMAGED, Code.CUT_OFF);
    }

    @Test
    void saysWhatToDoWithPicturesThatThisMachineCannotConvert() throws Exception {
        var bare = new PhotoIntake(new PhotoInspector(PhotoLimits.DEFAULT), new Converters(List.of(folder)));
        Path heic = Jpegs.save(folder, "IMG.HEIC", "\0\0\0\30ftypheic\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(((Refusal) bare.settle(heic, "IMG.HEIC", folder.resolve("kept"))).finding().message()).contains("no heif-convert",
                "Most Compatible");
    }

    @Test
    void convertsWebpAndHeicWhereThePlatformCan() throws Exception {
        Path png = Jpegs.save(folder, "a.png", png(Jpegs.corners(60, 40)));
        Tools.run("cwebp", "-quiet", "-lossless", png.toString(), "-o", folder.resolve("a.webp").toString());
        Tools.run("dwebp", "-version");
        Photo photo = settled(Files.readAllBytes(folder.resolve("a.webp")));
        assertThat(List.of(photo.width(), photo.height())).containsExactly(60, 40);
        Tools.run("heif-enc", png.toString(), "-o", folder.resolve("a.heic").toString());
        Tools.run("heif-convert", "--version");
        Assumptions.assumeTrue(Files.exists(folder.resolve("a.heic")), "heif-enc has no encoder on this machine");
        Photo heic = settled(Files.readAllBytes(folder.resolve("a.heic")));
        assertThat(List.of(heic.width(), heic.height())).containsExactly(60, 40);

        // A phone writes the turn twice, for its decoder and in EXIF: it is made once, by the decoder.
        Path turned = Jpegs.save(folder, "turned.jpg",
                Jpegs.with(Jpegs.baseline(Jpegs.corners(60, 40)), Jpegs.exif(6, ByteOrder.BIG_ENDIAN)));
        Tools.run("heif-enc", turned.toString(), "-o", folder.resolve("turned.heic").toString());
        assertThat(settled(Files.readAllBytes(folder.resolve("turned.heic"))).orientation()).isEqualTo(Orientation.TOP_LEFT);
    }

    @Test
    void showsAnUprightPreview() throws Exception {
        byte[] stored = Jpegs.baseline(Jpegs.stored(Jpegs.corners(300, 200), 6));
        Photo photo = settled(Jpegs.with(stored, Jpegs.exif(6, ByteOrder.BIG_ENDIAN)));
        Path preview = folder.resolve("preview.jpg");
        Preview.write(photo, 150, preview);
        BufferedImage read = ImageIO.read(preview.toFile());
        assertThat(List.of(read.getWidth(), read.getHeight())).containsExactly(150, 100);
        assertThat(new Color(read.getRGB(20, 20)).getRed()).isGreaterThan(200);
        assertThat(new Color(read.getRGB(20, 80)).getBlue()).isGreaterThan(200);
        assertThat(new Color(read.getRGB(130, 20)).getGreen()).isGreaterThan(200);
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        var out = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", out);
        return out.toByteArray();
    }
}
