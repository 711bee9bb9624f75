/**
 * A printer with an HTTP interface in the manner of Prodigi v4, as docs/printers/prodigi.md has it.
 */
@NullMarked
package dev.pressroom.sandbox.printers.prodigi;

import org.jspecify.annotations.NullMarked;
