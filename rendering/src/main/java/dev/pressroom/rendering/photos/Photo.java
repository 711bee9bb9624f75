package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Finding;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG photograph that was found whole and printable: facts only, no pixels, a few hundred bytes.
 *
 * @param sha256
 *            of the whole file, lower-case hex
 * @param bytes
 *            of the whole file
 * @param printed
 *            the parts of the file that are printed: the picture with its colour profile, without place, time, maker's
 *            notes, previews, comments, and what phones append (films, depth maps)
 * @param adobeMarker
 *            an APP14 marker is there: with four channels it means inverted ink values
 * @param untransformedRgb
 *            three channels stored as red, green, blue instead of luma and chroma, and no marker that says so
 * @param profile
 *            the photograph's own colour profile, if it has a sound one that fits its channels
 * @param takenAt
 *            by the camera's own clock, if it says
 * @param warnings
 *            what is worth telling, though it prints
 */
public record Photo(Path file, String sha256, long bytes, List<Slice> printed, int storedWidth, int storedHeight, Orientation orientation,
        Channels channels, boolean progressive, boolean adobeMarker, boolean untransformedRgb, @Nullable ColourProfile profile,
        @Nullable LocalDateTime takenAt, List<Finding> warnings) implements Inspection {

    /** What each pixel is made of. */
    public enum Channels {
        GREY(1), RGB(3), CMYK(4);

        private final int count;

        Channels(int count) {
            this.count = count;
        }

        public int count() {
            return count;
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
        printed = List.copyOf(printed);
        warnings = List.copyOf(warnings);
    }

    /** The same, elsewhere. */
    public Photo in(Path other) {
        return new Photo(other, sha256, bytes, printed, storedWidth, storedHeight, orientation, channels, progressive, adobeMarker,
                untransformedRgb, profile, takenAt, warnings);
    }

    /** The same, with these warnings besides its own. */
    Photo withWarnings(List<Finding> more) {
        List<Finding> all = new ArrayList<>(warnings);
        all.addAll(more);
        return new Photo(file, sha256, bytes, printed, storedWidth, storedHeight, orientation, channels, progressive, adobeMarker,
                untransformedRgb, profile, takenAt, all);
    }

    /** How many bytes of the file are printed. */
    public long printedBytes() {
        return printed.stream().mapToLong(Slice::length).sum();
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
