/** Makes photographs for people who have none at hand. */
@NullMarked
package dev.pressroom.sandbox.photos;

import org.jspecify.annotations.NullMarked;
