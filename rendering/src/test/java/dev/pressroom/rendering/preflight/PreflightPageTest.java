package dev.pressroom.rendering.preflight;

import static dev.pressroom.rendering.preflight.DrawnFiles.BLACK_BOX;
import static dev.pressroom.rendering.preflight.DrawnFiles.PLAIN;
import static dev.pressroom.rendering.preflight.DrawnFiles.check;
import static dev.pressroom.rendering.preflight.DrawnFiles.picture;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pressroom.rendering.preflight.DrawnFiles.Draws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightPageTest {
    @TempDir
    Path folder;

    private Path pdf(Draws... pages) throws IOException {
        return DrawnFiles.pdf(folder, pages);
    }

    @Test
    void leavesAPreviewOfEachPageAsItIsCut() throws Exception {
        Path file = pdf(BLACK_BOX, picture(50));
        PreflightPage.write(check(file, PLAIN), () -> PagePictures.withPreviews(file, folder.resolve("previews"), "block"), 3,
                folder.resolve("report.html"), page -> {
                });
        try (var made = Files.list(folder.resolve("previews"))) {
            assertThat(made.map(path -> path.getFileName().toString()).sorted()).containsExactly("block-001.jpg", "block-002.jpg");
        }
        var preview = ImageIO.read(folder.resolve("previews/block-001.jpg").toFile());
        assertThat(preview.getWidth() / (double) preview.getHeight()).isCloseTo(100 / 80.0, Offset.offset(0.01));
        assertThat(Files.readString(folder.resolve("report.html"))).contains("data:image/jpeg;base64,");
    }

    @Test
    void showsThePagesAndDrawsTheProblemWhereItIs() throws Exception {
        Path file = pdf(BLACK_BOX, picture(50));
        PreflightReport report = check(file, PLAIN);
        report.writeJson(folder.resolve("report.json"));
        PreflightPage.write(report, file, 3, folder.resolve("report.html"), page -> {
        });
        assertThat(Files.readString(folder.resolve("report.json"))).contains("\"check\" : 1", "\"code\" : \"LOW_RESOLUTION\"",
                "\"errors\" : 1");
        assertThat(Files.readString(folder.resolve("report.html"))).contains("page 2", "class='p ERROR' x='7.06' y='45.61'",
                "data:image/jpeg;base64,").doesNotContain("not drawn");
    }
}
