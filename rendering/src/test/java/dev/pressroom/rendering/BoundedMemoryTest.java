package dev.pressroom.rendering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.rendering.PrintProfile.FileLayout;
import dev.pressroom.rendering.PrintProfile.Pages;
import dev.pressroom.rendering.PrintProfile.Resolution;
import dev.pressroom.rendering.Rendering.Rendered;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
        byte[] comment = Jpegs.segment(0xFE, new byte[COMMENT]);
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
            List<PhotoPlacement> photos = new ArrayList<>();
            for (int i = 0; i < PHOTOS; i++) {
                photos.add(new PhotoPlacement(folder.resolve(i + ".jpg"), i + ".jpg", Crop.CENTRE));
            }
            var profile = new PrintProfile("book/1", 100, 100, 3, FileLayout.BLOCK, new Pages(1, PHOTOS, 1), new Resolution(1, 1),
                    1_000_000_000, null);
            if (!(new Renderer().render(profile, photos, folder.resolve("out")) instanceof Rendered)) {
                System.exit(2);
            }
        }
    }
}
