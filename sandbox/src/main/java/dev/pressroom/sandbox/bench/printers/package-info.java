/** Jobs through each transport against the bare client libraries. */
@NullMarked
package dev.pressroom.sandbox.bench.printers;

import org.jspecify.annotations.NullMarked;
