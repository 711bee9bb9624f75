@NullMarked
package dev.pressroom.app;

import org.jspecify.annotations.NullMarked;
