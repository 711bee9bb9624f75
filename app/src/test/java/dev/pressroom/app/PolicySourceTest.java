package dev.pressroom.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicySourceTest {

    @TempDir
    private Path folder;
    private Instant now = Instant.parse("2026-12-01T08:00:00Z");

    private void write(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("policy.yaml"), yaml);
        Files.setLastModifiedTime(file, FileTime.from(now));
    }

    @Test
    void isReadAgainWithoutARestartAndAMistakeLeavesTheLastGoodOne() throws IOException {
        write("tolerance: 0.2\n");
        PolicySource policy = new PolicySource(folder.resolve("policy.yaml"), clock());
        assertThat(policy.get().tolerance()).isEqualTo(0.2);

        now = now.plusSeconds(3);
        write("tolerance: 0.3\n");
        assertThat(policy.get().tolerance()).isEqualTo(0.3);

        now = now.plusSeconds(3);
        write("tolerance: much\n");
        assertThat(policy.get().tolerance()).isEqualTo(0.3);
    }

    @Test
    void aFileThatIsGoneLeavesTheLastGoodOne() throws IOException {
        write("tolerance: 0.2\n");
        PolicySource policy = new PolicySource(folder.resolve("policy.yaml"), clock());
        now = now.plusSeconds(3);
        Files.delete(folder.resolve("policy.yaml"));
        assertThat(policy.get().tolerance()).isEqualTo(0.2);

        now = now.plusSeconds(3);
        write("tolerance: 0.4\n");
        assertThat(policy.get().tolerance()).isEqualTo(0.4);
    }

    @Test
    void aServiceDoesNotStartWithAMistake() throws IOException {
        write("tolerance: much\n");
        assertThatIllegalStateException().isThrownBy(() -> new PolicySource(folder.resolve("policy.yaml"), clock()))
                .withMessageContaining("'tolerance' is 'much'");
    }

    private Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }
}
