/** The service: one process that runs all roles or any of them. */
@NullMarked
package dev.pressroom.app;

import org.jspecify.annotations.NullMarked;
