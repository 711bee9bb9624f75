/** The outbox to the shops. */
@NullMarked
package dev.pressroom.storage.notices;

import org.jspecify.annotations.NullMarked;
