package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.Hashes;
import dev.pressroom.rendering.photos.Inspection.Refusal;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/**
 * Settles a photograph once, when it arrives: looked at, checked whole, made a JPEG if it is another kind, and freed of
 * what was recorded beside the picture (place, time, maker's notes, previews, comments). What is kept has the same
 * picture data byte for byte and is named by its own content, so settling again gives the same file.
 */
public final class PhotoIntake {
    private final PhotoInspector inspector;
    private final Converters converters;

    public PhotoIntake(PhotoInspector inspector) {
        this(inspector, Converters.ofPath());
    }

    PhotoIntake(PhotoInspector inspector, Converters converters) {
        this.inspector = inspector;
        this.converters = converters;
    }

    /**
     * Settles one file.
     *
     * @param which
     *            how findings name the photograph
     * @param folder
     *            gets {@code SHA256.jpg}; made if absent
     * @return facts about the settled file, with the time the original says it was taken; or why it cannot be printed
     * @throws IOException
     *             if a file cannot be read or written, which is worth trying again
     */
    public Inspection settle(Path source, String which, Path folder) throws IOException {
        Files.createDirectories(folder);
        Kind kind = Kind.of(source);
        if (!kind.convertible()) {
            return clean(source, which, folder, false);
        }
        if (Files.size(source) > inspector.limits().maxBytes()) {
            return new Refusal(new Finding(Code.TOO_LARGE, Severity.ERROR, Place.of(which), Files.size(source) + " bytes",
                    "at most " + inspector.limits().maxBytes() + " bytes", "Make the photograph smaller and send it again"));
        }
        Path made = Files.createTempFile(folder, "converted", ".part");
        try {
            List<Finding> warnings = new ArrayList<>();
            Refusal refused = converters.toJpeg(kind, source, which, inspector.limits(), made, warnings);
            if (refused != null) {
                return refused;
            }
            // A HEIC picture is turned by a box of its own (ISO/IEC 23008-12, irot), which its decoder has done; what EXIF says beside it is not to be done again.
            return switch (clean(made, which, folder, kind == Kind.HEIC)) {
                case Refusal refusal -> refusal;
                case Photo photo -> photo.withWarnings(warnings);
            };
        } finally {
            Files.deleteIfExists(made);
        }
    }

    /** Facts about a file that was settled before, without decoding it again. */
    public Photo again(Path settled, String which) throws IOException {
        return inspector.known(settled, which, null);
    }

    private Inspection clean(Path source, String which, Path folder, boolean upright) throws IOException {
        Inspection inspection = inspector.inspect(source, which);
        if (!(inspection instanceof Photo photo)) {
            return inspection;
        }
        Path part = Files.createTempFile(folder, "settled", ".part");
        try {
            MessageDigest digest = Hashes.sha256();
            try (OutputStream out = new BufferedOutputStream(new DigestOutputStream(Files.newOutputStream(part), digest), 1 << 16)) {
                copy(photo, upright ? Orientation.TOP_LEFT : photo.orientation(), out);
            }
            Path settled = folder.resolve(Hashes.hex(digest) + ".jpg");
            Files.move(part, settled, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return inspector.known(settled, which, photo.takenAt()).withWarnings(photo.warnings());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The printed parts, and of EXIF nothing but the orientation, right after the start marker. */
    private static void copy(Photo photo, Orientation orientation, OutputStream out) throws IOException {
        boolean head = true;
        for (Slice slice : photo.printed()) {
            try (InputStream in = Files.newInputStream(photo.file())) {
                in.skipNBytes(slice.offset());
                long left = slice.length();
                if (head) {
                    out.write(in.readNBytes(2));
                    left -= 2;
                    if (orientation != Orientation.TOP_LEFT) {
                        out.write(orientationOnly(orientation.exif()));
                    }
                    head = false;
                }
                byte[] buffer = new byte[1 << 16];
                while (left > 0) {
                    int read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
                    if (read < 0) {
                        throw new EOFException(photo.file() + " became shorter while it was read; it must not change, try again");
                    }
                    out.write(buffer, 0, read);
                    left -= read;
                }
            }
        }
    }

    /** An APP1 segment with one entry, the tag 0x0112 (CIPA DC-008, 4.6.4). */
    private static byte[] orientationOnly(int value) {
        byte[] head = "Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(36).putShort((short) 0xFFE1).putShort((short) 34).put(head).putInt(8).putShort((short) 1)
                .putShort((short) 0x0112).putShort((short) 3).putInt(1).putShort((short) value).putShort((short) 0).putInt(0).array();
    }
}
