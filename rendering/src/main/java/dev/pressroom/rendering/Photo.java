package dev.pressroom.rendering;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG photograph that was found whole and printable: facts only, no pixels, a few hundred bytes.
 *
 * @param sha256
 *            of the whole file, lower-case hex
 * @param bytes
 *            of the whole file
 * @param pictureBytes
 *            of the picture, from the first byte to its end marker; phones append films and depth maps after it
 * @param adobeMarker
 *            an APP14 marker is there: with four channels it means inverted ink values
 * @param untransformedRgb
 *            three channels stored as red, green, blue instead of luma and chroma, and no marker that says so
 * @param profile
 *            the photograph's own colour profile, if it has a sound one that fits its channels
 * @param warnings
 *            what is worth telling, though it prints
 */
public record Photo(Path file, String sha256, long bytes, long pictureBytes, int storedWidth, int storedHeight, Orientation orientation,
        Channels channels, boolean progressive, boolean adobeMarker, boolean untransformedRgb, @Nullable ColourProfile profile,
        List<Problem> warnings) implements Inspection {

    /** What each pixel is made of. */
    public enum Channels {
        GREY(1), RGB(3), CMYK(4);

        final int count;

        Channels(int count) {
            this.count = count;
        }
    }

    /**
     * An ICC profile that stays in the photograph's file, maybe in several pieces.
     *
     * @param sha256
     *            of the joined pieces, lower-case hex
     */
    public record ColourProfile(String sha256, List<Slice> slices) {
        public ColourProfile {
            slices = List.copyOf(slices);
        }
    }

    public Photo {
        warnings = List.copyOf(warnings);
    }

    /** Width in pixels of the upright picture. */
    public int width() {
        return orientation.swapsSides() ? storedHeight : storedWidth;
    }

    /** Height in pixels of the upright picture. */
    public int height() {
        return orientation.swapsSides() ? storedWidth : storedHeight;
    }
}
