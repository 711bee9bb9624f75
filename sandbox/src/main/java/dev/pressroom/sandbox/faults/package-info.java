/** Jobs handed over to simulated printers over lines that break, and the comparison of both sides' lists afterwards. */
@NullMarked
package dev.pressroom.sandbox.faults;

import org.jspecify.annotations.NullMarked;
