/** One trace for each order, over everything that handles it. */
@NullMarked
package dev.pressroom.app.tracing;

import org.jspecify.annotations.NullMarked;
