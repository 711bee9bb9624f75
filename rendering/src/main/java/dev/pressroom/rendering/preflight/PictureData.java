package dev.pressroom.rendering.preflight;

import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.photos.Inspection;
import dev.pressroom.rendering.photos.JpegSize;
import dev.pressroom.rendering.photos.PhotoInspector;
import dev.pressroom.rendering.photos.PhotoLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Whether the pictures of a PDF are all there: each begins, has the size that the PDF says, and ends; and a JPEG can be
 * decoded from the first byte to the last, unless that was found before. A picture that stands on many pages is looked at
 * once.
 */
final class PictureData {
    /** Some writers pad the data of a stream. */
    private static final int TAIL = 64;
    private static final long MOST_COUNTED = 100_000_000;

    /** What is wrong with a picture. */
    record Fault(Code code, String measured) {
        static Optional<Fault> damage(String measured) {
            return Optional.of(new Fault(Code.DAMAGED, measured));
        }
    }

    private final PhotoInspector inspector = new PhotoInspector(PhotoLimits.DEFAULT);
    private final Map<COSStream, Optional<Fault>> known = new HashMap<>();
    private final boolean decoding;

    /**
     * @param decoding
     *            whether each JPEG is decoded
     */
    PictureData(boolean decoding) {
        this.decoding = decoding;
    }

    Optional<Fault> fault(PDImage image) throws IOException {
        if (!(image instanceof PDImageXObject picture)) {
            return Optional.empty();
        }
        COSStream data = picture.getCOSObject();
        Optional<Fault> found = known.get(data);
        if (found == null) {
            found = look(picture, data);
            known.put(data, found);
        }
        return found;
    }

    private Optional<Fault> look(PDImageXObject picture, COSStream data) throws IOException {
        List<COSName> filters = Streams.filters(data);
        if (filters.size() == 1 && (filters.contains(COSName.DCT_DECODE) || filters.contains(COSName.DCT_DECODE_ABBREVIATION))) {
            Optional<Fault> ends = jpeg(data, picture);
            return ends.isPresent() || !decoding ? ends : decoded(data);
        }
        return filters.isEmpty() || filters.stream().allMatch(filter -> filter.equals(COSName.FLATE_DECODE))
                ? pixels(picture)
                : Optional.empty();
    }

    private static Optional<Fault> jpeg(COSStream data, PDImageXObject picture) throws IOException {
        int width = picture.getWidth();
        int height = picture.getHeight();
        int channels = channels(picture);
        JpegSize size;
        try (InputStream head = data.createRawInputStream()) {
            size = JpegSize.read(head);
        }
        if (size == null) {
            return Fault.damage("its data is no JPEG picture");
        }
        if (size.width() != width || size.height() != height) {
            return Fault.damage(
                    "the picture has " + size.width() + " x " + size.height() + " pixels, the PDF says " + width + " x " + height);
        }
        if (channels > 0 && size.channels() != channels) {
            return Fault.damage("the picture has " + size.channels() + " colour channels, its colour space in the PDF " + channels);
        }
        try (InputStream tail = data.createRawInputStream()) {
            tail.skipNBytes(Math.max(0, data.getLength() - TAIL));
            byte[] last = tail.readNBytes(TAIL);
            for (int i = last.length - 2; i >= 0; i--) {
                if (last[i] == (byte) 0xFF && last[i + 1] == (byte) 0xD9) {
                    return Optional.empty();
                }
            }
            return Fault.damage("the picture ends before it is complete");
        }
    }

    /** 0 if the colour space is absent or makes no sense, which is told elsewhere. */
    private static int channels(PDImageXObject picture) {
        try {
            return picture.getColorSpace().getNumberOfComponents();
        } catch (IOException | RuntimeException broken) {
            return 0;
        }
    }

    /** As a photograph that arrives: with its limits, from a file of its own. */
    private Optional<Fault> decoded(COSStream data) throws IOException {
        Path copy = Files.createTempFile("picture", ".jpg");
        try (InputStream raw = data.createRawInputStream()) {
            Files.copy(raw, copy, StandardCopyOption.REPLACE_EXISTING);
            return inspector.inspect(copy, "picture") instanceof Inspection.Refusal(var finding)
                    ? Optional.of(new Fault(finding.code(), "a picture: " + finding.measured()))
                    : Optional.empty();
        } finally {
            Files.delete(copy);
        }
    }

    private static Optional<Fault> pixels(PDImageXObject picture) throws IOException {
        int channels = picture.isStencil() ? 1 : picture.getColorSpace().getNumberOfComponents();
        long row = ((long) picture.getWidth() * channels * Math.max(1, picture.getBitsPerComponent()) + 7) / 8;
        long wanted = row * picture.getHeight();
        return wanted <= MOST_COUNTED && Streams.decodedSize(picture.getCOSObject(), wanted) < wanted
                ? Fault.damage("the picture ends before it is complete")
                : Optional.empty();
    }
}
