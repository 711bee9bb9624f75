@NullMarked
package dev.pressroom.workflows;

import org.jspecify.annotations.NullMarked;
