/** Carriers' files into rows: framed first, then decoded strictly by the carrier's profile. */
@NullMarked
package dev.pressroom.batch.decode;

import org.jspecify.annotations.NullMarked;
