@NullMarked
package dev.pressroom.routes;

import org.jspecify.annotations.NullMarked;
