package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.photos.Inspection.Refusal;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import org.jspecify.annotations.Nullable;

/**
 * PNG (W3C Recommendation, third edition) to JPEG of high quality: what shines through becomes white paper, the colour
 * profile goes along. Values are taken as they are, not through the JDK's colour conversion, which lightens greys.
 */
final class PngToJpeg {
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();
    private static final int MOST_MEGAPIXELS = 60;
    /** Of memory for the picture as it is decoded, and beside it three bytes a pixel without what shines through. */
    private static final long MOST_BYTES = 370_000_000;
    private static final int MOST_PROFILE = 4_000_000;
    private static final int PIECE = 65_000;

    private final Path source;
    private final String which;
    private final PhotoLimits limits;

    PngToJpeg(Path source, String which, PhotoLimits limits) {
        this.source = source;
        this.which = which;
        this.limits = limits;
    }

    /** What stands before the pixels. */
    private record Header(int width, int height, int depth, int colour, boolean animated, byte @Nullable [] profile) {
        /** Colour types: 0 grey, 2 RGB, 3 palette, 4 grey and 6 RGB with transparency. */
        int bytesPerPixel() {
            int channels = colour == 2 ? 3 : colour == 4 ? 2 : colour == 6 ? 4 : 1;
            return channels * (depth == 16 ? 2 : 1) + 3;
        }
    }

    @Nullable
    Refusal write(Path target, List<Finding> warnings) throws IOException {
        Header header;
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(source)))) {
            header = header(in);
        } catch (EOFException cutOff) {
            return refused(Code.CUT_OFF, Files.size(source) + " bytes without picture data", "Send the picture again from its original");
        }
        int most = (int) Math.min(Math.min(MOST_MEGAPIXELS, limits.maxMegapixels()), MOST_BYTES / 1_000_000 / header.bytesPerPixel());
        if (header.width() <= 0 || header.height() <= 0) {
            return refused(Code.DAMAGED, "its header says " + header.width() + " x " + header.height() + " pixels",
                    "Send the picture again from its original");
        }
        if ((long) header.width() * header.height() > most * 1_000_000L || Math.max(header.width(), header.height()) > limits.maxSide()) {
            return new Refusal(
                    new Finding(Code.TOO_LARGE, Severity.ERROR, Place.of(which), header.width() + " x " + header.height() + " pixels",
                            "at most " + most + " megapixels in a PNG of its kind", "Save it as a JPEG photograph and send it again"));
        }
        if (header.animated()) {
            warnings.add(new Finding(Code.ANIMATED, Severity.WARNING, Place.of(which), "an animated PNG", "",
                    "See whether the first picture is the one that is meant"));
        }
        ONE_AT_A_TIME.lock();
        try {
            BufferedImage picture = ImageIO.read(source.toFile());
            if (picture == null) {
                return refused(Code.DAMAGED, "the picture cannot be decoded", "Send the picture again from its original");
            }
            encode(flat(picture), fitting(header.profile()), target);
            return null;
        } catch (IOException | RuntimeException broken) {
            // What the decoder throws on hostile input; a full disk shows when the JPEG is read again.
            return refused(Code.DAMAGED, "the picture cannot be decoded", "Send the picture again from its original");
        } finally {
            ONE_AT_A_TIME.unlock();
        }
    }

    private static Header header(DataInputStream in) throws IOException {
        in.skipNBytes(8);
        int width = 0;
        int height = 0;
        int depth = 8;
        int colour = 6;
        boolean animated = false;
        byte[] profile = null;
        while (true) {
            long length = in.readInt() & 0xffffffffL;
            String chunk = new String(in.readNBytes(4), StandardCharsets.ISO_8859_1);
            if (chunk.equals("IDAT") || chunk.equals("IEND") || chunk.length() < 4) {
                return new Header(width, height, depth, colour, animated, profile);
            }
            if (chunk.equals("IHDR") && length >= 10) {
                width = in.readInt();
                height = in.readInt();
                depth = in.readByte();
                colour = in.readByte();
                in.skipNBytes(length - 10);
            } else if (chunk.equals("iCCP") && length <= MOST_PROFILE) {
                profile = inflated(in.readNBytes((int) length));
            } else {
                animated |= chunk.equals("acTL");
                in.skipNBytes(length);
            }
            in.skipNBytes(4);
        }
    }

    /** A name, a zero, the method, then the profile compressed. */
    private static byte @Nullable [] inflated(byte[] chunk) {
        int end = 0;
        while (end < chunk.length && chunk[end] != 0) {
            end++;
        }
        var inflater = new Inflater();
        try {
            inflater.setInput(chunk, Math.min(chunk.length, end + 2), Math.max(0, chunk.length - end - 2));
            var out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            int made = inflater.inflate(buffer);
            while (made > 0 && out.size() <= MOST_PROFILE) {
                out.write(buffer, 0, made);
                made = inflater.inflate(buffer);
            }
            return out.size() > MOST_PROFILE ? null : out.toByteArray();
        } catch (DataFormatException damaged) {
            return null;
        } finally {
            inflater.end();
        }
    }

    private static byte @Nullable [] fitting(byte @Nullable [] profile) {
        try {
            return profile != null && ICC_Profile.getInstance(profile).getColorSpaceType() == ColorSpace.TYPE_RGB ? profile : null;
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    private static BufferedImage flat(BufferedImage picture) {
        int width = picture.getWidth();
        var flat = new BufferedImage(width, picture.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        boolean palette = picture.getColorModel() instanceof IndexColorModel;
        Raster raster = picture.getRaster();
        int bands = raster.getNumBands();
        int shift = Math.max(0, raster.getSampleModel().getSampleSize(0) - 8);
        boolean colour = bands >= 3;
        boolean alpha = bands == 2 || bands == 4;
        int most = (1 << Math.min(8, raster.getSampleModel().getSampleSize(0))) - 1;
        int[] row = new int[width * bands];
        int[] rgb = new int[width];
        for (int y = 0; y < picture.getHeight(); y++) {
            if (palette) {
                picture.getRGB(0, y, width, 1, rgb, 0, width);
                for (int x = 0; x < width; x++) {
                    int a = rgb[x] >>> 24;
                    rgb[x] = onWhite(rgb[x] >> 16 & 0xff, a) << 16 | onWhite(rgb[x] >> 8 & 0xff, a) << 8 | onWhite(rgb[x] & 0xff, a);
                }
            } else {
                raster.getPixels(0, y, width, 1, row);
                for (int x = 0; x < width; x++) {
                    int at = x * bands;
                    int a = alpha ? row[at + bands - 1] >> shift : 255;
                    int r = (row[at] >> shift) * 255 / most;
                    int g = colour ? row[at + 1] >> shift : r;
                    int b = colour ? row[at + 2] >> shift : r;
                    rgb[x] = onWhite(r, a) << 16 | onWhite(g, a) << 8 | onWhite(b, a);
                }
            }
            flat.setRGB(0, y, width, 1, rgb, 0, width);
        }
        return flat;
    }

    private static int onWhite(int value, int alpha) {
        return 255 - (255 - value) * alpha / 255;
    }

    private static void encode(BufferedImage picture, byte @Nullable [] profile, Path target) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.95f);
            writer.write(null, new IIOImage(picture, null, null), parameters);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = bytes.toByteArray();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            out.write(jpeg, 0, 2);
            if (profile != null) {
                int pieces = (profile.length + PIECE - 1) / PIECE;
                for (int i = 0; i < pieces; i++) {
                    int length = Math.min(PIECE, profile.length - i * PIECE);
                    out.write(ByteBuffer.allocate(18).putShort((short) 0xFFE2).putShort((short) (length + 16))
                            .put("ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1)).put((byte) (i + 1)).put((byte) pieces).array());
                    out.write(profile, i * PIECE, length);
                }
            }
            out.write(jpeg, 2, jpeg.length - 2);
        }
    }

    private Refusal refused(Code code, String measured, String next) {
        return new Refusal(new Finding(code, Severity.ERROR, Place.of(which), measured, "", next));
    }
}
