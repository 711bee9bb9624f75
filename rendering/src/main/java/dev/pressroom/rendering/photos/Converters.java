package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.photos.Inspection.Refusal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Other kinds of pictures to JPEG: PNG by the JDK, HEIC and WebP by the platform's tools (libheif's and libwebp's), each
 * in a process of its own with a time limit, as such decoders are where files attack.
 */
final class Converters {
    private static final String SAVE_AS_JPEG = "Save it as a JPEG photograph (RGB, 8 bit) and send it again";
    private static final long SECONDS = 60;
    private static final int HEAD = 1 << 16;

    private final List<Path> folders;

    Converters(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    static Converters ofPath() {
        String path = System.getenv("PATH");
        return new Converters(path == null
                ? List.of()
                : Stream.of(path.split(File.pathSeparator)).filter(folder -> !folder.isBlank()).map(Path::of).toList());
    }

    /** Writes the JPEG, or tells why not. */
    @Nullable
    Refusal toJpeg(Kind kind, Path source, String which, PhotoLimits limits, Path target, List<Finding> warnings) throws IOException {
        return switch (kind) {
            case PNG -> new PngToJpeg(source, which, limits).write(target, warnings);
            case HEIC -> heic(source, which, limits, target);
            case WEBP -> webp(source, which, limits, target, warnings);
            case JPEG, ZIP, GIF, PDF, TIFF, BMP, FILM, TEXT, UNKNOWN -> refused(kind, which, kind.toString());
        };
    }

    private @Nullable Refusal heic(Path source, String which, PhotoLimits limits, Path target) throws IOException {
        Optional<Path> tool = tool("heif-convert").or(() -> tool("heif-dec"));
        if (tool.isEmpty()) {
            return refused(Kind.HEIC, which, Kind.HEIC + ", and this machine has no heif-convert");
        }
        Refusal large = tooLarge(which, limits, heicPixels(source));
        if (large != null) {
            return large;
        }
        Path folder = Files.createTempDirectory("heic");
        try {
            boolean done = run(List.of(tool.get().toString(), "-q", "95", source.toString(), folder.resolve("picture.jpg").toString()));
            // A file of several pictures makes picture-1.jpg and so on: the first is the photograph.
            Optional<Path> made = Stream.of("picture.jpg", "picture-1.jpg").map(folder::resolve).filter(Files::isRegularFile).findFirst();
            if (!done || made.isEmpty()) {
                return new Refusal(new Finding(Code.DAMAGED, Severity.ERROR, Place.of(which), "the HEIC picture cannot be decoded", "",
                        "Send the photograph again from its original"));
            }
            Files.move(made.get(), target, StandardCopyOption.REPLACE_EXISTING);
            return null;
        } finally {
            delete(folder);
        }
    }

    private @Nullable Refusal webp(Path source, String which, PhotoLimits limits, Path target, List<Finding> warnings) throws IOException {
        Optional<Path> tool = tool("dwebp");
        if (tool.isEmpty()) {
            return refused(Kind.WEBP, which, Kind.WEBP + ", and this machine has no dwebp");
        }
        Refusal large = tooLarge(which, limits, webpPixels(source));
        if (large != null) {
            return large;
        }
        Path folder = Files.createTempDirectory("webp");
        try {
            Path png = folder.resolve("picture.png");
            if (!run(List.of(tool.get().toString(), source.toString(), "-o", png.toString())) || !Files.isRegularFile(png)) {
                return new Refusal(
                        new Finding(Code.DAMAGED, Severity.ERROR, Place.of(which), "the WebP picture cannot be decoded, or is an animation",
                                "", SAVE_AS_JPEG));
            }
            return new PngToJpeg(png, which, limits).write(target, warnings);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }

    private Optional<Path> tool(String name) {
        return folders.stream().map(folder -> folder.resolve(name)).filter(Files::isExecutable).findFirst();
    }

    private static boolean run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try {
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while converting a picture");
        } finally {
            process.destroyForcibly();
        }
    }

    private static @Nullable Refusal tooLarge(String which, PhotoLimits limits, long pixels) {
        if (pixels > limits.maxProgressiveMegapixels() * 1_000_000L) {
            return new Refusal(new Finding(Code.TOO_LARGE, Severity.ERROR, Place.of(which), pixels + " pixels",
                    "at most " + limits.maxProgressiveMegapixels() + " megapixels in this format",
                    "Make the photograph smaller and send it again"));
        }
        return null;
    }

    private static Refusal refused(Kind kind, String which, String measured) {
        String next = kind == Kind.HEIC
                ? "On an iPhone choose 'Most Compatible' in Settings, Camera, Formats, or save it as a JPEG photograph, and send it again"
                : SAVE_AS_JPEG;
        return new Refusal(new Finding(Code.UNSUPPORTED_FORMAT, Severity.ERROR, Place.of(which), measured, "a JPEG photograph", next));
    }

    /** The largest of the sizes that the file's head tells (ISO/IEC 23008-12, box {@code ispe}). */
    private static long heicPixels(Path source) throws IOException {
        ByteBuffer head = head(source);
        long most = 0;
        for (int i = 0; i + 16 <= head.limit(); i++) {
            if (head.getInt(i) == 0x69737065) {
                most = Math.max(most, (head.getInt(i + 8) & 0xffffffffL) * (head.getInt(i + 12) & 0xffffffffL));
            }
        }
        return most;
    }

    /** Width times height of the canvas (RFC 9649, sections 2.5 to 2.7). */
    private static long webpPixels(Path source) throws IOException {
        ByteBuffer head = head(source).order(ByteOrder.LITTLE_ENDIAN);
        if (head.limit() < 30) {
            return 0;
        }
        return switch (head.getInt(12)) {
            case 0x20385056 -> (long) (head.getShort(26) & 0x3fff) * (head.getShort(28) & 0x3fff);
            case 0x4C385056 -> (long) ((head.getInt(21) & 0x3fff) + 1) * ((head.getInt(21) >>> 14 & 0x3fff) + 1);
            case 0x58385056 -> (long) ((head.getInt(24) & 0xffffff) + 1) * ((head.getInt(26) >>> 8 & 0xffffff) + 1);
            default -> 0;
        };
    }

    private static ByteBuffer head(Path source) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            return ByteBuffer.wrap(in.readNBytes(HEAD));
        }
    }
}
