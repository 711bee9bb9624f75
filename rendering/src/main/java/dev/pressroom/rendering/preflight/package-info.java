/** Whether a photograph, a design or a finished file can be printed. */
@NullMarked
package dev.pressroom.rendering.preflight;

import org.jspecify.annotations.NullMarked;
