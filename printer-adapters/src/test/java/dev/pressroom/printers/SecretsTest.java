package dev.pressroom.printers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {

    private final Secrets secrets = new Secrets(Map.of("KEY", "a$1\\b", "PORT", "2222", "EMPTY", " ")::get, path -> {
        if (path.equals(Path.of("/run/key"))) {
            return "-----KEY-----\nx\n";
        }
        throw new UncheckedIOException(new IOException("no " + path));
    });

    @Test
    void putsValuesInThePlaceOfReferences() {
        assertThat(secrets.resolve("Bearer ${env:KEY}")).isEqualTo("Bearer a$1\\b");
        assertThat(secrets.resolve("http://127.0.0.1:${env:PORT}/${env:PORT}")).isEqualTo("http://127.0.0.1:2222/2222");
        assertThat(secrets.resolve("${file:/run/key}")).isEqualTo("-----KEY-----\nx");
        assertThat(secrets.resolve("plain $KEY {x}")).isEqualTo("plain $KEY {x}");
    }

    @Test
    void namesWhatIsMissing() {
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.resolve("${env:NONE}"))
                .withMessage("environment variable NONE is not set: set it where the service starts");
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.resolve("${evn:KEY}"))
                .withMessage("a reference is neither ${env:NAME} nor ${file:PATH}: correct it");
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.resolve("${env:EMPTY}")).withMessageContaining("EMPTY is not set");
        assertThatIllegalArgumentException().isThrownBy(() -> secrets.resolve("${file:/none}"))
                .withMessageContaining("file /none cannot be read");
    }

    @Test
    void readsFilesOfThisProcess(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("key"), "s3cret\r\n");
        assertThat(Secrets.ofProcess().resolve("${file:" + file + "}")).isEqualTo("s3cret");
    }
}
