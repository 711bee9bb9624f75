/**
 * A printer with an SFTP hot folder in the manner of Elanders, as docs/printers/elanders.md has it.
 */
@NullMarked
package dev.pressroom.sandbox.printers.elanders;

import org.jspecify.annotations.NullMarked;
