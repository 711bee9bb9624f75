package dev.pressroom.rendering.photos;

import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import com.drew.metadata.exif.ExifSubIFDDirectory;
import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.Hashes;
import dev.pressroom.rendering.photos.Inspection.Refusal;
import dev.pressroom.rendering.photos.JpegMarkers.Frame;
import dev.pressroom.rendering.photos.Photo.Channels;
import dev.pressroom.rendering.photos.Photo.ColourProfile;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStreamImpl;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a file is a photograph that can be printed.
 *
 * <p>
 * Kind, size and limits are settled from the file's markers; only then the picture is decoded once, thinned out, to see
 * that it is whole. Safe for use by several threads; their decodings take turns, which bounds the native memory to one
 * picture's.
 */
public final class PhotoInspector {
    private static final long MAX_PROFILE_BYTES = 4_000_000;
    private static final String SEND_AGAIN = "Send the photograph again from its original";
    private static final String SAVE_AS_JPEG = "Save it as a JPEG photograph (RGB, 8 bit) and send it again";

    private final PhotoLimits limits;
    private final ReentrantLock decoding = new ReentrantLock();

    public PhotoInspector(PhotoLimits limits) {
        this.limits = limits;
    }

    /**
     * Looks at one file.
     *
     * @param which
     *            how problems name the photograph
     * @throws IOException
     *             if the file is absent or cannot be read, which is no word about its content
     */
    public Inspection inspect(Path file, String which) throws IOException {
        long bytes = Files.size(file);
        if (bytes == 0) {
            return error(Code.EMPTY, which, "0 bytes", "", SEND_AGAIN);
        }
        Kind kind = Kind.of(file);
        if (kind != Kind.JPEG) {
            return error(Code.UNSUPPORTED_FORMAT, which, kind.toString(), "a JPEG photograph", SAVE_AS_JPEG);
        }
        if (bytes > limits.maxBytes()) {
            return tooLarge(which, bytes + " bytes", limits.maxBytes() + " bytes");
        }
        JpegMarkers markers = JpegMarkers.read(file);
        Refusal problem = structure(markers, bytes, which);
        if (problem != null) {
            return problem;
        }
        Frame frame = markers.frames.getFirst();
        String damage = decode(file, markers, frame);
        if (damage != null) {
            return error(Code.DAMAGED, which, damage, "", SEND_AGAIN);
        }
        return photo(file, bytes, markers, frame, which);
    }

    PhotoLimits limits() {
        return limits;
    }

    /**
     * Facts about a file that was settled here, without decoding it again.
     *
     * @param takenAt
     *            what its original told
     */
    Photo known(Path file, String which, @Nullable LocalDateTime takenAt) throws IOException {
        JpegMarkers markers = JpegMarkers.read(file);
        Photo photo = photo(file, Files.size(file), markers, markers.frames.getFirst(), which);
        return new Photo(file, photo.sha256(), photo.bytes(), photo.printed(), photo.storedWidth(), photo.storedHeight(),
                photo.orientation(),
                photo.channels(), photo.progressive(), photo.adobeMarker(), photo.untransformedRgb(), photo.profile(), takenAt, List.of());
    }

    private @Nullable Refusal structure(JpegMarkers markers, long bytes, String which) {
        if (markers.damage != null) {
            return error(Code.DAMAGED, which, markers.damage, "", SEND_AGAIN);
        }
        // The size is judged before completeness: a bomb is usually only a header.
        for (Frame frame : markers.frames) {
            String size = frame.width() + " x " + frame.height() + " pixels";
            long pixels = (long) frame.width() * frame.height();
            boolean progressive = frame.kind() == 2;
            int megapixels = progressive ? limits.maxProgressiveMegapixels() : limits.maxMegapixels();
            if (Math.max(frame.width(), frame.height()) > limits.maxSide()) {
                return tooLarge(which, size, limits.maxSide() + " on a side");
            }
            if (pixels > megapixels * 1_000_000L) {
                return tooLarge(which, size, megapixels + " megapixels" + (progressive ? " in a progressive JPEG" : ""));
            }
            String unsupported = unsupported(frame);
            if (unsupported != null) {
                return error(Code.UNSUPPORTED_FORMAT, which, unsupported, "8 bit grey, RGB or CMYK, baseline or progressive", SAVE_AS_JPEG);
            }
            if (pixels == 0) {
                return error(Code.DAMAGED, which, "its header says " + size, "", SEND_AGAIN);
            }
        }
        if (markers.scans > limits.maxScans()) {
            return tooLarge(which, markers.scans + " scans", limits.maxScans() + " scans");
        }
        if (markers.pictureBytes == 0) {
            return error(Code.CUT_OFF, which, bytes + " bytes without an end marker", "", SEND_AGAIN);
        }
        if (markers.frames.size() != 1 || markers.scans == 0) {
            return error(Code.DAMAGED, which, markers.frames.size() + " frame headers and " + markers.scans + " scans", "", SEND_AGAIN);
        }
        return null;
    }

    private static @Nullable String unsupported(Frame frame) {
        if (frame.kind() > 2) {
            return "lossless, hierarchical or arithmetic coding";
        }
        if (frame.precision() != 8) {
            return frame.precision() + " bits per colour";
        }
        return frame.components() == 2 || frame.components() > 4 ? frame.components() + " colour channels" : null;
    }

    private static Refusal tooLarge(String which, String measured, String most) {
        return error(Code.TOO_LARGE, which, measured, "at most " + most, "Make the photograph smaller and send it again");
    }

    private static Refusal error(Code code, String which, String measured, String required, String nextStep) {
        return new Refusal(new Finding(code, Severity.ERROR, Place.of(which), measured, required, nextStep));
    }

    /** Decodes every scan, keeps a thin raster, and answers what the decoder complained of, if anything. */
    private @Nullable String decode(Path file, JpegMarkers markers, Frame frame) throws IOException {
        decoding.lock();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        // Without the profile: the decoder gives up on a broken one, which is no reason to refuse a picture.
        try (var in = new Picture(new FileSlices(file, markers.decoded.slices(), () -> {
        }))) {
            List<String> complaints = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> complaints.add(warning));
            reader.setInput(in, true, true);
            var parameters = reader.getDefaultReadParam();
            int step = Math.max(1, Math.max(frame.width(), frame.height()) / 512);
            parameters.setSourceSubsampling(step, step, 0, 0);
            // The raster, not the image: colours need no conversion to be found complete.
            reader.readRaster(0, parameters);
            return complaints.isEmpty() ? null : complaints.getFirst();
        } catch (IIOException | RuntimeException broken) {
            // Hostile input makes the decoder throw whatever; none of it is a fault of ours that a retry could heal.
            return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
        } finally {
            reader.dispose();
            decoding.unlock();
        }
    }

    private static final class Picture extends ImageInputStreamImpl {
        private final FileSlices slices;

        Picture(FileSlices slices) {
            this.slices = slices;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            bitOffset = 0;
            slices.seek(streamPos);
            int read = slices.read(target, offset, count);
            streamPos += Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            super.close();
            slices.close();
        }
    }

    private static Photo photo(Path file, long bytes, JpegMarkers markers, Frame frame, String which) throws IOException {
        Channels channels = switch (frame.components()) {
            case 1 -> Channels.GREY;
            case 3 -> Channels.RGB;
            default -> Channels.CMYK;
        };
        List<Finding> warnings = new ArrayList<>();
        ColourProfile profile = profile(file, markers, channels);
        if (profile == null && !markers.icc.isEmpty()) {
            warnings.add(warning(Code.PROFILE_IGNORED, which, "broken or of another colour space", "one that fits " + channels,
                    "Colours may differ; save the photograph with an sRGB profile to be sure"));
        } else if (profile == null && channels == Channels.CMYK) {
            warnings.add(warning(Code.CMYK_WITHOUT_PROFILE, which, "the press decides its colours", "",
                    "Colours may differ; save the photograph as RGB with an sRGB profile to be sure"));
        }
        Exif exif = Exif.of(markers.exif);
        if (exif.orientation() > 8 || exif.orientation() < 0) {
            warnings.add(warning(Code.ORIENTATION_IGNORED, which, "value " + exif.orientation(), "1 to 8",
                    "See whether the photograph lies as it should"));
        }
        boolean untransformedRgb = frame.namedRgb() && !markers.jfif && !markers.adobe;
        return new Photo(file, markers.sha256, bytes, markers.printed.slices(), frame.width(), frame.height(),
                Orientation.ofExif(exif.orientation()),
                channels,
                frame.kind() == 2, markers.adobe, untransformedRgb, profile, exif.takenAt(), warnings);
    }

    private static Finding warning(Code code, String which, String measured, String required, String nextStep) {
        return new Finding(code, Severity.WARNING, Place.of(which), measured, required, nextStep);
    }

    /** What EXIF (CIPA DC-008) tells: the orientation's number, 0 if absent, and when the photograph was taken. */
    private record Exif(int orientation, @Nullable LocalDateTime takenAt) {
        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu:MM:dd HH:mm:ss", Locale.ROOT);

        static Exif of(byte @Nullable [] segment) {
            if (segment == null) {
                return new Exif(0, null);
            }
            var metadata = new Metadata();
            new ExifReader().readJpegSegments(List.of(segment), metadata, JpegSegmentType.APP1);
            var picture = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
            Integer orientation = picture == null ? null : picture.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
            var camera = metadata.getFirstDirectoryOfType(ExifSubIFDDirectory.class);
            return new Exif(orientation == null ? 0 : orientation,
                    camera == null ? null : time(camera.getString(ExifSubIFDDirectory.TAG_DATETIME_ORIGINAL)));
        }

        private static @Nullable LocalDateTime time(@Nullable String text) {
            try {
                return text == null ? null : LocalDateTime.parse(text.strip(), TIME);
            } catch (DateTimeParseException unset) {
                // Cameras whose clock was never set write blanks or zeros.
                return null;
            }
        }
    }

    private static @Nullable ColourProfile profile(Path file, JpegMarkers markers, Channels channels) throws IOException {
        List<Slice> slices = List.copyOf(markers.icc.values());
        long length = slices.stream().mapToLong(Slice::length).sum();
        boolean allPieces = !slices.isEmpty() && slices.size() == markers.iccPieces && markers.icc.firstKey() == 1
                && markers.icc.lastKey() == slices.size();
        if (!allPieces || length > MAX_PROFILE_BYTES) {
            return null;
        }
        byte[] bytes = new byte[(int) length];
        try (var joined = new FileSlices(file, slices, () -> {
        })) {
            joined.readFully(bytes);
        }
        try {
            ICC_Profile profile = ICC_Profile.getInstance(bytes);
            int type = profile.getColorSpaceType();
            boolean fits = switch (channels) {
                case GREY -> type == ColorSpace.TYPE_GRAY;
                case RGB -> type == ColorSpace.TYPE_RGB;
                case CMYK -> type == ColorSpace.TYPE_CMYK;
            };
            boolean usable = switch (profile.getProfileClass()) {
                case ICC_Profile.CLASS_INPUT, ICC_Profile.CLASS_DISPLAY, ICC_Profile.CLASS_OUTPUT, ICC_Profile.CLASS_COLORSPACECONVERSION ->
                    true;
                default -> false;
            };
            return fits && usable ? new ColourProfile(Hashes.hex(Hashes.sha256(), bytes), slices) : null;
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }
}
