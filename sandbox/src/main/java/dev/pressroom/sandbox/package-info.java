@NullMarked
package dev.pressroom.sandbox;

import org.jspecify.annotations.NullMarked;
