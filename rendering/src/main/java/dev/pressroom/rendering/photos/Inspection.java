package dev.pressroom.rendering.photos;

import dev.pressroom.rendering.Finding;

/** What looking at a file told: a photograph that can be printed, or what prevents it. */
public sealed interface Inspection permits Photo, Inspection.Refusal {

    /** The file is no photograph that can be printed. */
    record Refusal(Finding finding) implements Inspection {}
}
