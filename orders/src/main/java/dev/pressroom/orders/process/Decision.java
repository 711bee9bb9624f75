package dev.pressroom.orders.process;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What follows from an input.
 *
 * @param next the state after it
 * @param steps to be carried out now; they are outstanding in {@code next}
 * @param answers by command id, for commands that are settled by this input
 * @param lines what people read of it
 */
public record Decision(Snapshot next, List<Step> steps, Map<String, Answer> answers, List<Line> lines) {

    /**
     * One line of the order's timeline.
     *
     * @param command id of the command that it tells of; the record knows who asked
     */
    public record Line(Instant occurredAt, String kind, @Nullable Integer job, @Nullable String printer, String says,
            @Nullable String command) {
        Line(Instant occurredAt, String kind, @Nullable Integer job, @Nullable String printer, String says) {
            this(occurredAt, kind, job, printer, says, null);
        }
    }
}
