/**
 * A printer with an SQS queue in the manner of Photo Finale, as docs/printers/photo-finale.md has it.
 */
@NullMarked
package dev.pressroom.sandbox.printers.photofinale;

import org.jspecify.annotations.NullMarked;
