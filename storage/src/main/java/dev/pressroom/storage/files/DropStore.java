package dev.pressroom.storage.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
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

    /** Whether it can be listed; an empty one is there as well. */
    boolean exists();

    /** Names of the carriers' folders, sorted. */
    List<String> carriers() throws IOException;

    /** Names of the carrier's files, sorted by byte; none if it has no folder. */
    List<String> files(String carrier) throws IOException;

    /** Opens a file at its byte {@code from}. */
    InputStream open(String carrier, String name, long from) throws IOException;

    void delete(String carrier, String name) throws IOException;

    /** The whole name of a file, as a person would give it: an absolute path or a URL. */
    String locate(String carrier, String name);
}
