@NullMarked
package dev.pressroom.rendering;

import org.jspecify.annotations.NullMarked;
