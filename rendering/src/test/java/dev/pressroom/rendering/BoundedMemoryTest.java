package dev.pressroom.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.rendering.Rendering.Rendered;
import dev.pressroom.rendering.designs.Crop;
import dev.pressroom.rendering.photos.PhotoFolder;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import dev.pressroom.rendering.templates.OnePerPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoundedMemoryTest {
    private static final int PHOTOS = 300;
    private static final int COMMENT = 65_000;

    @TempDir
    Path folder;

    /** Three hundred different photographs, together six times the heap: nothing may keep even a part of each. */
    @Test
    void rendersABookSeveralTimesLargerThanTheHeap() throws Exception {
        // Pieces of a colour profile that nobody can use: they are printed all the same.
        byte[] comment = Jpegs.segment(0xE2, Arrays.copyOf("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII), COMMENT));
        byte[] jpeg = Jpegs.with(Jpegs.baseline(Jpegs.corners(300, 200)), comment, comment, comment, comment, comment, comment, comment,
                comment);
        for (int i = 0; i < PHOTOS; i++) {
            byte[] numbered = Jpegs.with(jpeg, Jpegs.segment(0xFE, ("photograph " + i).getBytes(StandardCharsets.US_ASCII)));
            Jpegs.save(folder, i + ".jpg", numbered);
        }
        Path log = folder.resolve("log");
        Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx24m", "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"), Book.class.getName(), folder.toString()).redirectErrorStream(true)
                .redirectOutput(log.toFile()).start();
        try {
            assertThat(java.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            java.destroyForcibly();
        }
        assertThat(java.exitValue()).as(Files.readString(log)).isZero();
        assertThat(Files.size(folder.resolve("out/block.pdf"))).isGreaterThan((long) PHOTOS * 8 * COMMENT);
    }

    /** Runs in the small heap. */
    static final class Book {
        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            List<OnePerPage.Placed> photos = new ArrayList<>();
            for (int i = 0; i < PHOTOS; i++) {
                photos.add(new OnePerPage.Placed(i + ".jpg", Crop.CENTRE, null));
            }
            var profile = Profiles.of("book", 1, 100, 100, 3, FileLayout.BLOCK, new Pages(1, PHOTOS, 1), new Resolution(1, 1, 5000),
                    1_000_000_000, null);
            if (!(new Renderer().render(OnePerPage.of("book", profile, photos), profile,
                    new PhotoFolder(folder, new PhotoInspector(PhotoLimits.DEFAULT)), OptionalDouble.empty(), folder.resolve("out"),
                    Renderer.Progress.NONE) instanceof Rendered)) {
                System.exit(2);
            }
        }
    }
}
