/** Designs to PDF. */
@NullMarked
package dev.pressroom.rendering.pdf;

import org.jspecify.annotations.NullMarked;
