/** Commands that make and check print files without a service: {@code render}, {@code preflight}, {@code autobook}. */
@NullMarked
package dev.pressroom.app.artwork;

import org.jspecify.annotations.NullMarked;
