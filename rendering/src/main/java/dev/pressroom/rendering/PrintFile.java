package dev.pressroom.rendering;

import java.nio.file.Path;

/**
 * A finished PDF file; its hashes are lower-case hex.
 *
 * @param name
 *            the last part of the path, unique within one rendering
 * @param pages
 *            all pages in the file
 */
public record PrintFile(Path path, String name, Role role, long bytes, int pages, String sha256, String md5) {

    /** What the file is for. */
    public enum Role {
        /** The inner pages of a book, or all pages of a product without a cover. */
        BLOCK,
        /** Back, spine and front of a book in one page. */
        COVER,
        /** The cover as the first page, then the inner pages. */
        BOOK,
        /** One side: a photo print. */
        PRINT
    }
}
