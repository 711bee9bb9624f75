package dev.pressroom.rendering;

/** What looking at a file told: a photograph that can be printed, or the problem that prevents it. */
public sealed interface Inspection permits Photo, Problem {
}
