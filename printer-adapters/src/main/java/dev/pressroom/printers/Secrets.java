package dev.pressroom.printers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts values in the place of references {@code ${env:NAME}} and {@code ${file:PATH}}. What is secret is resolved by the channel when it is used, never
 * earlier. Messages name the reference, never the value.
 */
public final class Secrets {

    static final Pattern REFERENCE = Pattern.compile("\\$\\{(?<kind>env|file):(?<name>[^{}]+)}");

    private final Function<String, @Nullable String> env;
    private final Function<Path, String> file;
    private final boolean required;

    /** @param file gives a file's text, or throws {@link UncheckedIOException} */
    public Secrets(Function<String, @Nullable String> env, Function<Path, String> file) {
        this(env, file, true);
    }

    private Secrets(Function<String, @Nullable String> env, Function<Path, String> file, boolean required) {
        this.env = env;
        this.file = file;
        this.required = required;
    }

    /** The same, where a text whose reference has no value is empty: for looking at a configuration away from where it runs. */
    public Secrets orEmpty() {
        return new Secrets(env, file, false);
    }

    /** Of this process: its environment, and files as UTF-8. */
    public static Secrets ofProcess() {
        return new Secrets(System::getenv, path -> {
            try {
                return Files.readString(path);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The text with all references replaced; {@link IllegalArgumentException} tells which one has no value, or is none. */
    public String resolve(String text) {
        if (REFERENCE.matcher(text).replaceAll("").contains("${")) {
            throw new IllegalArgumentException("a reference is neither ${env:NAME} nor ${file:PATH}: correct it");
        }
        try {
            return REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group(2))));
        } catch (IllegalArgumentException e) {
            if (required) {
                throw e;
            }
            return "";
        }
    }

    private String value(String kind, String name) {
        String value = kind.equals("env") ? env.apply(name) : read(name);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(kind.equals("env")
                    ? "environment variable " + name + " is not set: set it where the service starts"
                    : "file " + name + " is empty: put the value into it");
        }
        return value;
    }

    private String read(String path) {
        try {
            return file.apply(Path.of(path)).stripTrailing();
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("file " + path + " cannot be read: check that it exists and may be read", e);
        }
    }
}
