package dev.pressroom.app.artwork;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine;

/** The commands as a person runs them: what is printed, what is left, and the exit code. */
@ResourceLock(Resources.SYSTEM_OUT)
@ResourceLock(Resources.SYSTEM_ERR)
class ArtworkCommandsTest {

    @TempDir
    private Path folder;

    private record Run(int exit, List<String> lines, String errors) {}

    private static Run run(Object command, String... arguments) {
        PrintStream out = System.out;
        PrintStream err = System.err;
        var lines = new ByteArrayOutputStream();
        var errors = new ByteArrayOutputStream();
        System.setOut(new PrintStream(lines, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            int exit = new CommandLine(command).execute(arguments);
            return new Run(exit, lines.toString(StandardCharsets.UTF_8).lines().toList(), errors.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private Path photos(int count) throws IOException {
        Path photos = Files.createDirectories(folder.resolve("photos"));
        for (int i = 0; i < count; i++) {
            var picture = new BufferedImage(1600, 1150, BufferedImage.TYPE_INT_RGB);
            var g = picture.createGraphics();
            g.setColor(Color.getHSBColor(i / (float) count, 0.5f, 0.9f));
            g.fillRect(0, 0, 1600, 1150);
            g.dispose();
            ImageIO.write(picture, "jpg", photos.resolve(String.format(Locale.ROOT, "%02d.jpg", i)).toFile());
        }
        return photos;
    }

    @Test
    void makesABookOfAFolderAndChecksIt() throws IOException {
        Path out = folder.resolve("out");
        Run book = run(new AutobookCommand(), photos(5).toString(), "--template", "booklet", "--out", out.toString());
        assertThat(book.exit()).as(book.errors()).isZero();
        assertThat(book.lines()).last().isEqualTo("pages 8, photos 5, findings 0");
        try (Stream<Path> left = Files.list(out)) {
            assertThat(left.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("book-block.pdf", "book-cover.pdf",
                    "design.json",
                    "SHA256SUMS", "MD5SUMS", "preflight.json", "book-block.preflight.html", "book-cover.preflight.html", "previews");
        }
        Run block = run(new PreflightCommand(), out.resolve("book-block.pdf").toString(), "--profile", "booklet-a5-landscape");
        assertThat(block.lines()).last().isEqualTo("pages 8, errors 0, warnings 0");
        Run other = run(new PreflightCommand(), out.resolve("book-block.pdf").toString(), "--profile", "card-a6");
        assertThat(other.exit()).isOne();
        assertThat(other.lines()).anyMatch(line -> line.startsWith("ERROR PAGE_SIZE book-block.pdf, page 1: "));
    }

    @Test
    void drawsAFindingOnThePageOfTheFileOnWhichItIs() throws IOException {
        String page = "{\"background\": \"#abcdef\", \"elements\": []}";
        String empty = page.replace("[]", "[{\"type\": \"photo\", \"frame\": {\"x\": 10, \"y\": 10, \"width\": 60, \"height\": 40}}]");
        Path profile = Files.writeString(folder.resolve("small.yaml"), """
            id: small
            version: 1
            trim: {width: 80, height: 80}
            bleed: {top: 4, bottom: 4, inside: 4, outside: 4}
            safe: 4
            pages: {minimum: 4, maximum: 8, multiple: 2}
            layout: SINGLE_PDF_COVER_FIRST
            resolution: {reject: 100, warn: 180, most: 2400}
            colour: {policy: TAGGED_RGB_AND_CMYK, maxInk: 300}
            cover: {bleed: 4, spine: {rule: ASK}, spineText: 6}
            marks: NONE
            maxBytes: 1000000
            fileName: "{name}-{part}.pdf"
            """);
        Path design = Files.writeString(folder.resolve("design.json"),
                "{\"format\": \"pressroom-design/1\", \"name\": \"book\", \"page\": {\"width\": 80, \"height\": 80}, \"cover\": {\"panel\":"
                        + " {\"width\": 80, \"height\": 80}, \"spine\": 4.5, \"surface\": {\"background\": \"#223344\"}}, \"pages\": ["
                        + String.join(",", page, page, empty, page) + "]}");
        Run run = run(new RenderCommand(), design.toString(), "--profile", profile.toString(), "--spine", "4.5", "--photos",
                folder.toString(),
                "--out", folder.resolve("out").toString());
        assertThat(run.lines()).as(run.errors()).last().isEqualTo("pages 4, photos 0, findings 1");
        String report = Files.readString(folder.resolve("out/book-book.preflight.html"));
        assertThat(report.split("<section ")).filteredOn(section -> section.contains("EMPTY_SLOT")).singleElement().asString()
                .contains("<h2>page 4</h2>", "class='p WARNING' x='14.00' y='14.00'");
    }

    @Test
    void aRefusedDesignLeavesNoHashesOfAnEarlierRun() throws IOException {
        Path design = folder.resolve("design.json");
        Path out = folder.resolve("out");
        String card = "{\"format\": \"pressroom-design/1\", \"name\": \"card\", \"page\": {\"width\": 148, \"height\": 105}, \"pages\": ["
                + "{\"background\": \"#abcdef\"}, {\"background\": \"#123456\", \"elements\": []}]}";
        String[] arguments = {design.toString(), "--profile", "card-a6", "--photos", folder.toString(), "--out", out.toString()};
        Files.writeString(design, card);
        assertThat(run(new RenderCommand(), arguments).exit()).isZero();
        Files.writeString(design, card.replace("[]", "[{\"type\": \"photo\", \"photo\": \"absent.jpg\", \"frame\": {\"x\": 20, \"y\": 20,"
                + " \"width\": 60, \"height\": 40}}]"));
        Run refused = run(new RenderCommand(), arguments);
        assertThat(refused.exit()).isOne();
        assertThat(refused.lines()).anyMatch(line -> line.startsWith("the files of an earlier run are still in "))
                .anyMatch(line -> line.startsWith("ERROR PHOTO_MISSING absent.jpg, page 2: ")).last()
                .isEqualTo("pages 2, photos 1, findings 1");
        assertThat(out.resolve("SHA256SUMS")).doesNotExist();
        assertThat(out.resolve("preflight.html")).exists();

        Files.writeString(design, card);
        assertThat(run(new RenderCommand(), arguments).exit()).isZero();
        assertThat(out.resolve("preflight.html")).doesNotExist();
    }

    @Test
    void saysWhatToDoWhenItCannotWork() throws IOException {
        Run absent = run(new PreflightCommand(), folder.resolve("absent.pdf").toString(), "--profile", "card-a6");
        assertThat(absent.exit()).isEqualTo(2);
        assertThat(absent.errors()).contains("there is no readable file").doesNotContain("Exception");
        Path design = Files.writeString(folder.resolve("design.json"), "null");
        Run nothing = run(new RenderCommand(), design.toString(), "--profile", "card-a6", "--photos", folder.toString(), "--out",
                folder.toString());
        assertThat(nothing.exit()).isEqualTo(2);
        assertThat(nothing.errors()).contains("there is no design in it").doesNotContain("Exception");
        Run spine = run(new PreflightCommand(), design.toString(), "--profile", "card-a6", "--spine", "-4");
        assertThat(spine.exit()).isEqualTo(2);
        assertThat(spine.errors()).contains("--spine -4.0 must lie within 0 and 300 mm");
        Run language = run(new AutobookCommand(), folder.toString(), "--out", folder.toString(), "--language", "not_a_language");
        assertThat(language.errors()).contains("is no language tag").doesNotContain("Exception");
    }
}
