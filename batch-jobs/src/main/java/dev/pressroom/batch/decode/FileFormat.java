package dev.pressroom.batch.decode;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.batch.carriers.CarrierProfile.Edi;
import dev.pressroom.batch.carriers.CarrierProfile.FixedWidth;
import dev.pressroom.batch.carriers.CarrierProfile.Separated;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A carrier's file as lines, from any position on; a name that ends in {@code .gz} is compressed. */
public record FileFormat(CarrierProfile carrier, String name, Content content) {

    /** Another file of the same name is put beside the first with a number. */
    private static final Pattern REISSUE = Pattern.compile("\\.[0-9]{1,6}$");

    /** Opens the file at a byte, as often as asked. */
    @FunctionalInterface
    public interface Content {
        InputStream open(long from) throws IOException;
    }

    /** Whether the name is {@code files.pattern} of the profile, with or without a number of re-issue and a {@code .gz} behind it. */
    public boolean isNamedAsExpected() {
        Pattern pattern = carrier.files().pattern();
        String issued = REISSUE.matcher(name).replaceFirst("");
        return pattern.matcher(name).matches() || pattern.matcher(issued).matches()
                || (isCompressed() && pattern.matcher(REISSUE.matcher(uncompressed(issued)).replaceFirst("")).matches());
    }

    public boolean isCompressed() {
        return REISSUE.matcher(name).replaceFirst("").endsWith(".gz");
    }

    private static String uncompressed(String name) {
        return name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    }

    /**
     * The lines from a position on that {@link LineSource#offset} told.
     *
     * @param bytes of the file; of what is appended later nothing is read
     */
    public LineSource lines(long offset, long number, long bytes) throws IOException {
        boolean seekable = !isCompressed() && !(carrier.files().form() instanceof Edi);
        InputStream in = seekable ? content.open(offset) : open();
        try {
            return switch (carrier.files().form()) {
                case Separated _,FixedWidth _ -> {
                    in.skipNBytes(seekable ? 0 : offset);
                    yield new Lines(in, offset, number, isCompressed() ? Long.MAX_VALUE : bytes);
                }
                case Edi edi -> new EdiLines(withoutMark(in), edi, carrier.files().encoding(),
                        Objects.requireNonNull(carrier.layouts().get(""))).from(offset);
            };
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** A byte order mark is no part of an interchange. */
    private static InputStream withoutMark(InputStream in) throws IOException {
        PushbackInputStream marked = new PushbackInputStream(in, Lines.BYTE_ORDER_MARK.length);
        byte[] first = marked.readNBytes(Lines.BYTE_ORDER_MARK.length);
        if (!Arrays.equals(first, Lines.BYTE_ORDER_MARK)) {
            marked.unread(first);
        }
        return marked;
    }

    /** The first line, null when the profile says that it is no header. */
    public Line.@Nullable Text header(long bytes) throws IOException {
        if (!RowDecoder.hasHeader(carrier)) {
            return null;
        }
        try (Lines lines = new Lines(open(), 0, 1, isCompressed() ? Long.MAX_VALUE : bytes)) {
            return lines.next();
        }
    }

    /** The text, out of its compression. */
    public InputStream open() throws IOException {
        InputStream in = content.open(0);
        try {
            return isCompressed() ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
