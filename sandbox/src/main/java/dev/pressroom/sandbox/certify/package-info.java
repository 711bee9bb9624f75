/**
 * The contract kit against a printer that answers: over the real routes, with jobs that are handed over, lost, repeated and found again, and the
 * certificate that tells how it went.
 */
@NullMarked
package dev.pressroom.sandbox.certify;

import org.jspecify.annotations.NullMarked;
