package dev.pressroom.rendering.photos;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a file is by its first bytes, whatever its name says. */
enum Kind {
    JPEG("a JPEG photograph"), PNG("a PNG picture"), HEIC("a HEIC or AVIF picture"), WEBP("a WebP picture"), //
    ZIP("a ZIP archive"), GIF("a GIF picture"), PDF("a PDF document"), TIFF("a TIFF picture or a raw photograph"), BMP("a BMP picture"), //
    FILM("a film"), TEXT("a text or web page"), UNKNOWN("of an unknown kind");

    private final String says;

    Kind(String says) {
        this.says = says;
    }

    static Kind of(Path file) throws IOException {
        String head;
        try (InputStream in = Files.newInputStream(file)) {
            head = new String(in.readNBytes(16), StandardCharsets.ISO_8859_1);
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("ftyp", 4)) {
            return head.startsWith("hei", 8) || head.startsWith("hev", 8) || head.startsWith("mif1", 8) || head.startsWith("avif", 8)
                    ? HEIC
                    : FILM;
        }
        if (head.startsWith("RIFF")) {
            return head.startsWith("WEBP", 8) ? WEBP : UNKNOWN;
        }
        if (head.startsWith("\u0089PNG")) {
            return PNG;
        }
        if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return TIFF;
        }
        return head.startsWith("PK")
                ? ZIP
                : head.startsWith("GIF8")
                        ? GIF
                        : head.startsWith("%PDF") ? PDF : head.startsWith("BM") ? BMP : head.startsWith("<") ? TEXT : UNKNOWN;
    }

    /** Pictures that can become a JPEG. */
    boolean convertible() {
        return this == PNG || this == HEIC || this == WEBP;
    }

    @Override
    public String toString() {
        return says;
    }
}
