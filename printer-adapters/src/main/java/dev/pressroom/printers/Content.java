package dev.pressroom.printers;

/** What a body or a file holds: bytes made by the dialect, or a stored file which the route streams. */
public sealed interface Content extends Body {

    long size();

    record Bytes(String contentType, byte[] bytes) implements Content {
        @Override
        public long size() {
            return bytes.length;
        }
    }

    /** A file of the file store, by its SHA-256. */
    record StoredFile(String contentType, String sha256, long size) implements Content {}
}
