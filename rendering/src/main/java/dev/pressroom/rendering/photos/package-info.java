/** Photographs as they arrive: looked at, cleaned, converted, kept by content. */
@NullMarked
package dev.pressroom.rendering.photos;

import org.jspecify.annotations.NullMarked;
