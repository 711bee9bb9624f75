package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Finding;
import dev.pressroom.rendering.Finding.Code;
import dev.pressroom.rendering.Finding.Place;
import dev.pressroom.rendering.Finding.Severity;
import dev.pressroom.rendering.photos.Inspection.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Photographs by their file names in one folder; nothing outside it is read. */
public final class PhotoFolder implements Photos {
    private final Path folder;
    private final PhotoInspector inspector;

    public PhotoFolder(Path folder, PhotoInspector inspector) {
        this.folder = folder.toAbsolutePath().normalize();
        this.inspector = inspector;
    }

    @Override
    public Inspection look(String name, String label) throws IOException {
        Path file = name.indexOf('\0') >= 0 ? folder : folder.resolve(name).normalize();
        if (file.equals(folder) || !file.startsWith(folder) || !Files.isRegularFile(file)) {
            return new Refusal(new Finding(Code.PHOTO_MISSING, Severity.ERROR, Place.of(label), "no file of that name", "",
                    "Upload the photograph, or put another in its place"));
        }
        return inspector.inspect(file, label);
    }
}
