package dev.pressroom.storage.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class FolderDropStoreTest extends DropStoreContract {

    @TempDir
    private Path root;

    @Override
    DropStore store() {
        return DropStore.at(root.toString());
    }

    @Override
    void drop(String carrier, String name, String content) throws IOException {
        Files.writeString(Files.createDirectories(root.resolve(carrier)).resolve(name), content);
    }
}
