@NullMarked
package dev.pressroom.printers;

import org.jspecify.annotations.NullMarked;
