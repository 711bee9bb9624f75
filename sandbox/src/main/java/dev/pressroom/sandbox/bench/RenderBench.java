package dev.pressroom.sandbox.bench;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./pressroom bench render}: what making a book costs, against copying its bytes and against other ways. */
@Command(name = "render", mixinStandardHelpOptions = true, sortOptions = false, description = "What making a book costs, against copying its bytes and against other ways.")
final class RenderBench implements Callable<Integer> {
    private static final int WIDTH = 4000;
    private static final int HEIGHT = 3000;

    @Option(names = "--photos", paramLabel = "N", description = "photographs of 12 megapixels (default: ${DEFAULT-VALUE})")
    int photos = 100;

    @Option(names = "--rounds", paramLabel = "N", description = "runs of each way; the median is shown, and the worst (default: ${DEFAULT-VALUE})")
    int rounds = 3;

    @Option(names = "--pages", paramLabel = "N", description = "pages of the long book (default: ${DEFAULT-VALUE})")
    int pages = 1000;

    @Option(names = "--text-pages", paramLabel = "N", description = "pages of the book of text (default: ${DEFAULT-VALUE})")
    int textPages = 100;

    @Option(names = "--folder", paramLabel = "DIR", description = "where photographs and results are; photographs stay (default: a folder of the system's temporary one)")
    @Nullable
    Path folder;

    /** One way, with each round's figures. */
    private record Row(String name, Work work, List<Measured> runs, AtomicLong bytes) {
        Measured median() {
            return runs.stream().sorted(Comparator.comparingDouble(Measured::cpuSeconds)).toList().get(runs.size() / 2);
        }

        double worstCpu() {
            return runs.stream().mapToDouble(Measured::cpuSeconds).max().orElse(0);
        }

        double peakMb() {
            return runs.stream().mapToLong(Measured::peakKb).max().orElse(0) / 1024.0;
        }
    }

    private interface Work {
        List<String> command(Path out);
    }

    private final List<Row> rows = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (photos < 1 || rounds < 1 || pages < 1 || textPages < 1) {
            throw new IllegalArgumentException("--photos, --rounds, --pages and --text-pages must be at least 1");
        }
        Path work = folder == null ? Path.of(System.getProperty("java.io.tmpdir"), "pressroom-bench-render") : folder;
        Files.createDirectories(work);
        ChildJava java = ChildJava.prepare(Files.createDirectories(work.resolve("program")));
        List<Path> files = makePhotos(Files.createDirectories(work.resolve("photos")));
        Path list = work.resolve("photos.txt");
        RenderWork.list(list, files, 1, WIDTH, HEIGHT);
        String all = list.toString();

        Path finished = work.resolve("finished.pdf");
        Optional<Path> tool = tool("img2pdf");
        if (tool.isEmpty()) {
            System.out.println("img2pdf is not on this machine: install it (apt install img2pdf, or pip install img2pdf) to compare");
        }
        // Not counted: the first to read photographs that were just written waits for the disk.
        Measured.of(java.command("64m", "copy", all, work.resolve("out.pdf").toString()), work.resolve("log"));
        Measured.of(java.command("32m", "pdf", all, finished.toString()), work.resolve("log"));
        Row copy = row("copy the bytes", out -> java.command("64m", "copy", all, out.toString()));
        Row pdf = row("Pressroom", out -> java.command("32m", "pdf", all, out.toString()));
        Optional<Row> img2pdf = tool
                .map(there -> row("img2pdf", out -> with(List.of(there.toString(), "--output", out.toString()), files)));
        Row copyHashed = row("copy, SHA-256 and MD5", out -> java.command("64m", "copy-hashed", all, out.toString()));
        Row pdfHashed = row("Pressroom, SHA-256 and MD5", out -> java.command("32m", "pdf-hashed", all, out.toString()));
        row("Pressroom, preflight alone", _ -> java.command("64m", "preflight", all, finished.toString()));
        // One after the other in each round, so that a slow minute of the machine slows them all.
        for (int round = 1; round <= rounds; round++) {
            for (Row row : rows) {
                run(work, row, round, rounds);
            }
        }
        once(work, "preflight of a file of others", _ -> java.command("64m", "preflight-decoding", all, finished.toString()));
        Files.deleteIfExists(finished);
        once(work, "PDFBox JPEGFactory", out -> java.command("1g", "jpegfactory", all, out.toString()));
        vips(work, files);
        once(work, textPages + " pages of 20 lines of text", out -> java.command("128m", "text", all, out.toString(), "" + textPages));
        Path longList = work.resolve("long.txt");
        RenderWork.list(longList, files, Math.max(1, pages / photos), WIDTH, HEIGHT);
        Row book = once(work, "Pressroom, " + Math.max(1, pages / photos) * photos + " pages",
                out -> java.command("32m", "pdf", longList.toString(), out.toString()));
        table(copy);
        System.out.printf(Locale.ROOT, "with hashes: cpu-to-copy %.2f%n", ratio(pdfHashed, copyHashed));
        System.out.printf(Locale.ROOT, "cpu-to-copy %.2f, cpu-to-img2pdf %s, peak-mb %.0f%n", ratio(pdf, copy),
                img2pdf.map(row -> String.format(Locale.ROOT, "%.2f", ratio(pdf, row))).orElse("-"), book.peakMb());
        return 0;
    }

    private Row row(String name, Work work) {
        rows.add(new Row(name, work, new ArrayList<>(), new AtomicLong()));
        return rows.getLast();
    }

    private Row once(Path folder, String name, Work work) throws IOException, InterruptedException {
        Row row = row(name, work);
        run(folder, row, 1, 1);
        return row;
    }

    private static void run(Path folder, Row row, int round, int of) throws IOException, InterruptedException {
        Path out = folder.resolve("out.pdf");
        row.runs().add(Measured.of(row.work().command(out), folder.resolve("log")));
        row.bytes().set(Files.exists(out) ? Files.size(out) : 0);
        Files.deleteIfExists(out);
        System.err.printf(Locale.ROOT, "%s, run %d of %d: cpu %.2f s%n", row.name(), round, of, row.runs().getLast().cpuSeconds());
    }

    /** Decodes, resizes to 300 dpi on A4, encodes again: what a print pipeline does that does not keep the bytes. */
    private void vips(Path folder, List<Path> files) throws IOException, InterruptedException {
        Optional<Path> tool = tool("vipsthumbnail");
        if (tool.isEmpty()) {
            System.out.println("vipsthumbnail is not on this machine: install it (apt install libvips-tools) to compare");
            return;
        }
        Path out = Files.createDirectories(folder.resolve("resized"));
        once(folder, "libvips decode, resize, encode", _ -> with(
                List.of(tool.get().toString(), "--size", "3579x2551", "-o", out + "/%s.jpg[Q=90]"), files));
        try (Stream<Path> made = Files.list(out)) {
            for (Path file : made.toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<String> with(List<String> command, List<Path> files) {
        List<String> whole = new ArrayList<>(command);
        files.forEach(file -> whole.add(file.toString()));
        return whole;
    }

    private static double ratio(Row row, Row to) {
        return row.median().cpuSeconds() / Math.max(0.01, to.median().cpuSeconds());
    }

    private void table(Row copy) {
        System.out.printf(Locale.ROOT, "Java %s, %s, %d processors, %d photographs%n", System.getProperty("java.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"), Runtime.getRuntime().availableProcessors(), photos);
        System.out.printf(Locale.ROOT, "%-36s %9s %9s %9s %8s %8s %8s%n", "way", "cpu s", "worst", "wall s", "to copy", "peak MB",
                "MB out");
        for (Row row : rows) {
            System.out.printf(Locale.ROOT, "%-36s %9.2f %9.2f %9.2f %8.2f %8.0f %8.0f%n", row.name(), row.median().cpuSeconds(),
                    row.worstCpu(),
                    row.median().wallSeconds(), ratio(row, copy), row.peakMb(), row.bytes().get() / 1e6);
        }
    }

    private static Optional<Path> tool(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)).map(place -> Path.of(place, name))
                .filter(Files::isExecutable).findFirst();
    }

    /** Gradients and noise of about 4 MB each, made once; the same numbers give the same pictures. */
    private List<Path> makePhotos(Path to) throws IOException {
        List<Path> made = new ArrayList<>();
        for (int i = 0; i < photos; i++) {
            Path photo = to.resolve(String.format(Locale.ROOT, "noise-%04d.jpg", i + 1));
            if (Files.notExists(photo)) {
                Path part = photo.resolveSibling(photo.getFileName() + ".part");
                encode(noise(i + 1), part);
                try (FileChannel written = FileChannel.open(part, StandardOpenOption.WRITE)) {
                    // On the disk now, not while somebody else is measured.
                    written.force(true);
                }
                Files.move(part, photo, StandardCopyOption.ATOMIC_MOVE);
                System.err.println("made photograph " + (i + 1) + " of " + photos);
            }
            made.add(photo);
        }
        return made;
    }

    private static BufferedImage noise(int seed) {
        var picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
        long state = seed * 0x9E3779B97F4A7C15L | 1;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                state ^= state << 13;
                state ^= state >>> 7;
                state ^= state << 17;
                int grain = (int) (state & 31);
                int red = (x * 200 / WIDTH) + grain;
                int green = (y * 200 / HEIGHT) + grain;
                int blue = ((x + y + seed * 37) % 200) + grain;
                pixels[y * WIDTH + x] = red << 16 | green << 8 | blue;
            }
        }
        return picture;
    }

    private static void encode(BufferedImage picture, Path target) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        Files.deleteIfExists(target);
        try (var out = ImageIO.createImageOutputStream(target.toFile())) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.9f);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
