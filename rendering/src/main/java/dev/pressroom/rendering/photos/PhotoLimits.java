package dev.pressroom.rendering.photos;

/**
 * What a photograph may be before anything is decoded, so that a small file cannot ask for gigabytes.
 *
 * @param maxProgressiveMegapixels
 *            lower than {@code maxMegapixels}, because a progressive picture is decoded as a whole: 6 bytes of native
 *            memory a pixel, 8 with four channels
 * @param maxScans
 *            passes over a progressive picture; encoders write about ten, an attacker thousands
 */
public record PhotoLimits(long maxBytes, int maxSide, int maxMegapixels, int maxProgressiveMegapixels, int maxScans) {

    /** Takes what today's phones make (200 megapixels, 100 MB) and refuses what no camera makes. */
    public static final PhotoLimits DEFAULT = new PhotoLimits(200_000_000, 30_000, 300, 80, 100);
}
