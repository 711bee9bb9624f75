@NullMarked
package dev.pressroom.batch;

import org.jspecify.annotations.NullMarked;
