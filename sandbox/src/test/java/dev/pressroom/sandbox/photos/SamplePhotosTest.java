package dev.pressroom.sandbox.photos;

import static org.assertj.core.api.Assertions.assertThat;

import com.drew.imaging.jpeg.JpegMetadataReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import com.drew.metadata.icc.IccDirectory;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplePhotosTest {
    private static final int COUNT = 6;

    @TempDir
    Path folder;

    @Test
    void makesPhotographsThatPassInspectionInSeveralOrientationsAndProfiles() throws Exception {
        List<Photo> photos = new ArrayList<>();
        for (Path file : make(folder, 7)) {
            photos.add((Photo) new PhotoInspector(PhotoLimits.DEFAULT).inspect(file, file.toString()));
        }
        assertThat(photos).allSatisfy(photo -> {
            assertThat(photo.warnings()).isEmpty();
            assertThat(photo.storedWidth()).isEqualTo(400);
        });
        assertThat(photos).extracting(photo -> photo.orientation().exif()).containsExactly(1, 6, 1, 3, 6, 8);
        assertThat(photos).extracting(Photo::width).containsExactly(400, 300, 400, 400, 300, 300);
        assertThat(photos).extracting(photo -> photo.profile().sha256()).doesNotContainNull();
        assertThat(photos.stream().map(photo -> photo.profile().sha256()).distinct()).hasSize(2);
    }

    @Test
    void storesPixelsSoThatTheSkyIsAboveTheHillsOnceTurned() throws Exception {
        List<Path> files = make(folder, 7);
        int[] orientations = {1, 6, 1, 3, 6, 8};
        for (int i = 0; i < COUNT; i++) {
            BufferedImage stored = ImageIO.read(files.get(i).toFile());
            double top = brightness(stored, 0, 0, stored.getWidth(), 20);
            double bottom = brightness(stored, 0, stored.getHeight() - 20, stored.getWidth(), 20);
            double left = brightness(stored, 0, 0, 20, stored.getHeight());
            double right = brightness(stored, stored.getWidth() - 20, 0, 20, stored.getHeight());
            switch (orientations[i]) {
                case 1 -> assertThat(bottom).isLessThan(top);
                case 3 -> assertThat(top).isLessThan(bottom);
                case 6 -> assertThat(right).isLessThan(left);
                default -> assertThat(left).isLessThan(right);
            }
        }
    }

    @Test
    void writesTheTimeTakenAndANamedProfile() throws Exception {
        var metadata = JpegMetadataReader.readMetadata(make(folder, 7).getFirst().toFile());
        assertThat(metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class).getString(ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL))
                .startsWith("2026:07:01 ");
        assertThat(metadata.getFirstDirectoryOfType(IccDirectory.class).getTagCount()).isPositive();
    }

    @Test
    void makesTheSameBytesForTheSameSeedAndOnlyWhatIsMissing() throws Exception {
        List<Path> first = make(folder.resolve("first"), 7);
        List<Path> second = make(folder.resolve("second"), 7);
        for (int i = 0; i < COUNT; i++) {
            assertThat(second.get(i)).hasSameBinaryContentAs(first.get(i));
        }
        assertThat(Files.mismatch(first.get(0), make(folder.resolve("other"), 8).get(0))).isNotEqualTo(-1);

        Files.delete(first.get(3));
        List<String> made = new ArrayList<>();
        assertThat(SamplePhotos.ensure(folder.resolve("first"), COUNT, 7, 400, 300, made::add)).isEqualTo(first);
        assertThat(made).containsExactly("made sample photograph sample-7-004.jpg");
        assertThat(folder.resolve("first")).isDirectoryNotContaining("glob:**.part");
    }

    private static List<Path> make(Path folder, long seed) throws Exception {
        return SamplePhotos.ensure(folder, COUNT, seed, 400, 300, line -> {
        });
    }

    private static double brightness(BufferedImage image, int x, int y, int width, int height) {
        long sum = 0;
        for (int rgb : image.getRGB(x, y, width, height, null, 0, width)) {
            Color colour = new Color(rgb);
            sum += colour.getRed() + colour.getGreen() + colour.getBlue();
        }
        return sum / (double) (width * height);
    }
}
