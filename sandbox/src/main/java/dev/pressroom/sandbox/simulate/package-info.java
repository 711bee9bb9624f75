/**
 * One simulated printer by itself, for whoever connects to such a printer and has no sandbox of its own.
 */
@NullMarked
package dev.pressroom.sandbox.simulate;

import org.jspecify.annotations.NullMarked;
