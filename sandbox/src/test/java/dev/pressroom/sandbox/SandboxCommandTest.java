package dev.pressroom.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SandboxCommandTest {

    @TempDir
    Path state;

    private Path kept(String name) throws IOException {
        Files.createDirectories(state.resolve(name).getParent());
        return Files.writeString(state.resolve(name), name);
    }

    @Test
    void forgetsAllButThePhotographs() throws IOException {
        Path photo = kept("photos/1.jpg");
        Path data = kept("postgres/base/1");
        kept("secrets.properties");

        SandboxCommand.forget(state);

        assertThat(photo).exists();
        assertThat(data).doesNotExist();
        assertThat(state.resolve("postgres")).doesNotExist();
    }

    @Test
    void forgetsNothingOfASandboxThatRuns() throws IOException {
        Path data = kept("postgres/base/1");
        try (FileChannel _ = Sandbox.hold(state)) {
            assertThatThrownBy(() -> SandboxCommand.forget(state)).isInstanceOf(SandboxProblem.class)
                    .hasMessageContainingAll("another sandbox runs on", state.toString(), "--state");
        }

        assertThat(data).exists();
        SandboxCommand.forget(state);
        assertThat(data).doesNotExist();
    }

    @Test
    void deletesNothingInAFolderThatIsNoSandboxs() throws IOException {
        Path theirs = kept("thesis.txt");

        assertThatThrownBy(() -> SandboxCommand.forget(state)).hasMessageContaining("does not look like a sandbox's state");
        assertThat(theirs).exists();
    }

    @ParameterizedTest
    @CsvSource({"--orders, -1", "--port-offset, -1", "--port-offset, 60000"})
    void refusesNumbersThatMakeNoSenseBeforeAnythingIsStarted(String option, int value) {
        SandboxCommand command = new SandboxCommand();
        command.state = state;
        if (option.equals("--orders")) {
            command.orders = value;
        } else {
            command.portOffset = value;
        }

        assertThatThrownBy(command::call).isInstanceOf(SandboxProblem.class).hasMessageStartingWith(option + " " + value);
        assertThat(state).isEmptyDirectory();
    }
}
