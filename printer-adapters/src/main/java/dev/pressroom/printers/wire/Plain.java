package dev.pressroom.printers.wire;

import org.jspecify.annotations.Nullable;

/** Text that every wire can carry. */
public final class Plain {

    private Plain() {}

    /**
     * Without what XML 1.0 cannot hold and JSON writers refuse (control characters, half surrogates, non-characters), line breaks as blanks; null when
     * nothing is left.
     */
    public static @Nullable String text(@Nullable String text) {
        if (text == null) {
            return null;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().map(c -> c == '\t' || c == '\n' || c == '\r' ? ' ' : c)
                .filter(c -> (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000).forEach(plain::appendCodePoint);
        String stripped = plain.toString().strip();
        return stripped.isEmpty() ? null : stripped;
    }

    /** A code for facts and metrics: at most 80 characters. */
    public static String code(String text) {
        String plain = text.length() > 80 ? text.substring(0, 80) : text;
        String code = text(plain);
        return code == null ? "?" : code;
    }
}
