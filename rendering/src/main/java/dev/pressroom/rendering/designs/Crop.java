package dev.pressroom.rendering.designs;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Which part of the upright photograph fills its frame: its centre, 0 to 1 from the left and from the top, and how much
 * closer than just filling the frame, 1 or more. A centre too near an edge is moved inwards until the frame is filled.
 * Means the same whatever the frame's size and the photograph's pixels are.
 */
public record Crop(@JsonProperty("x") double centreX, @JsonProperty("y") double centreY, double zoom) {

    /** The middle of the photograph, as much of it as fills the frame. */
    public static final Crop CENTRE = new Crop(0.5, 0.5, 1);

    public Crop {
        if (!(centreX >= 0 && centreX <= 1 && centreY >= 0 && centreY <= 1 && zoom >= 1 && zoom <= 100)) {
            throw new IllegalArgumentException(
                    "crop centre (" + centreX + ", " + centreY + ") must lie within 0..1 and zoom " + zoom + " within 1..100");
        }
    }
}
