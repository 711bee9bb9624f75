package dev.pressroom.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFileStoreTest extends FileStoreContract {

    @TempDir
    private Path root;
    private FolderFileStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FolderFileStore(root, Clock.fixed(NOON, ZoneOffset.UTC));
    }

    @Override
    FileStore store() {
        return store;
    }

    @Override
    List<String> kept() throws IOException {
        return files().stream().map(file -> root.relativize(file).toString()).toList();
    }

    @Test
    void clearsWhatWritersThatDiedLeftAndSparesWritersAtWork() throws IOException {
        Path left = Files.createFile(root.resolve("incoming/left"));
        Path atWork = Files.createFile(root.resolve("incoming/at-work"));
        Files.setLastModifiedTime(left, FileTime.from(NOON.minus(Duration.ofHours(25))));
        Files.setLastModifiedTime(atWork, FileTime.from(NOON.minus(Duration.ofHours(23))));

        new FolderFileStore(root, Clock.fixed(NOON, ZoneOffset.UTC));

        assertThat(files()).containsExactly(atWork);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            return found.filter(Files::isRegularFile).toList();
        }
    }
}
