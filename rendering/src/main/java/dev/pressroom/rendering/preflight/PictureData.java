package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.photos.JpegSize;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.jspecify.annotations.Nullable;

/**
 * Whether a picture in a PDF is all there, seen from the two ends of its data and not by decoding: it begins, has the size
 * that the PDF says, and ends.
 */
final class PictureData {
    /** Some writers pad the data of a stream. */
    private static final int TAIL = 64;
    private static final long MOST_COUNTED = 100_000_000;

    private PictureData() {}

    /** What is wrong with it, or null. */
    static @Nullable String damage(PDImage image) throws IOException {
        if (!(image instanceof PDImageXObject picture)) {
            return null;
        }
        COSStream data = picture.getCOSObject();
        List<COSName> filters = Streams.filters(data);
        if (filters.size() == 1 && (filters.contains(COSName.DCT_DECODE) || filters.contains(COSName.DCT_DECODE_ABBREVIATION))) {
            return jpeg(data, image.getWidth(), image.getHeight());
        }
        return filters.isEmpty() || filters.stream().allMatch(filter -> filter.equals(COSName.FLATE_DECODE)) ? pixels(picture) : null;
    }

    private static @Nullable String jpeg(COSStream data, int width, int height) throws IOException {
        try (InputStream head = data.createRawInputStream()) {
            JpegSize size = JpegSize.read(head);
            if (size == null) {
                return "its data is no JPEG picture";
            }
            if (size.width() != width || size.height() != height) {
                return "the picture has " + size.width() + " x " + size.height() + " pixels, the PDF says " + width + " x " + height;
            }
        }
        try (InputStream tail = data.createRawInputStream()) {
            tail.skipNBytes(Math.max(0, data.getLength() - TAIL));
            byte[] last = tail.readNBytes(TAIL);
            for (int i = last.length - 2; i >= 0; i--) {
                if (last[i] == (byte) 0xFF && last[i + 1] == (byte) 0xD9) {
                    return null;
                }
            }
            return "the picture ends before it is complete";
        }
    }

    private static @Nullable String pixels(PDImageXObject picture) throws IOException {
        int channels = picture.isStencil() ? 1 : picture.getColorSpace().getNumberOfComponents();
        long row = ((long) picture.getWidth() * channels * Math.max(1, picture.getBitsPerComponent()) + 7) / 8;
        long wanted = row * picture.getHeight();
        return wanted <= MOST_COUNTED && Streams.decodedSize(picture.getCOSObject(), wanted) < wanted
                ? "the picture ends before it is complete"
                : null;
    }
}
