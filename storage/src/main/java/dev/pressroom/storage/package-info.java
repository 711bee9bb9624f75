@NullMarked
package dev.pressroom.storage;

import org.jspecify.annotations.NullMarked;
