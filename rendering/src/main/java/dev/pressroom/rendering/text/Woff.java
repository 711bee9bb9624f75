package dev.pressroom.rendering.text;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** WOFF 1.0 (W3C Recommendation 2012, section 4) to the font file that it was made from, which the JDK reads. */
final class Woff {
    private static final int SIGNATURE = 0x774F4646;
    private static final int HEADER = 44;
    private static final int ENTRY = 20;

    private Woff() {}

    static byte[] unpack(byte[] file) {
        var in = ByteBuffer.wrap(file);
        if (in.getInt(0) != SIGNATURE) {
            return file;
        }
        int tables = in.getShort(12);
        int size = 12 + 16 * tables;
        for (int i = 0; i < tables; i++) {
            size += (in.getInt(HEADER + i * ENTRY + 12) + 3) & ~3;
        }
        var out = ByteBuffer.allocate(size);
        int power = Integer.highestOneBit(tables);
        out.putInt(in.getInt(4)).putShort((short) tables).putShort((short) (power * 16))
                .putShort((short) Integer.numberOfTrailingZeros(power)).putShort((short) ((tables - power) * 16));
        int data = 12 + 16 * tables;
        for (int i = 0; i < tables; i++) {
            int entry = HEADER + i * ENTRY;
            int length = in.getInt(entry + 12);
            out.putInt(in.getInt(entry)).putInt(in.getInt(entry + 16)).putInt(data).putInt(length);
            unpack(file, in.getInt(entry + 4), in.getInt(entry + 8), out.array(), data, length);
            data += (length + 3) & ~3;
        }
        return out.array();
    }

    private static void unpack(byte[] from, int start, int packed, byte[] to, int at, int length) {
        if (packed == length) {
            System.arraycopy(from, start, to, at, length);
            return;
        }
        var inflater = new Inflater();
        try {
            inflater.setInput(from, start, packed);
            if (inflater.inflate(to, at, length) != length) {
                throw new IllegalArgumentException("the WOFF font is damaged");
            }
        } catch (DataFormatException damaged) {
            throw new IllegalArgumentException("the WOFF font is damaged", damaged);
        } finally {
            inflater.end();
        }
    }
}
