package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.photos.Inspection.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Photographs by their file names in one folder; nothing outside it is read, nothing in it is changed. Pictures that are
 * no JPEG are converted into a folder that goes away on closing.
 */
public final class PhotoFolder implements Photos, AutoCloseable {
    private final Path folder;
    private final PhotoInspector inspector;
    private @Nullable Path converted;

    public PhotoFolder(Path folder, PhotoInspector inspector) {
        this.folder = folder.toAbsolutePath().normalize();
        this.inspector = inspector;
    }

    @Override
    public synchronized Inspection look(String name, String label) throws IOException {
        Path file = name.indexOf('\0') >= 0 ? folder : folder.resolve(name).normalize();
        if (file.equals(folder) || !file.startsWith(folder) || !Files.isRegularFile(file)) {
            return new Refusal(new Finding(Code.PHOTO_MISSING, Severity.ERROR, Place.of(label), "no file of that name", "",
                    "Upload the photograph, or put another in its place"));
        }
        if (!Kind.of(file).convertible()) {
            return inspector.inspect(file, label);
        }
        Path into = converted;
        if (into == null) {
            into = Files.createTempDirectory("converted");
            converted = into;
        }
        return new PhotoIntake(inspector).settle(file, label, into);
    }

    @Override
    public synchronized void close() throws IOException {
        Path made = converted;
        if (made != null) {
            try (Stream<Path> files = Files.list(made)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(made);
            converted = null;
        }
    }
}
