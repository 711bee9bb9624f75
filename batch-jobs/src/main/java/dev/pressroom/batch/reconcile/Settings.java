package dev.pressroom.batch.reconcile;

import dev.pressroom.batch.carriers.CarrierProfile;
import dev.pressroom.storage.files.DropStore;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to reconcile. The result depends neither on the lines of a chunk nor on the number of writers.
 *
 * @param carriers by id
 * @param file only this one, by name or by path; null means all
 * @param linesPerChunk of one transaction
 * @param writers that load at once, each its share of the parcels
 * @param maxRejects more rejected rows than this are {@link Outcome#BAD_DATA}
 * @param again load {@code file} from its first row, also when it was loaded before
 * @param problems of the carriers that are left out since their profiles cannot be used
 */
public record Settings(DropStore drop, Map<String, CarrierProfile> carriers, @Nullable String file, int linesPerChunk, int writers,
        long maxRejects, boolean again, List<String> problems) {

    /** Every carrier's profile can be used, and what was loaded stays loaded. */
    public Settings(DropStore drop, Map<String, CarrierProfile> carriers, @Nullable String file, int linesPerChunk, int writers,
            long maxRejects) {
        this(drop, carriers, file, linesPerChunk, writers, maxRejects, false, List.of());
    }

    CarrierProfile carrier(String id) {
        return Objects.requireNonNull(carriers.get(id), id);
    }

    boolean wants(DropFile candidate) {
        return file == null || candidate.name().equals(file) || candidate.place().equals(file)
                || candidate.place().equals(Path.of(file).toAbsolutePath().normalize().toString());
    }
}
