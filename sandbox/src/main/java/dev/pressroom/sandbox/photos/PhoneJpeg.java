package dev.pressroom.sandbox.photos;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;

/** Writes a JPEG as a phone does: EXIF with orientation and time, a colour profile, then the picture. */
final class PhoneJpeg {
    /** EXIF 2.32 (CIPA DC-008): tags and the ASCII, SHORT and LONG types. */
    private static final int MAKE = 0x010F;
    private static final int ORIENTATION = 0x0112;
    private static final int EXIF_IFD = 0x8769;
    private static final int DATE_TIME_ORIGINAL = 0x9003;
    private static final int ASCII = 2;
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private PhoneJpeg() {}

    static byte[] encode(BufferedImage stored, int orientation, String takenAt, byte[] profile) throws IOException {
        var picture = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = ImageIO.createImageOutputStream(picture)) {
            writer.setOutput(out);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.9f);
            writer.write(null, new IIOImage(stored, null, null), parameters);
        } finally {
            writer.dispose();
        }
        byte[] jpeg = picture.toByteArray();
        var whole = new ByteArrayOutputStream();
        whole.write(jpeg, 0, 2);
        whole.writeBytes(segment(0xE1, exif(orientation, takenAt)));
        whole.writeBytes(segment(0xE2, concat("ICC_PROFILE\0\1\1", profile)));
        whole.write(jpeg, 2, jpeg.length - 2);
        return whole.toByteArray();
    }

    static byte[] srgb() {
        return ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
    }

    /**
     * The sRGB profile with the primaries of Display P3 (SMPTE EG 432-1, adapted to D50), as today's phones embed it.
     *
     * <p>
     * Not by {@code ICC_Profile.setData}, which writes the present time into the profile.
     */
    static byte[] displayP3() {
        byte[] profile = srgb();
        var bytes = ByteBuffer.wrap(profile);
        primary(bytes, ICC_Profile.icSigRedColorantTag, 0.51512, 0.24120, -0.00105);
        primary(bytes, ICC_Profile.icSigGreenColorantTag, 0.29198, 0.69225, 0.04189);
        primary(bytes, ICC_Profile.icSigBlueColorantTag, 0.15710, 0.06657, 0.78407);
        return profile;
    }

    /** The tag table (ICC.1:2010, 7.3) starts at byte 128: count, then signature, offset and length of each tag. */
    private static void primary(ByteBuffer profile, int signature, double... xyz) {
        int entry = 132;
        while (profile.getInt(entry) != signature) {
            entry += 12;
        }
        int value = profile.getInt(entry + 4) + 8;
        for (int i = 0; i < 3; i++) {
            profile.putInt(value + 4 * i, (int) Math.round(xyz[i] * 65536));
        }
    }

    private static byte[] exif(int orientation, String takenAt) {
        byte[] maker = "Pressroom\0".getBytes(StandardCharsets.US_ASCII);
        byte[] time = (takenAt + "\0").getBytes(StandardCharsets.US_ASCII);
        int exifIfd = 8 + 2 + 3 * 12 + 4;
        int data = exifIfd + 2 + 12 + 4;
        var tiff = ByteBuffer.allocate(data + maker.length + time.length).put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
        tiff.putShort((short) 3);
        entry(tiff, MAKE, ASCII, maker.length, data);
        entry(tiff, ORIENTATION, SHORT, 1, orientation << 16);
        entry(tiff, EXIF_IFD, LONG, 1, exifIfd);
        tiff.putInt(0).putShort((short) 1);
        entry(tiff, DATE_TIME_ORIGINAL, ASCII, time.length, data + maker.length);
        tiff.putInt(0).put(maker).put(time);
        return concat("Exif\0\0", tiff.array());
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
    }

    private static byte[] segment(int marker, byte[] body) {
        return ByteBuffer.allocate(body.length + 4).put((byte) 0xFF).put((byte) marker).putShort((short) (body.length + 2)).put(body)
                .array();
    }

    private static byte[] concat(String head, byte[] tail) {
        return ByteBuffer.allocate(head.length() + tail.length).put(head.getBytes(StandardCharsets.ISO_8859_1)).put(tail).array();
    }
}
