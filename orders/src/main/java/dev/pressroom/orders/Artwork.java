package dev.pressroom.orders;

/**
 * One print-ready file of an item, stored under its SHA-256.
 *
 * @param name file name for people, without path
 * @param bytes size in bytes
 * @param pages number of pages
 * @param sha256 lower-case hex, the key in the file store
 * @param md5 lower-case hex; printers ask for MD5
 */
public record Artwork(String name, Role role, long bytes, int pages, String sha256, String md5) {

    /** What part of the product the file prints. */
    public enum Role {
        COVER, BLOCK, PRINT
    }
}
