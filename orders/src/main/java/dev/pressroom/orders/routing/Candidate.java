package dev.pressroom.orders.routing;

import dev.pressroom.orders.ServiceLevel;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A printer as it is when a choice is made.
 *
 * @param products our products that it makes
 * @param services service levels it offers
 * @param countries ISO alpha-2 it ships to; empty means everywhere
 * @param unavailable why it takes nothing now, as the end of a sentence about it; null when it does
 * @param openJobs how many jobs it has now
 * @param failures share of its last jobs that it refused or that never arrived
 * @param daysLate by how many days it shipped its last jobs late, on average
 * @param deliveredBy when a job that it gets now is delivered at the latest
 */
public record Candidate(String printer, Set<String> products, Set<ServiceLevel> services, Set<String> countries,
        @Nullable String unavailable, int openJobs, double failures, double daysLate, Instant deliveredBy) {}
