/** Text to outlines: fonts, shaping, breaking lines, all by the JDK. */
@NullMarked
package dev.pressroom.rendering.text;

import org.jspecify.annotations.NullMarked;
