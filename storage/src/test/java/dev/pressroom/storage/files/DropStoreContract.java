package dev.pressroom.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What every form of the drop promises. */
abstract class DropStoreContract {

    abstract DropStore store();

    abstract void drop(String carrier, String name, String content) throws IOException;

    @Test
    void listsFilesByCarrier() throws IOException {
        drop("ups-qv", "Z", "1");
        drop("dpd", "B.gz", "2");
        drop("dpd", "A", "3");

        assertThat(store().exists()).isTrue();
        assertThat(store().carriers()).containsExactly("dpd", "ups-qv");
        assertThat(store().files("dpd")).containsExactly("A", "B.gz");
        assertThat(store().files("hermes-de")).isEmpty();
    }

    @Test
    void opensAFileAtAnyByte() throws IOException {
        drop("dpd", "A", "a;b\nc;d\n");

        assertThat(read("A", 0)).isEqualTo("a;b\nc;d\n");
        assertThat(read("A", 4)).isEqualTo("c;d\n");
        assertThat(read("A", 8)).isEmpty();
    }

    @Test
    void deletesAFileAndTellsThatItIsGone() throws IOException {
        drop("dpd", "A", "1");
        store().delete("dpd", "A");

        assertThat(store().files("dpd")).isEmpty();
        assertThatThrownBy(() -> store().open("dpd", "A", 0)).isInstanceOf(IOException.class);
    }

    @Test
    void takesAFetchedFileOnceAndKeepsAnotherOfItsNameBesideIt() throws IOException {
        put("SCANINFO_1", "first");
        put("SCANINFO_1", "first");
        put("SCANINFO_1", "other");
        put("SCANINFO_1", "other");
        put("SCANINFO_1", "firs");

        assertThat(store().files("dpd")).containsExactly("SCANINFO_1", "SCANINFO_1.2", "SCANINFO_1.3");
        assertThat(read("SCANINFO_1", 0)).isEqualTo("first");
        assertThat(read("SCANINFO_1.2", 0)).isEqualTo("other");
        assertThat(read("SCANINFO_1.3", 0)).isEqualTo("firs");
        assertThat(store().fetching("dpd")).isEmptyDirectory();
    }

    private void put(String name, String content) throws IOException {
        Path folder = Files.createDirectories(store().fetching("dpd"));
        store().put("dpd", Files.writeString(folder.resolve(name), content));
    }

    private String read(String name, long from) throws IOException {
        try (InputStream in = store().open("dpd", name, from)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
