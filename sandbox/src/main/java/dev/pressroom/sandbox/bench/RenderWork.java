package dev.pressroom.sandbox.bench;

import dev.pressroom.rendering.Box;
import dev.pressroom.rendering.PrintFile.Role;
import dev.pressroom.rendering.designs.Design;
import dev.pressroom.rendering.designs.Design.Surface;
import dev.pressroom.rendering.designs.Element;
import dev.pressroom.rendering.designs.Element.PhotoSlot;
import dev.pressroom.rendering.designs.Element.Run;
import dev.pressroom.rendering.designs.Element.TextBox;
import dev.pressroom.rendering.pdf.Leaf;
import dev.pressroom.rendering.pdf.PdfWriter;
import dev.pressroom.rendering.photos.Orientation;
import dev.pressroom.rendering.photos.Photo;
import dev.pressroom.rendering.photos.Photo.Channels;
import dev.pressroom.rendering.photos.Slice;
import dev.pressroom.rendering.preflight.FilePreflight;
import dev.pressroom.rendering.profiles.PrintProfile;
import dev.pressroom.rendering.profiles.PrintProfile.Bleed;
import dev.pressroom.rendering.profiles.PrintProfile.Colour;
import dev.pressroom.rendering.profiles.PrintProfile.FileLayout;
import dev.pressroom.rendering.profiles.PrintProfile.Marks;
import dev.pressroom.rendering.profiles.PrintProfile.Pages;
import dev.pressroom.rendering.profiles.PrintProfile.Policy;
import dev.pressroom.rendering.profiles.PrintProfile.Resolution;
import dev.pressroom.rendering.profiles.PrintProfile.Trim;
import dev.pressroom.rendering.text.Fonts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;

/** One way of making a book, alone in its process; its last line tells the process's peak of resident memory. */
final class RenderWork {
    private static final Trim A4 = new Trim(297, 210);
    private static final String LINE = "The quick brown fox \u0646\u0635 \u0639\u0631\u0628\u064a \u0939\u093f\u0928\u094d\u0926\u0940 \u4e2d\u6587 \u65e5\u672c\u8a9e \u05e9\u05dc\u05d5\u05dd \u041f\u0440\u0438\u0432\u0435\u0442";

    private RenderWork() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        Path list = Path.of(args[1]);
        Path out = Path.of(args[2]);
        switch (args[0]) {
            case "copy" -> copy(list, out, List.of());
            case "copy-hashed" -> copy(list, out, List.of(MessageDigest.getInstance("SHA-256"), MessageDigest.getInstance("MD5")));
            case "pdf" -> write(photos(list), out, false);
            case "pdf-hashed" -> write(photos(list), out, true);
            case "preflight" -> preflight(out, true);
            case "preflight-decoding" -> preflight(out, false);
            case "jpegfactory" -> jpegFactory(list, out);
            case "text" -> text(Integer.parseInt(args[3]), out);
            default -> throw new IllegalArgumentException("there is no way of work called " + args[0]);
        }
        System.out.println(Measured.peakLine());
    }

    /** A line for each photograph: path, key, bytes, width, height. */
    static void list(Path file, List<Path> photos, int repeat, int width, int height) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int round = 0; round < repeat; round++) {
            for (Path photo : photos) {
                lines.add(photo + "\t" + photo.getFileName() + "-" + round + "\t" + Files.size(photo) + "\t" + width + "\t" + height);
            }
        }
        Files.write(file, lines);
    }

    private static List<Photo> photos(Path list) throws IOException {
        List<Photo> photos = new ArrayList<>();
        for (String line : Files.readAllLines(list)) {
            String[] facts = line.split("\t");
            long bytes = Long.parseLong(facts[2]);
            photos.add(new Photo(Path.of(facts[0]), facts[1], bytes, List.of(new Slice(0, bytes)), Integer.parseInt(facts[3]),
                    Integer.parseInt(facts[4]), Orientation.TOP_LEFT, Channels.RGB, false, false, false, null, null, List.of()));
        }
        return photos;
    }

    private static void copy(Path list, Path out, List<MessageDigest> digests) throws IOException {
        if (digests.isEmpty()) {
            try (FileChannel to = FileChannel.open(out, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                for (String line : Files.readAllLines(list)) {
                    try (FileChannel from = FileChannel.open(Path.of(line.split("\t")[0]))) {
                        from.transferTo(0, from.size(), to);
                    }
                }
                to.force(false);
            }
            return;
        }
        try (OutputStream file = Files.newOutputStream(out);
                OutputStream first = new DigestOutputStream(file, digests.getFirst());
                OutputStream to = new DigestOutputStream(first, digests.getLast())) {
            byte[] buffer = new byte[1 << 16];
            for (String line : Files.readAllLines(list)) {
                try (var from = Files.newInputStream(Path.of(line.split("\t")[0]))) {
                    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
                        to.write(buffer, 0, read);
                    }
                }
            }
        }
    }

    private static PrintProfile profile(int pages) {
        return new PrintProfile("bench", 1, null, null, A4, Bleed.all(3), 3, new Pages(1, Math.max(1, pages), 1), FileLayout.BLOCK,
                new Resolution(1, 1, 100_000), new Colour(Policy.TAGGED_RGB_AND_CMYK, 400, null), null, Marks.NONE, Long.MAX_VALUE,
                "{part}.pdf");
    }

    private static void write(List<Photo> photos, Path out, boolean hashed) throws IOException {
        Map<String, Photo> byName = new HashMap<>();
        List<Surface> pages = new ArrayList<>();
        for (Photo photo : photos) {
            byName.put(photo.sha256(), photo);
            pages.add(new Surface(null, false,
                    List.of(new PhotoSlot(new Box(0, 0, A4.width(), A4.height()), photo.sha256(), null, 0, 0, null))));
        }
        write(pages, byName, out, hashed);
    }

    private static void write(List<Surface> pages, Map<String, Photo> photos, Path out, boolean hashed) throws IOException {
        var design = new Design(Design.FORMAT, "bench", new Design.Size(A4.width(), A4.height()), null, pages);
        PrintProfile profile = profile(pages.size());
        PdfWriter.write(out, "bench.pdf", profile, Leaf.pages(design, profile), photos, Fonts.shipped(), hashed, () -> {
        });
    }

    private static void preflight(Path file, boolean photosKnown) throws IOException {
        var found = FilePreflight.check(file, "bench.pdf", profile(10_000),
                new FilePreflight.Expected(Role.BLOCK, OptionalInt.empty(), OptionalDouble.empty(), photosKnown), page -> {
                });
        if (found.errors() > 0) {
            throw new IllegalStateException(found.findings().getFirst().message());
        }
    }

    private static void jpegFactory(Path list, Path out) throws IOException {
        try (var document = new PDDocument()) {
            for (String line : Files.readAllLines(list)) {
                var page = new PDPage(new PDRectangle(842, 595));
                document.addPage(page);
                try (var in = Files.newInputStream(Path.of(line.split("\t")[0])); var content = new PDPageContentStream(document, page)) {
                    content.drawImage(JPEGFactory.createFromStream(document, in), 0, 0, 842, 595);
                }
            }
            document.save(out.toFile());
        }
    }

    private static void text(int pages, Path out) throws IOException {
        List<Surface> surfaces = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            var text = new StringBuilder();
            for (int line = 0; line < 20; line++) {
                text.append(LINE).append(' ').append(page * 20 + line).append(line < 19 ? "\n" : "");
            }
            Element box = new TextBox(new Box(15, 15, 267, 180), List.of(new Run(text.toString(), "sans", 12, null)), null, null, 0, 0);
            surfaces.add(new Surface(null, false, List.of(box)));
        }
        write(surfaces, Map.of(), out, false);
    }
}
