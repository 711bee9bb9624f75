package dev.pressroom.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The sandbox's passwords and tokens: made once, kept in its state, so that everybody knows everybody again after a restart. */
final class Secrets {

    private final Path file;
    private final Properties values = new Properties();

    private Secrets(Path file) {
        this.file = file;
    }

    static Secrets in(Path state) {
        Secrets secrets = new Secrets(state.resolve("secrets.properties"));
        try {
            if (Files.exists(secrets.file)) {
                try (var reader = Files.newBufferedReader(secrets.file)) {
                    secrets.values.load(reader);
                }
            }
            return secrets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String get(String name) {
        String known = values.getProperty(name);
        if (known != null) {
            return known;
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        values.setProperty(name, HexFormat.of().formatHex(random));
        try (var writer = Files.newBufferedWriter(file)) {
            values.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values.getProperty(name);
    }
}
