package dev.pressroom.storage.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where carriers' files arrive, one folder for each carrier. Files are named by the carrier's id and their own name; only whole files should lie there.
 * Safe for many threads.
 */
public interface DropStore {

    /** @param place a folder, or {@code s3://bucket/prefix} */
    static DropStore at(String place) {
        return S3Place.names(place)
                ? new S3DropStore(S3Place.client(System.getenv()), S3Place.of(place))
                : new FolderDropStore(Path.of(place).toAbsolutePath().normalize());
    }

    /** Whether it is there; an empty one is there as well. Throws when nobody can say: no network, no permission. */
    boolean exists() throws IOException;

    /** Names of the carriers' folders, sorted. */
    List<String> carriers() throws IOException;

    /** Names of the carrier's files, sorted by byte; none if it has no folder. */
    List<String> files(String carrier) throws IOException;

    /** Opens a file at its byte {@code from}. */
    InputStream open(String carrier, String name, long from) throws IOException;

    /** Where files are fetched to before {@link #put} takes them: a folder of this machine, hidden from whoever lists the drop. */
    Path fetching(String carrier);

    /**
     * Moves a whole file from {@link #fetching} into the drop, where it appears at once. The same file again changes nothing; another file of the same
     * name is a re-issue and gets a number behind its name, since nobody knows whether the first was read already.
     */
    default void put(String carrier, Path fetched) throws IOException {
        String name = fetched.getFileName().toString();
        List<String> there = files(carrier);
        String free = name;
        for (int issue = 2; there.contains(free); issue++) {
            try (InputStream known = open(carrier, free, 0); InputStream news = Files.newInputStream(fetched)) {
                if (same(known, news)) {
                    Files.delete(fetched);
                    return;
                }
            }
            free = name + "." + issue;
        }
        move(fetched, carrier, free);
    }

    private static boolean same(InputStream one, InputStream other) throws IOException {
        byte[] piece;
        do {
            piece = one.readNBytes(1 << 16);
            if (!Arrays.equals(piece, other.readNBytes(1 << 16))) {
                return false;
            }
        } while (piece.length > 0);
        return true;
    }

    /** Of a name that is not there. */
    void move(Path fetched, String carrier, String name) throws IOException;

    void delete(String carrier, String name) throws IOException;

    /** The whole name of a file, as a person would give it: an absolute path or a URL. */
    String locate(String carrier, String name);
}
