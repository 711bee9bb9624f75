package dev.pressroom.storage.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A folder with one folder of files for each carrier. */
record FolderDropStore(Path root) implements DropStore {

    @Override
    public boolean exists() {
        return Files.isDirectory(root);
    }

    @Override
    public List<String> carriers() throws IOException {
        return listed(root, Files::isDirectory);
    }

    @Override
    public List<String> files(String carrier) throws IOException {
        Path folder = root.resolve(carrier);
        return Files.isDirectory(folder) ? listed(folder, Files::isRegularFile) : List.of();
    }

    private static List<String> listed(Path folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(wanted).map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    @Override
    public InputStream open(String carrier, String name, long from) throws IOException {
        InputStream in = Files.newInputStream(file(carrier, name));
        try {
            in.skipNBytes(from);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** In the same file system, so that a file moves by one step. */
    @Override
    public Path fetching(String carrier) {
        return root.resolve(carrier).resolve(".fetching");
    }

    @Override
    public void move(Path fetched, String carrier, String name) throws IOException {
        Files.move(fetched, file(carrier, name), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void delete(String carrier, String name) throws IOException {
        Files.delete(file(carrier, name));
    }

    @Override
    public String locate(String carrier, String name) {
        return file(carrier, name).toString();
    }

    private Path file(String carrier, String name) {
        return root.resolve(carrier).resolve(name);
    }
}
