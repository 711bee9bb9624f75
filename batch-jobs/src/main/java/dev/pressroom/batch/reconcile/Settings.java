package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to reconcile.
 *
 * @param carriers by id
 * @param file only this one, by name or by path; null means all
 * @param linesPerChunk of one transaction; the result does not depend on it
 * @param maxRejects more rejected rows than this are {@link Outcome#BAD_DATA}
 */
public record Settings(Path drop, Map<String, CarrierProfile> carriers, @Nullable Path file, int linesPerChunk, long maxRejects) {

    boolean wants(DropFile candidate) {
        return file == null || candidate.path().toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())
                || candidate.path().getFileName().equals(file);
    }
}
