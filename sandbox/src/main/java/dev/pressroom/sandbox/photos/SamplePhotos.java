package dev.pressroom.sandbox.photos;

import dev.pressroom.rendering.photos.Orientation;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Sample photographs as a phone would store them: 12 megapixels, landscape and portrait by EXIF orientation, an sRGB or
 * Display P3 profile, the time taken.
 *
 * <p>
 * The same seed gives the same pictures. Only missing ones are made, about a second each, and each appears complete or
 * not at all.
 */
public final class SamplePhotos {
    /** As phones are held: most often upright or turned left, sometimes upside down or turned right. */
    private static final int[] ORIENTATIONS = {1, 6, 1, 3, 6, 8};
    private static final DateTimeFormatter EXIF_TIME = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss", Locale.ROOT);

    private SamplePhotos() {}

    /**
     * Makes what is missing of {@code count} photographs and answers all their files, in a fixed order.
     *
     * @param progress
     *            gets one line for each photograph made, from any thread, one at a time
     */
    public static List<Path> ensure(Path folder, int count, long seed, Consumer<String> progress) throws IOException, InterruptedException {
        return ensure(folder, count, seed, 4000, 3000, progress);
    }

    static List<Path> ensure(Path folder, int count, long seed, int width, int height, Consumer<String> progress)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        List<Path> photos = new ArrayList<>();
        List<Future<?>> missing = new ArrayList<>();
        // Two, as each holds 50 MB of pixels.
        try (var painters = Executors.newFixedThreadPool(2)) {
            for (int i = 0; i < count; i++) {
                int number = i;
                Path photo = folder.resolve(String.format(Locale.ROOT, "sample-%d-%03d.jpg", seed, number + 1));
                photos.add(photo);
                if (Files.notExists(photo)) {
                    missing.add(painters.submit(() -> {
                        make(photo, number, seed, width, height);
                        synchronized (progress) {
                            progress.accept("made sample photograph " + photo.getFileName());
                        }
                        return null;
                    }));
                }
            }
            for (Future<?> made : missing) {
                made.get();
            }
        } catch (ExecutionException failed) {
            throw new IOException(
                    "sample photographs could not be made in " + folder + "; check that the disk has room and the folder is writable",
                    failed.getCause());
        }
        return photos;
    }

    private static void make(Path photo, int number, long seed, int width, int height) throws IOException {
        var random = new SplittableRandom(seed * 1_000_003 + number);
        Orientation orientation = Orientation.ofExif(ORIENTATIONS[number % ORIENTATIONS.length]);
        var stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = stored.createGraphics();
        g.transform(storedFromUpright(orientation, width, height));
        boolean portrait = orientation.swapsSides();
        new Landscape(random, portrait ? height : width, portrait ? width : height).paint(g);
        g.dispose();
        grain(((DataBufferInt) stored.getRaster().getDataBuffer()).getData(), random.nextLong() | 1);
        String takenAt = LocalDateTime.of(2026, 7, 1, 9, 0).plusMinutes(number * 97L + random.nextInt(60)).format(EXIF_TIME);
        byte[] jpeg = PhoneJpeg.encode(stored, orientation.exif(), takenAt, number % 2 == 0 ? PhoneJpeg.displayP3() : PhoneJpeg.srgb());
        Path part = Files.createTempFile(photo.toAbsolutePath().getParent(), photo.getFileName() + ".", ".part");
        Files.write(part, jpeg);
        Files.move(part, photo, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Maps the scene's coordinates to the sensor's. */
    private static AffineTransform storedFromUpright(Orientation orientation, int width, int height) {
        return switch (orientation) {
            case TOP_LEFT -> new AffineTransform();
            case TOP_RIGHT -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case BOTTOM_RIGHT -> new AffineTransform(-1, 0, 0, -1, width, height);
            case BOTTOM_LEFT -> new AffineTransform(1, 0, 0, -1, 0, height);
            case LEFT_TOP -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case RIGHT_TOP -> new AffineTransform(0, -1, 1, 0, 0, height);
            case RIGHT_BOTTOM -> new AffineTransform(0, -1, -1, 0, width, height);
            case LEFT_BOTTOM -> new AffineTransform(0, 1, -1, 0, width, 0);
        };
    }

    /** A little noise in every pixel, so that the files are as large as real ones. */
    private static void grain(int[] pixels, long seed) {
        long state = seed;
        for (int i = 0; i < pixels.length; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
            int noise = (int) (state & 7) + (int) (state >>> 8 & 7) - 7;
            int rgb = pixels[i];
            pixels[i] = channel(rgb >> 16, noise) << 16 | channel(rgb >> 8, noise) << 8 | channel(rgb, noise);
        }
    }

    private static int channel(int value, int noise) {
        return Math.clamp((value & 0xff) + noise, 0, 255);
    }
}
