package dev.pressroom.sandbox.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    record Note(String text) {}

    @TempDir
    Path folder;

    @Test
    void keepsItsEntriesAndGoesOnCountingAfterARestart() {
        try (var journal = open()) {
            assertThat(journal.replay()).isEmpty();
            assertThat(journal.append(new Note("eins"))).isEqualTo(1);
            assertThat(journal.append(new Note("zwölf"))).isEqualTo(2);
        }
        try (var journal = open()) {
            assertThat(journal.replay()).containsExactly(new Journal.Line<>(1, new Note("eins")),
                    new Journal.Line<>(2, new Note("zwölf")));
            assertThat(journal.append(new Note("drei"))).isEqualTo(3);
        }
        try (var journal = open()) {
            assertThat(journal.replay()).extracting(it -> it.entry().text()).containsExactly("eins", "zwölf", "drei");
        }
    }

    @Test
    void dropsALastLineThatAKillCutOff() throws IOException {
        try (var journal = open()) {
            journal.append(new Note("whole"));
        }
        byte[] tornInsideACharacter = {'{', '"', 't', 'e', 'x', 't', '"', ':', '"', (byte) 0xc3};
        Files.write(file(), tornInsideACharacter, StandardOpenOption.APPEND);
        try (var journal = open()) {
            assertThat(journal.replay()).hasSize(1);
            journal.append(new Note("next"));
        }
        assertThat(Files.readString(file())).isEqualTo("{\"text\":\"whole\"}\n{\"text\":\"next\"}\n");
    }

    @Test
    void saysWhichLineCannotBeRead() throws IOException {
        Files.write(file(), List.of("{\"text\":\"whole\"}", "not json"));
        try (var journal = open()) {
            assertThatThrownBy(journal::replay).hasMessageContaining("notes.jsonl, line 2 cannot be read").hasMessageContaining("--fresh");
        }
    }

    @Test
    void refusesASecondOpening() {
        try (var journal = open()) {
            assertThatThrownBy(this::open).hasMessageContaining("in use by another sandbox");
            assertThat(journal.append(new Note("still open"))).isEqualTo(1);
        }
    }

    private Journal<Note> open() {
        return Journal.open(file(), Note.class);
    }

    private Path file() {
        return folder.resolve("notes.jsonl");
    }
}
