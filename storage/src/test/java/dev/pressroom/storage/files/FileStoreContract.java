package dev.pressroom.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pressroom.storage.files.FileStore.Stored;
import dev.pressroom.storage.files.FileStore.TooLarge;
import dev.pressroom.storage.files.FileStore.WrongContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every form of the file store promises. */
abstract class FileStoreContract {

    static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    /** An empty one, the same for one test. */
    abstract FileStore store();

    /** Names of what is kept, of finished and of begun files. */
    abstract List<String> kept() throws IOException;

    @Test
    void givesBackWhatWasStored() throws IOException {
        assertThat(store().put(bytes("hello"), 5, HELLO)).isEqualTo(new Stored(HELLO, 5));

        assertThat(store().exists(HELLO)).isTrue();
        assertThat(store().path(HELLO)).hasContent("hello");
        assertThat(kept()).singleElement().asString().endsWith("2c/f2/" + HELLO);
    }

    @Test
    void keepsTheSameContentOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(4)) {
            List<Future<Stored>> puts = IntStream.range(0, 20).mapToObj(_ -> threads.submit(() -> store().put(bytes("hello"), 5, null)))
                    .toList();
            for (Future<Stored> put : puts) {
                assertThat(put.get()).isEqualTo(new Stored(HELLO, 5));
            }
        }
        assertThat(kept()).hasSize(1);
    }

    @Test
    void refusesMoreThanAllowedAndKeepsNothing() throws IOException {
        assertThatThrownBy(() -> store().put(bytes("hello"), 4, null)).isInstanceOf(TooLarge.class).hasMessageContaining("allowed 4 bytes");
        assertThat(kept()).isEmpty();
    }

    @Test
    void refusesOtherContentThanExpectedAndKeepsNothing() throws IOException {
        assertThatThrownBy(() -> store().put(bytes("hullo"), 5, HELLO)).isInstanceOf(WrongContent.class)
                .hasMessageContaining("not the expected " + HELLO);
        assertThat(kept()).isEmpty();
    }

    @Test
    void keepsNothingOfAStreamThatBreaks() throws IOException {
        InputStream breaks = new SequenceInputStream(bytes("hel"), new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        });
        assertThatThrownBy(() -> store().put(breaks, 5, null)).hasMessage("connection reset");
        assertThat(kept()).isEmpty();
    }

    @Test
    void tellsOfAFileThatIsNotThereAndTakesNoPathForAHash() {
        assertThat(store().exists(HELLO)).isFalse();
        assertThatThrownBy(() -> store().path(HELLO)).isInstanceOf(NoSuchFileException.class).hasMessageContaining("not in the file store");
        for (String evil : Set.of("../../etc/passwd", HELLO.toUpperCase(), "")) {
            assertThatThrownBy(() -> store().exists(evil)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
