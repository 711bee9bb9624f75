/**
 * What all simulated printers share: the list of jobs, the line they run on, the status messages and the bad habits.
 */
@NullMarked
package dev.pressroom.sandbox.printers;

import org.jspecify.annotations.NullMarked;
