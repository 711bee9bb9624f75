/** What happened outside: immutable, past tense, as told, with its source. */
@NullMarked
package dev.pressroom.orders.facts;

import org.jspecify.annotations.NullMarked;
