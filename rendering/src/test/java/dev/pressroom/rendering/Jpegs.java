package dev.pressroom.rendering;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import org.w3c.dom.Element;

/** JPEG files made by hand: pictures by ImageIO, segments byte by byte. */
public final class Jpegs {
    private Jpegs() {}

    /** Red top left, green top right, blue bottom left, yellow bottom right. */
    public static BufferedImage corners(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var g = image.createGraphics();
        Color[] colours = {Color.RED, Color.GREEN, Color.BLUE, Color.YELLOW};
        for (int i = 0; i < 4; i++) {
            g.setColor(colours[i]);
            g.fillRect(i % 2 * width / 2, i / 2 * height / 2, width - width / 2, height - height / 2);
        }
        g.dispose();
        return image;
    }

    /**
     * The pixels as a camera stores them that then writes this EXIF orientation. Its own table, not the one of the code
     * under test.
     */
    public static BufferedImage stored(BufferedImage upright, int orientation) {
        int w = upright.getWidth();
        int h = upright.getHeight();
        boolean swapped = orientation >= 5;
        var stored = new BufferedImage(swapped ? h : w, swapped ? w : h, BufferedImage.TYPE_INT_RGB);
        for (int row = 0; row < stored.getHeight(); row++) {
            for (int column = 0; column < stored.getWidth(); column++) {
                int[] xy = switch (orientation) {
                    case 2 -> new int[]{w - 1 - column, row};
                    case 3 -> new int[]{w - 1 - column, h - 1 - row};
                    case 4 -> new int[]{column, h - 1 - row};
                    case 5 -> new int[]{row, column};
                    case 6 -> new int[]{w - 1 - row, column};
                    case 7 -> new int[]{w - 1 - row, h - 1 - column};
                    case 8 -> new int[]{row, h - 1 - column};
                    default -> new int[]{column, row};
                };
                stored.setRGB(column, row, upright.getRGB(xy[0], xy[1]));
            }
        }
        return stored;
    }

    public static byte[] baseline(BufferedImage image) {
        return encode(new IIOImage(image, null, null), false);
    }

    public static byte[] progressive(BufferedImage image) {
        return encode(new IIOImage(image, null, null), true);
    }

    public static byte[] grey(int width, int height) {
        return baseline(new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY));
    }

    /** Four channels of one colour, as numbers in the file. */
    public static byte[] fourChannels(int width, int height, int... values) {
        WritableRaster raster = Raster.createInterleavedRaster(0, width, height, 4, null);
        for (int band = 0; band < 4; band++) {
            int[] samples = new int[width * height];
            Arrays.fill(samples, values[band]);
            raster.setSamples(0, 0, width, height, band, samples);
        }
        return encode(new IIOImage(raster, null, null), false);
    }

    /** Three channels named R, G and B, without the JFIF or Adobe marker that would say so. */
    public static byte[] plainRgb(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        var root = (Element) metadata.getAsTree("javax_imageio_jpeg_image_1.0");
        ((Element) root.getFirstChild()).removeChild(root.getFirstChild().getFirstChild());
        for (String element : new String[]{"componentSpec", "scanComponentSpec"}) {
            var specs = root.getElementsByTagName(element);
            for (int i = 0; i < 3; i++) {
                var spec = (Element) specs.item(i);
                spec.setAttribute(element.equals("componentSpec") ? "componentId" : "componentSelector", "" + (int) "RGB".charAt(i));
                if (element.equals("componentSpec")) {
                    spec.setAttribute("HsamplingFactor", "1");
                    spec.setAttribute("VsamplingFactor", "1");
                }
            }
        }
        metadata.setFromTree("javax_imageio_jpeg_image_1.0", root);
        return encode(new IIOImage(image, null, metadata), false);
    }

    private static byte[] encode(IIOImage image, boolean progressive) {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        var bytes = new ByteArrayOutputStream();
        try (var out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.write(null, image, parameters);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    /** Puts segments right after the start marker, before what the encoder wrote. */
    public static byte[] with(byte[] jpeg, byte[]... segments) {
        var out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (byte[] segment : segments) {
            out.writeBytes(segment);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    public static byte[] segment(int marker, byte[] body) {
        return ByteBuffer.allocate(body.length + 4).put((byte) 0xFF).put((byte) marker).putShort((short) (body.length + 2)).put(body)
                .array();
    }

    public static byte[] exif(int orientation, ByteOrder order) {
        var tiff = ByteBuffer.allocate(32).put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1)).order(order);
        tiff.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.ISO_8859_1)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0)
                .putInt(0);
        return segment(0xE1, tiff.array());
    }

    public static byte[] adobe() {
        return segment(0xEE, new byte[]{'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0});
    }

    public static byte[][] icc(byte[] profile, int pieces) {
        byte[][] segments = new byte[pieces][];
        int size = (profile.length + pieces - 1) / pieces;
        for (int i = 0; i < pieces; i++) {
            byte[] piece = Arrays.copyOfRange(profile, i * size, Math.min(profile.length, (i + 1) * size));
            var body = ByteBuffer.allocate(14 + piece.length).put("ICC_PROFILE\0".getBytes(StandardCharsets.ISO_8859_1));
            segments[i] = segment(0xE2, body.put((byte) (i + 1)).put((byte) pieces).put(piece).array());
        }
        return segments;
    }

    /** A header that promises a picture and ends there. */
    public static byte[] headerOnly(int width, int height, int kind, int precision, int components) {
        var body = ByteBuffer.allocate(6 + 3 * components).put((byte) precision).putShort((short) height).putShort((short) width)
                .put((byte) components);
        byte[] start = {(byte) 0xFF, (byte) 0xD8};
        return with(start, segment(0xC0 + kind, body.array()));
    }

    public static Path save(Path folder, String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
