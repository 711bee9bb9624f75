package dev.pressroom.storage.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder, which several instances may share: {@code ab/cd/abcd....} Files are written beside it, flushed to the disk and moved into place in
 * one step, so a power cut leaves no half file.
 */
public final class FolderFileStore implements FileStore {

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path root;
    private final Path incoming;
    private final Clock clock;

    /** Makes the folder if it is not there, and clears what writers that died left in it. */
    public FolderFileStore(Path root, Clock clock) throws IOException {
        this.root = root.toAbsolutePath();
        this.clock = clock;
        this.incoming = Files.createDirectories(this.root.resolve("incoming"));
        Instant abandoned = clock.instant().minus(ABANDONED);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(incoming)) {
            for (Path file : left) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(abandoned)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @Override
    public Stored put(InputStream content, long maxBytes, @Nullable String sha256) throws IOException {
        Path file = incoming.resolve(UUID.randomUUID().toString());
        try {
            Stored stored = write(content, maxBytes, file);
            if (sha256 != null && !stored.sha256().equals(sha256.toLowerCase(Locale.ROOT))) {
                throw new WrongContent(sha256, stored.sha256());
            }
            if (!exists(stored.sha256())) {
                move(file, root.resolve(place(stored.sha256())));
            }
            return stored;
        } finally {
            Files.deleteIfExists(file);
        }
    }

    @Override
    public Path path(String sha256) throws IOException {
        if (!exists(sha256)) {
            throw new NoSuchFileException(sha256, null, "not in the file store; it was never stored, or the store is another folder");
        }
        return root.resolve(place(sha256));
    }

    /** The file's path, noted as used now. */
    Path used(String sha256) throws IOException {
        Path file = path(sha256);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        return file;
    }

    /** Deletes files that were neither stored nor {@link #used} since then: for a copy of another store. */
    void forgetUnusedSince(Instant then) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(file -> SHA256.matcher(file.getFileName().toString()).matches()).toList();
        }
        for (Path file : files) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(then)) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public boolean exists(String sha256) {
        return Files.isRegularFile(root.resolve(place(sha256)));
    }

    private static Stored write(InputStream content, long maxBytes, Path file) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] buffer = new byte[64 * 1024];
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                bytes += read;
                if (bytes > maxBytes) {
                    throw new TooLarge(maxBytes);
                }
                digest.update(buffer, 0, read);
                ByteBuffer chunk = ByteBuffer.wrap(buffer, 0, read);
                while (chunk.hasRemaining()) {
                    out.write(chunk);
                }
            }
            out.force(true);
        }
        return new Stored(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    private void move(Path file, Path place) throws IOException {
        Path folder = Files.createDirectories(place.getParent());
        Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
        for (Path entry : List.of(folder, folder.getParent(), root)) {
            try (FileChannel channel = FileChannel.open(entry, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** {@code ab/cd/abcd...} */
    static String place(String sha256) {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("not a SHA-256 in lower-case hex: '" + sha256 + "'");
        }
        return sha256.substring(0, 2) + "/" + sha256.substring(2, 4) + "/" + sha256;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
