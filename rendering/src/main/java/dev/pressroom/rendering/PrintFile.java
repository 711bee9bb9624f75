package dev.pressroom.rendering;

import java.nio.file.Path;

/**
 * A finished PDF file; its hashes are lower-case hex.
 *
 * @param name
 *            the last part of the path, unique within one rendering
 */
public record PrintFile(Path path, String name, Role role, long bytes, int pages, String sha256, String md5) {

    /** What the file is for. */
    public enum Role {
        /** The inner pages of a book. */
        BLOCK,
        /** One photo print. */
        PRINT
    }
}
