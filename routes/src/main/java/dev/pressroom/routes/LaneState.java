package dev.pressroom.routes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a lane is, for people and health. A lane is one way to or from one printer or carrier, for example {@code prodigi-uk.http}.
 *
 * @param owner printer or carrier
 * @param circuit of a lane outwards; {@code NONE} for lanes inwards
 * @param lastError what failed last, without secrets; stays until the next failure, so compare the times
 */
public record LaneState(String owner, Circuit circuit, boolean suspended, @Nullable Instant lastSuccess, @Nullable String lastError,
        @Nullable Instant lastErrorAt) {

    /** Whether a lane lets calls through: closed, none (open), or one to try (half open). */
    public enum Circuit {
        NONE, CLOSED, HALF_OPEN, OPEN
    }

    /** Whether the last thing that happened was a failure. */
    public boolean failing() {
        return lastErrorAt != null && (lastSuccess == null || lastSuccess.isBefore(lastErrorAt));
    }
}
