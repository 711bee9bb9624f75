package dev.pressroom.storage.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Keeps files under the SHA-256 of their content (lower-case hex). A file that is there is complete and never changes. Safe for many threads. */
public interface FileStore {

    /**
     * @param place a folder, or {@code s3://bucket/prefix}
     * @param lately for a place in S3, the folder of this machine that keeps what was used within a day
     */
    static FileStore at(String place, Path lately, Clock clock) throws IOException {
        return S3Place.names(place)
                ? new S3FileStore(S3Place.client(System.getenv()), S3Place.of(place), new FolderFileStore(lately, clock), clock)
                : new FolderFileStore(Path.of(place), clock);
    }

    /**
     * Stores the stream; content that is there already is not stored twice. Nothing stays behind when it fails.
     *
     * @param sha256 what the content must be; null takes any
     * @throws TooLarge when it has more than {@code maxBytes}
     * @throws WrongContent when it is not the content named by {@code sha256}
     */
    Stored put(InputStream content, long maxBytes, @Nullable String sha256) throws IOException;

    default Stored put(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return put(content, Long.MAX_VALUE, null);
        }
    }

    /** Where the file can be read; throws {@link java.nio.file.NoSuchFileException} when it is not there. */
    Path path(String sha256) throws IOException;

    boolean exists(String sha256);

    record Stored(String sha256, long bytes) {}

    /** The content is longer than allowed. */
    final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long maxBytes) {
            super("the file has more than the allowed " + maxBytes + " bytes; nothing of it was kept");
        }
    }

    /** The content is not what was asked for. */
    final class WrongContent extends IOException {
        private static final long serialVersionUID = 1L;

        WrongContent(String expected, String actual) {
            super("the file has SHA-256 " + actual + ", not the expected " + expected + "; nothing of it was kept");
        }
    }
}
