/** Tells the shops what became of their orders, by signed webhooks. */
@NullMarked
package dev.pressroom.app.notices;

import org.jspecify.annotations.NullMarked;
