package dev.pressroom.sandbox.simulation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * An append-only file of JSON lines in which a simulated partner keeps what happened to it.
 *
 * <p>An entry is on the disk when {@link #append} returns, so whatever is acknowledged after that survives a kill. A last line
 * that a kill cut off was never acknowledged and is dropped at the next opening. One process at a time: a second opening
 * of the same file is refused. Safe for use by several threads.
 */
public final class Journal<T> implements AutoCloseable {

    /** One entry and its number, counted from 1. */
    public record Line<T>(long number, T entry) {}

    private final JsonMapper json = new JsonMapper();
    private final Path file;
    private final Class<T> type;
    // Not a FileChannel: that closes itself when the writing thread is interrupted, and stopping a printer interrupts.
    private final RandomAccessFile output;
    private final boolean writable;
    private long lines;

    private Journal(Path file, Class<T> type, RandomAccessFile output, boolean writable) {
        this.file = file;
        this.type = type;
        this.output = output;
        this.writable = writable;
    }

    /** Opens the file, made together with its folders when it is not there, and locks it until {@link #close}. */
    public static <T> Journal<T> open(Path file, Class<T> type) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var output = new RandomAccessFile(file.toFile(), "rw");
            if (lock(output) == null) {
                output.close();
                throw new IllegalStateException(
                        file + " is in use by another sandbox: stop that one first, or give this one its own folder.");
            }
            return new Journal<>(file, type, output, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file that may be in use; nothing can be appended to it. */
    public static <T> Journal<T> look(Path file, Class<T> type) {
        try {
            return new Journal<>(file, type, new RandomAccessFile(file.toFile(), "r"), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable FileLock lock(RandomAccessFile output) throws IOException {
        try {
            return output.getChannel().tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            return null;
        }
    }

    /** Everything written so far; to be called once, before the first {@link #append}. */
    public synchronized List<Line<T>> replay() {
        try {
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            if (writable) {
                output.setLength(end);
                output.seek(end);
            }
            List<Line<T>> replayed = new ArrayList<>();
            for (String line : new String(bytes, 0, end, StandardCharsets.UTF_8).lines().toList()) {
                lines++;
                replayed.add(new Line<>(lines, read(line)));
            }
            return replayed;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private T read(String line) {
        try {
            return json.readValue(line, type);
        } catch (JacksonException e) {
            throw new IllegalStateException("%s, line %d cannot be read (%s): start the sandbox with --fresh, or remove that line."
                    .formatted(file, lines, e.getOriginalMessage()), e);
        }
    }

    /** Writes the entry to the disk and returns its line number. */
    public synchronized long append(T entry) {
        try {
            output.write((json.writerFor(type).writeValueAsString(entry) + "\n").getBytes(StandardCharsets.UTF_8));
            output.getFD().sync();
            return ++lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            output.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
