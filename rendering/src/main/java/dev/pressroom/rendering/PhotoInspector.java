package dev.pressroom.rendering;

import com.drew.imaging.jpeg.JpegSegmentType;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.ExifReader;
import dev.pressroom.rendering.JpegMarkers.Frame;
import dev.pressroom.rendering.Photo.Channels;
import dev.pressroom.rendering.Photo.ColourProfile;
import dev.pressroom.rendering.Problem.Code;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
            return new Problem(Code.EMPTY, "the file is empty (0 bytes)", which, SEND_AGAIN);
        }
        String kind = otherKind(file);
        if (kind != null) {
            return new Problem(Code.NOT_A_JPEG, "the file is " + kind + ", not a JPEG", which, SAVE_AS_JPEG);
        }
        if (bytes > limits.maxBytes()) {
            return tooLarge(which, bytes + " bytes are more than the " + limits.maxBytes() + " allowed");
        }
        JpegMarkers markers = JpegMarkers.read(file);
        Problem problem = structure(markers, which);
        if (problem != null) {
            return problem;
        }
        Frame frame = markers.frames.getFirst();
        String damage = decode(file, markers, frame);
        if (damage != null) {
            return new Problem(Code.DAMAGED, "the picture is damaged (" + damage + ")", which, SEND_AGAIN);
        }
        return photo(file, bytes, markers, frame, which);
    }

    private @Nullable Problem structure(JpegMarkers markers, String which) {
        if (markers.damage != null) {
            return new Problem(Code.DAMAGED, "the file is damaged (" + markers.damage + ")", which, SEND_AGAIN);
        }
        // The size is judged before completeness: a bomb is usually only a header.
        for (Frame frame : markers.frames) {
            String size = frame.width() + " x " + frame.height() + " pixels";
            long pixels = (long) frame.width() * frame.height();
            boolean progressive = frame.kind() == 2;
            int megapixels = progressive ? limits.maxProgressiveMegapixels() : limits.maxMegapixels();
            if (Math.max(frame.width(), frame.height()) > limits.maxSide()) {
                return tooLarge(which, size + " are more than the " + limits.maxSide() + " allowed on a side");
            }
            if (pixels > megapixels * 1_000_000L) {
                return tooLarge(which,
                        size + " are more than the " + megapixels + " megapixels allowed" + (progressive ? " for a progressive JPEG" : ""));
            }
            String unsupported = unsupported(frame);
            if (unsupported != null) {
                return new Problem(Code.UNSUPPORTED_JPEG, unsupported, which, SAVE_AS_JPEG);
            }
            if (pixels == 0) {
                return new Problem(Code.DAMAGED, "the file is damaged (its header says " + size + ")", which, SEND_AGAIN);
            }
        }
        if (markers.scans > limits.maxScans()) {
            return tooLarge(which, markers.scans + " scans are more than the " + limits.maxScans() + " allowed");
        }
        if (markers.pictureBytes == 0) {
            return new Problem(Code.CUT_OFF, "the file is cut off, the end of the picture is missing", which, SEND_AGAIN);
        }
        if (markers.frames.size() != 1 || markers.scans == 0) {
            return new Problem(Code.DAMAGED,
                    "the file is damaged (" + markers.frames.size() + " frame headers and " + markers.scans + " scans)", which, SEND_AGAIN);
        }
        return null;
    }

    private static @Nullable String unsupported(Frame frame) {
        if (frame.kind() > 2) {
            return "the picture is coded as a lossless, hierarchical or arithmetic JPEG, which printers do not read";
        }
        if (frame.precision() != 8) {
            return "the picture has " + frame.precision() + " bits per colour, printers read 8";
        }
        return frame.components() == 2 || frame.components() > 4
                ? "the picture has " + frame.components() + " colour channels, printers read 1 (grey), 3 (RGB) or 4 (CMYK)"
                : null;
    }

    private static Problem tooLarge(String which, String what) {
        return new Problem(Code.TOO_LARGE, what, which, "Make the photograph smaller and send it again");
    }

    /** What the first bytes say the file is, or null for a JPEG. */
    private static @Nullable String otherKind(Path file) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return null;
        }
        if (head.startsWith("ftyp", 4)) {
            return head.startsWith("hei", 8) || head.startsWith("mif1", 8) || head.startsWith("avif", 8)
                    ? "a HEIC or AVIF picture"
                    : "a film";
        }
        Map<String, String> kinds = Map.of("PK", "a ZIP archive", "\u0089PNG", "a PNG picture", "GIF8", "a GIF picture", "%PDF",
                "a PDF document", "RIFF",
                "a WebP picture or another RIFF file", "II*\0", "a TIFF picture or a raw photograph", "MM\0*",
                "a TIFF picture or a raw photograph", "BM",
                "a BMP picture", "<", "a text or web page");
        return kinds.entrySet().stream().filter(kind -> head.startsWith(kind.getKey())).map(Map.Entry::getValue).findFirst()
                .orElse("of an unknown kind");
    }

    /** Decodes every scan, keeps a thin raster, and answers what the decoder complained of, if anything. */
    private @Nullable String decode(Path file, JpegMarkers markers, Frame frame) throws IOException {
        decoding.lock();
        ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();
        // Without the profile: the decoder gives up on a broken one, which is no reason to refuse a picture.
        try (var in = new Picture(new FileSlices(file, markers.withoutProfile, () -> {
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
        List<Problem> warnings = new ArrayList<>();
        ColourProfile profile = profile(file, markers, channels);
        if (profile == null && !markers.icc.isEmpty()) {
            warnings.add(new Problem(Code.PROFILE_IGNORED,
                    "the embedded colour profile is broken or of another colour space, it is ignored", which,
                    "Colours may differ; save the photograph with an sRGB profile to be sure"));
        } else if (profile == null && channels == Channels.CMYK) {
            warnings.add(new Problem(Code.CMYK_WITHOUT_PROFILE, "the photograph is CMYK without a colour profile", which,
                    "Colours may differ; save the photograph as RGB with an sRGB profile to be sure"));
        }
        boolean untransformedRgb = frame.namedRgb() && !markers.jfif && !markers.adobe;
        return new Photo(file, markers.sha256, bytes, markers.pictureBytes, frame.width(), frame.height(), orientation(markers.exif),
                channels,
                frame.kind() == 2, markers.adobe, untransformedRgb, profile, warnings);
    }

    private static Orientation orientation(byte @Nullable [] exif) {
        if (exif == null) {
            return Orientation.TOP_LEFT;
        }
        var metadata = new Metadata();
        new ExifReader().readJpegSegments(List.of(exif), metadata, JpegSegmentType.APP1);
        var directory = metadata.getFirstDirectoryOfType(ExifIFD0Directory.class);
        Integer value = directory == null ? null : directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
        return Orientation.ofExif(value == null ? 0 : value);
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
