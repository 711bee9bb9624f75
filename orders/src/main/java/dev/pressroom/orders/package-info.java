@NullMarked
package dev.pressroom.orders;

import org.jspecify.annotations.NullMarked;
