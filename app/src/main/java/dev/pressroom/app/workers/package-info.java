/** Temporal workers and what their activities do. */
@NullMarked
package dev.pressroom.app.workers;

import org.jspecify.annotations.NullMarked;
