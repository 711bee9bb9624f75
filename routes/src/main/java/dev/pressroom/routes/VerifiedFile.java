package dev.pressroom.routes;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A stored file, streamed, that is compared with its SHA-256 on the way: at its end it fails with an {@link IOException} when it is not the file
 * that was ordered. So a file that was damaged where we keep it never counts as handed over.
 */
final class VerifiedFile extends FilterInputStream {

    private static final int BUFFER = 64 * 1024;

    private final Path path;
    private final String sha256;
    private final MessageDigest digest;
    private boolean compared;

    VerifiedFile(Path path, String sha256) throws IOException {
        this(path, sha256, newDigest());
    }

    private VerifiedFile(Path path, String sha256, MessageDigest digest) throws IOException {
        super(new DigestInputStream(Files.newInputStream(path), digest));
        this.path = path;
        this.sha256 = sha256;
        this.digest = digest;
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Reads it to its end and throws when it is not what it should be. */
    static void verify(Path path, String sha256) throws IOException {
        try (InputStream in = new VerifiedFile(path, sha256)) {
            byte[] buffer = new byte[BUFFER];
            while (in.read(buffer) >= 0) {
                // only compared
            }
        }
    }

    @Override
    public int read() throws IOException {
        return ended(super.read());
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return ended(super.read(bytes, offset, length));
    }

    private int ended(int read) throws IOException {
        if (read < 0 && !compared) {
            String found = HexFormat.of().formatHex(digest.digest());
            if (!found.equals(sha256)) {
                throw new IOException("stored file " + path.getFileName() + " is damaged, its SHA-256 is " + found
                        + "; restore it from a backup, or prepare the artwork again");
            }
            compared = true;
        }
        return read;
    }
}
