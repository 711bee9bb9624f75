/**
 * Simulated carriers: they take parcels from the printers and drop tracking files.
 */
@NullMarked
package dev.pressroom.sandbox.carriers;

import org.jspecify.annotations.NullMarked;
