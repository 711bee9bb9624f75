package dev.pressroom.rendering.preflight;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.jspecify.annotations.Nullable;

/**
 * How large compressed streams would become, found by counting and not by keeping. PDFBox decodes a stream to memory as
 * a whole, so a file of one megabyte could ask for gigabytes.
 */
final class Streams {
    /** More than the text and the drawing of any page take. */
    static final long MOST_CONTENT = 64_000_000;
    /** More than the table of objects of any book takes. */
    private static final long MOST_STRUCTURE = 64_000_000;
    private static final byte[] STREAM = "stream".getBytes(StandardCharsets.US_ASCII);
    private static final int DICTIONARY = 2_000;
    /** A character of a name, written so (ISO 32000-1, 7.3.5). */
    private static final Pattern HEX = Pattern.compile("#([0-9a-fA-F]{2})");

    private Streams() {}

    /** True if the last two kilobytes hold the end mark; a parser that repairs files would not tell. */
    static boolean hasEnd(Path file) throws IOException {
        try (var raw = new RandomAccessFile(file.toFile(), "r")) {
            raw.seek(Math.max(0, raw.length() - DICTIONARY));
            byte[] tail = new byte[(int) (raw.length() - raw.getFilePointer())];
            raw.readFully(tail);
            return new String(tail, StandardCharsets.ISO_8859_1).contains("%%EOF");
        }
    }

    /** Looks at the streams that are read on opening (tables and packed objects); null if they are of a sane size. */
    static @Nullable String bombOnOpening(Path file) throws IOException {
        long total = 0;
        try (var raw = new RandomAccessFile(file.toFile(), "r"); InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            int matched = 0;
            long before = 0;
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    byte value = buffer[i];
                    matched = value == STREAM[matched] ? matched + 1 : value == STREAM[0] ? 1 : 0;
                    if (matched == STREAM.length) {
                        matched = 0;
                        if (structural(raw, before + i)) {
                            total += inflated(raw, before + i + 1, MOST_STRUCTURE - total);
                            if (total > MOST_STRUCTURE) {
                                return "its object tables unpack to more than " + MOST_STRUCTURE / 1_000_000 + " MB";
                            }
                        }
                    }
                }
                before += read;
            }
        }
        return null;
    }

    /** The dictionary before the stream names an object stream or a cross-reference stream. */
    private static boolean structural(RandomAccessFile raw, long end) throws IOException {
        long start = Math.max(0, end - DICTIONARY);
        byte[] bytes = new byte[(int) (end - start)];
        raw.seek(start);
        raw.readFully(bytes);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String dictionary = HEX.matcher(text.substring(Math.max(0, text.lastIndexOf(" obj"))))
                .replaceAll(hex -> Matcher.quoteReplacement("" + (char) Integer.parseInt(hex.group(1), 16)));
        return dictionary.contains("ObjStm") || dictionary.contains("XRef");
    }

    private static long inflated(RandomAccessFile raw, long start, long most) throws IOException {
        raw.seek(start);
        byte[] head = new byte[2];
        long begin = start;
        // A line end of one or two bytes stands between the keyword and the data.
        if (raw.read(head) == 2) {
            begin += head[0] == '\r' && head[1] == '\n' ? 2 : head[0] == '\n' || head[0] == '\r' ? 1 : 0;
        }
        raw.seek(begin);
        byte[] input = new byte[1 << 14];
        byte[] output = new byte[1 << 16];
        long total = 0;
        var inflater = new Inflater();
        try {
            while (!inflater.finished() && total <= most) {
                if (inflater.needsInput()) {
                    int read = raw.read(input);
                    if (read < 0) {
                        return total;
                    }
                    inflater.setInput(input, 0, read);
                }
                int made = inflater.inflate(output);
                total += made;
                if (made == 0 && (inflater.needsDictionary() || (!inflater.needsInput() && !inflater.finished()))) {
                    return total;
                }
            }
            return total;
        } catch (DataFormatException notCompressed) {
            return total;
        } finally {
            inflater.end();
        }
    }

    /** Bytes of a stream once decoded, counted up to {@code most} and one more. */
    static long decodedSize(COSStream stream, long most) throws IOException {
        List<COSName> filters = filters(stream);
        InputStream in = stream.createRawInputStream();
        try {
            for (COSName filter : filters) {
                if (filter.equals(COSName.FLATE_DECODE) || filter.equals(COSName.FLATE_DECODE_ABBREVIATION)) {
                    in = new InflaterInputStream(in);
                } else if (filter.equals(COSName.LZW_DECODE) || filter.equals(COSName.LZW_DECODE_ABBREVIATION)
                        || filter.equals(COSName.RUN_LENGTH_DECODE) || filter.equals(COSName.RUN_LENGTH_DECODE_ABBREVIATION)) {
                    // At most 4096 bytes for each code of nine bits, 128 for each pair; a bound is enough.
                    long raw = count(in, most);
                    return filter.equals(COSName.LZW_DECODE) || filter.equals(COSName.LZW_DECODE_ABBREVIATION) ? raw * 200 : raw * 64;
                } else {
                    break;
                }
            }
            return count(in, most);
        } catch (ZipException | EOFException damaged) {
            return 0;
        } finally {
            in.close();
        }
    }

    private static long count(InputStream in, long most) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        int read = in.read(buffer);
        while (read >= 0 && total <= most) {
            total += read;
            read = in.read(buffer);
        }
        return total;
    }

    static List<COSName> filters(COSStream stream) {
        return switch (stream.getFilters()) {
            case COSName one -> List.of(one);
            case COSArray many -> many.toList().stream().filter(COSName.class::isInstance).map(COSName.class::cast)
                    .toList();
            case null, default -> List.of();
        };
    }
}
