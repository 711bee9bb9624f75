/** Print files without a service: {@code render}, {@code preflight}, {@code autobook}; and how the configured printers want theirs. */
@NullMarked
package dev.pressroom.app.artwork;

import org.jspecify.annotations.NullMarked;
