package dev.pressroom.rendering;

/**
 * Which part of the upright photograph fills the page: its centre, 0 to 1 from the left and from the top, and how much
 * closer than just filling the page, 1 or more. A centre too near an edge is moved inwards until the page is filled.
 */
public record Crop(double centreX, double centreY, double zoom) {

    /** The middle of the photograph, as much of it as fills the page. */
    public static final Crop CENTRE = new Crop(0.5, 0.5, 1);

    public Crop {
        if (!(centreX >= 0 && centreX <= 1 && centreY >= 0 && centreY <= 1 && zoom >= 1 && zoom <= 100)) {
            throw new IllegalArgumentException(
                    "crop centre (" + centreX + ", " + centreY + ") must lie within 0..1 and zoom " + zoom + " within 1..100");
        }
    }
}
