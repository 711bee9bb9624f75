package dev.pressroom.rendering;

import java.nio.file.Path;

/**
 * One photograph on one page.
 *
 * @param label
 *            the name by which messages speak of the photograph; the file's own name may mean nothing to its owner
 */
public record PhotoPlacement(Path file, String label, Crop crop) {}
