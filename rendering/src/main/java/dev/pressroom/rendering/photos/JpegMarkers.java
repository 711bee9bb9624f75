package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Hashes;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A JPEG's markers, walked from the first byte to the last (ITU-T T.81, annex B), with the hash of the whole file;
 * decodes nothing and holds one segment.
 *
 * <p>
 * Not by metadata-extractor: it stops at the first scan, so it sees neither the end marker nor the number of scans.
 */
final class JpegMarkers {

    /** The frame header: kind of coding (0 baseline, 2 progressive), bits per sample and size. */
    record Frame(int kind, int precision, int width, int height, int components, boolean namedRgb) {}

    /** The parts of the file that stay when some are left out. */
    static final class Kept {
        private final List<Slice> slices = new ArrayList<>();
        private long from;

        private void skip(long start, long end) {
            if (start > from) {
                slices.add(new Slice(from, start - from));
            }
            from = end;
        }

        List<Slice> slices() {
            return List.copyOf(slices);
        }
    }

    private static final class Malformed extends IOException {
        Malformed(String message) {
            super(message);
        }
    }

    private static final int SOI = 0xD8;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int APP2 = 0xE2;
    private static final int APP14 = 0xEE;
    private static final int COM = 0xFE;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int SEGMENT_HEAD = 4;
    private static final String ICC = "ICC_PROFILE\0";

    final List<Frame> frames = new ArrayList<>();
    final NavigableMap<Integer, Slice> icc = new TreeMap<>();
    int iccPieces;
    /** The picture without what else a camera or program wrote beside it: place, time, maker's notes, previews, comments. */
    final Kept printed = new Kept();
    /** As printed, and without the colour profile. */
    final Kept decoded = new Kept();
    byte @Nullable [] exif;
    /** Segments are there that are not printed. */
    boolean privateSegments;
    boolean jfif;
    boolean adobe;
    int scans;
    /** Why the markers make no sense, or null. */
    @Nullable
    String damage;
    /** Bytes up to and with the end marker; 0 if there is none. */
    long pictureBytes;
    String sha256 = "";

    private final InputStream in;
    private final MessageDigest digest = Hashes.sha256();
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int filled;
    private long beforeBuffer;

    private JpegMarkers(InputStream in) {
        this.in = in;
    }

    static JpegMarkers read(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            var markers = new JpegMarkers(in);
            try {
                markers.walk();
            } catch (EOFException cutOff) {
                // pictureBytes stays 0
            } catch (Malformed malformed) {
                markers.damage = malformed.getMessage();
            }
            while (markers.fill()) {
                markers.at = markers.filled;
            }
            markers.sha256 = Hashes.hex(markers.digest);
            return markers;
        }
    }

    /** Only as far as the first frame header. */
    static Optional<Frame> firstFrame(InputStream in) throws IOException {
        var markers = new JpegMarkers(in);
        try {
            if (markers.marker() == SOI) {
                int marker = markers.marker();
                while (markers.frames.isEmpty() && marker != SOS && marker != EOI && marker > 1) {
                    markers.segment(marker);
                    marker = markers.frames.isEmpty() ? markers.marker() : EOI;
                }
            }
        } catch (EOFException | Malformed none) {
            // no frame header before the damage
        }
        return markers.frames.stream().findFirst();
    }

    private void walk() throws IOException {
        int marker = marker();
        if (marker != SOI) {
            throw malformed("no start marker");
        }
        marker = marker();
        while (marker != EOI) {
            if (marker <= 1 || (marker >= 0xD0 && marker <= SOI)) {
                throw malformed("a marker is out of place");
            }
            segment(marker);
            marker = marker == SOS ? markerAfterScan() : marker();
        }
        pictureBytes = position();
        printed.skip(pictureBytes, pictureBytes);
        decoded.skip(pictureBytes, pictureBytes);
    }

    private int marker() throws IOException {
        int value = next();
        if (value != 0xFF) {
            throw malformed("a marker is missing");
        }
        while (value == 0xFF) {
            value = next();
        }
        return value;
    }

    /** Skips coded data, in which FF is followed by 00 or by a restart marker. */
    private int markerAfterScan() throws IOException {
        while (true) {
            int value = next();
            if (value == 0xFF) {
                while (value == 0xFF) {
                    value = next();
                }
                if (value != 0 && (value < 0xD0 || value > 0xD7)) {
                    return value;
                }
            }
        }
    }

    private void segment(int marker) throws IOException {
        int length = next() << 8 | next();
        if (length < 2) {
            throw malformed("a segment has no length");
        }
        long start = position();
        byte[] body = new byte[length - 2];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) next();
        }
        switch (marker) {
            case SOS -> scans++;
            case APP0 -> {
                jfif |= startsWith(body, "JFIF\0");
                keepIf(startsWith(body, "JFIF\0"), start);
            }
            case APP1 -> {
                exif = exif == null && startsWith(body, "Exif\0\0") ? body : exif;
                keepIf(false, start);
            }
            case APP2 -> {
                iccPiece(body, start);
                keepIf(startsWith(body, ICC), start);
            }
            case APP14 -> {
                adobe |= startsWith(body, "Adobe");
                keepIf(startsWith(body, "Adobe"), start);
            }
            case 0xE3, 0xE4, 0xE5, 0xE6, 0xE7, 0xE8, 0xE9, 0xEA, 0xEB, 0xEC, 0xED, 0xEF, COM -> keepIf(false, start);
            case 0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF -> frame(marker - 0xC0, body);
            default -> {
                // tables
            }
        }
    }

    private void frame(int kind, byte[] body) throws Malformed {
        int components = body.length < 6 ? 0 : body[5] & 0xff;
        if (components == 0 || body.length < 6 + 3 * components) {
            throw malformed("the frame header is too short");
        }
        boolean namedRgb = components == 3 && body[6] == 'R' && body[9] == 'G' && body[12] == 'B';
        frames.add(new Frame(kind, body[0], u2(body, 3), u2(body, 1), components, namedRgb));
    }

    private void iccPiece(byte[] body, long start) {
        int head = ICC.length() + 2;
        if (startsWith(body, ICC) && body.length > head) {
            decoded.skip(start - SEGMENT_HEAD, position());
            icc.put(body[head - 2] & 0xff, new Slice(start + head, body.length - head));
            iccPieces = body[head - 1] & 0xff;
        }
    }

    private void keepIf(boolean keep, long start) {
        if (!keep) {
            privateSegments = true;
            printed.skip(start - SEGMENT_HEAD, position());
            decoded.skip(start - SEGMENT_HEAD, position());
        }
    }

    private static int u2(byte[] body, int index) {
        return ByteBuffer.wrap(body).getChar(index);
    }

    private static boolean startsWith(byte[] body, String text) {
        byte[] prefix = text.getBytes(StandardCharsets.ISO_8859_1);
        return body.length >= prefix.length && Arrays.equals(body, 0, prefix.length, prefix, 0, prefix.length);
    }

    private Malformed malformed(String what) {
        return new Malformed(what + " at byte " + position());
    }

    private long position() {
        return beforeBuffer + at;
    }

    private int next() throws IOException {
        if (at == filled && !fill()) {
            throw new EOFException();
        }
        return buffer[at++] & 0xff;
    }

    private boolean fill() throws IOException {
        beforeBuffer += filled;
        at = 0;
        filled = Math.max(0, in.read(buffer));
        digest.update(buffer, 0, filled);
        return filled > 0;
    }
}
