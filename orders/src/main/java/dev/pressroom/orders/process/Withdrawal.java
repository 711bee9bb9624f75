package dev.pressroom.orders.process;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job is being taken back: once no attempt of it is live any more, {@code then} happens.
 *
 * @param command whose answer waits for it; null when nobody asked
 * @param target where it goes then; null when it is cancelled
 */
public record Withdrawal(@Nullable String command, Instant since, StepResult.@Nullable Assignment target) {}
